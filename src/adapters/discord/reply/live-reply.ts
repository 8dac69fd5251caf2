import type { Cancellation, RecordedAnswer, Refusal, Reply, Shown } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import { platform } from '../connection/index.ts';
import type { EditLane } from './edit-lane.ts';
import type { Content, Sent, Surface } from './surface.ts';
import { cancelledText, placeText, thinkingText } from './words.ts';

/** How texts and answers look; see ../render. */
export interface Look {
  /** What is there of an answer that is still being written, as messages. */
  live(markdown: string): string[];
  final(answer: RecordedAnswer): { parts: string[]; file?: { name: string; text: string } };
  /** What stands under a reply that is not done yet. */
  whileWriting(questionId: string): Content['components'];
  /** What stands under the last part of an answer. */
  underAnswer(answer: RecordedAnswer): Content['components'];
}

export interface LiveReplyParts {
  surface: Surface;
  look: Look;
  lane: EditLane;
  clock: Clock;
  log: Log;
  shown: Pick<Shown, 'note' | 'forget'>;
  /** Nothing is shown before the answer begins where nobody asked. */
  isAsked: boolean;
  /** Whether the messages of an earlier revision or instance are looked for first. */
  isResumed: boolean;
  /** Set where the question is known already. */
  questionId?: string;
}

export interface LiveReply extends Reply {
  /** Another reply goes on where this one stands: nothing more is written, and what is on its way has arrived. */
  leave(): Promise<void>;
}

/** A sign of life comes after this long, unless the answer is there first. */
export const patienceMs = 400;

/**
 * Shows a reply on Discord while it comes about: a sign of life, the place in the queue, then the newest text at the pace
 * that Discord allows, and the last word always. What it wrote, it changes; it never says a thing twice.
 */
export function createLiveReply(parts: LiveReplyParts): LiveReply {
  const { surface, look, lane, clock, log, shown, isAsked } = parts;
  let questionId = parts.questionId ?? '';
  let written: { sent: Sent; text: string }[] | undefined;
  let status = thinkingText;
  let text = '';
  let isDirty = false;
  let living: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  const done = new AbortController();

  /** The messages of this reply so far; those that an earlier instance wrote among them. */
  async function standing() {
    written ??= parts.isResumed ? (await surface.find()).map((sent) => ({ sent, text: '' })) : [];
    return written;
  }

  /** Makes the messages of this reply say just this: changes those that say something else, adds and takes away. */
  async function write(contents: Content[], answerId: string | null): Promise<Sent[]> {
    const messages = await standing();
    for (const [index, content] of contents.entries()) {
      const known = messages[index];
      const text = JSON.stringify(content);
      const sent = known?.sent ?? (await surface.send(index + 1, content));
      if (known && known.text !== text) await surface.edit(sent, content);
      messages[index] = { sent, text };
      if (!known) await note(sent, index + 1, answerId);
    }
    for (const { sent } of messages.splice(contents.length)) {
      await surface.remove(sent);
      await shown.forget(platform, sent.messageId);
    }
    return messages.map(({ sent }) => sent);
  }

  async function note({ messageId, roomId }: Sent, part: number, answerId: string | null): Promise<void> {
    await shown.note({ platform, messageId, roomId, questionId, answerId, part });
  }

  /** One after the other: what is written later is newer. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.then(
      () => {},
      () => {},
    );
    return result;
  }

  function liveContents(): Content[] {
    const texts = text.trim() === '' ? [status] : look.live(text);
    const components = look.whileWriting(questionId);
    return texts.map((each, index) => ({ text: each, components: index === texts.length - 1 ? components : [] }));
  }

  /** Writes the newest state as soon as it may, as long as there is something newer than what stands there. */
  async function keepLive(): Promise<void> {
    while (isDirty && !done.signal.aborted) {
      const roomId = written?.[0]?.sent.roomId;
      const what = text.trim() === '' ? 'status' : 'text';
      if (roomId !== undefined && !lane.take(roomId, what)) {
        await clock.wait(lane.freeIn(roomId, what), done.signal);
        continue;
      }
      isDirty = false;
      await inTurn(async () => {
        if (!done.signal.aborted) await write(liveContents(), null);
      });
    }
  }

  /** Something has changed. */
  function nudge(): void {
    isDirty = true;
    if (living || done.signal.aborted) return;
    living = keepLive()
      .catch((error: unknown) => {
        if (!done.signal.aborted) log.debug('A live edit failed.', { reason: String(error) });
      })
      .finally(() => {
        living = undefined;
        if (isDirty) nudge();
      });
  }

  async function finish<T>(work: () => Promise<T>): Promise<T> {
    done.abort();
    return inTurn(work);
  }

  function plain(sentence: string): Content[] {
    return [{ text: sentence, components: [] }];
  }

  return {
    admitted(id) {
      questionId = id;
      if (isAsked) void clock.wait(patienceMs, done.signal).then(nudge, () => {});
    },
    queued(place) {
      status = placeText(place);
      if (isAsked && written !== undefined) nudge(); // before that, the sign of life says it
    },
    prepared() {},
    started() {
      status = thinkingText;
      if (isAsked && written !== undefined) nudge();
    },
    text(piece) {
      text += piece;
      if (isAsked) nudge(); // unasked, it is shown whole or not at all
    },
    restarted() {
      text = '';
      status = thinkingText;
      if (isAsked) nudge();
    },
    answered: (answer) =>
      finish(async () => {
        questionId = answer.questionId;
        // From here on a thumb under these messages is one on this answer, and those of an older one are gone.
        for (const [index, { sent }] of (await standing()).entries()) await note(sent, index + 1, answer.id);
        if (parts.isResumed) await resetVotes();
        const { parts: texts, file } = look.final(answer);
        const contents = texts.map((each, index) => {
          const isLast = index === texts.length - 1;
          return { text: each, components: isLast ? look.underAnswer(answer) : [], ...(isLast && file && { file }) };
        });
        const sent = await write(contents, answer.id);
        await offerVotes(sent.at(-1));
      }),
    refused: ({ sentence }: Refusal) => finish(async () => void (await write(plain(sentence), null))),
    cancelled: (why: Cancellation) =>
      finish(async () => {
        const sentence = cancelledText[why];
        const isSilent = sentence === undefined || (!isAsked && (await standing()).length === 0);
        await write(isSilent ? [] : plain(sentence), null);
      }),
    async leave() {
      done.abort();
      await last;
    },
  };

  /** Where the answer to an older revision stood, its votes are no votes on the new one. */
  async function resetVotes(): Promise<void> {
    const messages = await standing();
    for (const [index, { sent }] of messages.entries()) {
      const isClear = (await surface.clearReactions?.(sent)) ?? true;
      if (isClear) continue;
      // What may not be cleared is replaced: a new message has no votes.
      for (const { sent: old } of messages.splice(index)) {
        await surface.remove(old);
        await shown.forget(platform, old.messageId);
      }
    }
  }

  async function offerVotes(sent: Sent | undefined): Promise<void> {
    if (!sent || !surface.react) return;
    for (const thumb of ['👍', '👎']) {
      await surface.react(sent, thumb).catch((error: unknown) => {
        log.debug('A thumb could not be offered.', { reason: String(error) });
      });
    }
  }
}
