import type { Message } from 'discord.js';
import type { Bot, HeardMessage, IncomingQuestion, Reply } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import { platform } from '../connection/index.ts';
import { isByPerson, opensPost, type ReadMessage, readMessage, titleOf } from './read-message.ts';
import type { SeenMarks } from './seen-marks.ts';

export interface EarParts {
  bot: Pick<Bot, 'hear' | 'revise' | 'withdraw' | 'shown'>;
  clock: Clock;
  log: Log;
  selfId: () => string;
  marks: SeenMarks;
  /** Where a message stands; undefined where Quorum does not listen, or asks first where it belongs. */
  placeOf: (message: Message) => Promise<Pick<IncomingQuestion, 'community' | 'room'> | undefined>;
  /** What came with it, as far as it can be read. */
  readFiles: (message: Message, signal: AbortSignal) => Promise<Pick<IncomingQuestion, 'attached' | 'pictures'>>;
  openReply: (message: Message, how: { asked: boolean }) => Reply;
  mayTrain: boolean;
  signal: AbortSignal;
}

/** Listens to messages, their edits and their deletions, and tells the bot what a person said. */
export interface Ear {
  /**
   * A message that has come, or has been read back. Resolves once all that is to be said to it has been said; `told` is
   * called in the moment in which the bot is told of it.
   */
  hear(message: Message, told?: () => void): Promise<void>;
  edited(message: Message): Promise<void>;
}

export function createEar(parts: EarParts): Ear {
  const { bot, clock, log, selfId, marks, signal } = parts;

  async function hear(message: Message, told = () => {}): Promise<void> {
    if (!isByPerson(message)) return told();
    const seen = marks.begin(message.channelId, message.id);
    try {
      const heard = await readHeard(message).finally(told);
      if (!heard) return;
      const open = (how: { asked: boolean }): Reply => {
        const reply = parts.openReply(message, how);
        const { admitted } = reply;
        return {
          ...reply,
          admitted(questionId) {
            seen(); // it is stored: nothing of it can be lost any more
            admitted(questionId);
          },
        };
      };
      await bot.hear(heard, open, signal);
    } catch (error) {
      log.error('A message could not be heard.', { reason: error instanceof Error ? error.message : String(error) });
    } finally {
      if (!signal.aborted) seen();
    }
  }

  async function readHeard(message: Message): Promise<HeardMessage | undefined> {
    const answered = await answeredBy(message);
    const read = readMessage(message, selfId(), answered.isOurs);
    const place = await parts.placeOf(message);
    if (!place) return undefined;
    const quoted = await quotedIn(message, read, answered);
    const text = [titleOf(message), read.text].filter((part) => part !== '').join('\n\n');
    // A bare mention under somebody's message asks about that message.
    const isBare = text === '' && quoted !== undefined;
    const beside = quoted && !isBare ? [{ name: quotedName, text: quoted.text }] : [];
    return {
      platform,
      messageId: message.id,
      ...place,
      memberId: message.author.id,
      text: isBare ? quoted.text : text,
      origin: 'message',
      trainable: parts.mayTrain,
      ...(answered.questionId !== undefined && { followsId: answered.questionId }),
      ...(quoted && { borrowed: [{ messageId: quoted.messageId, ...(!isBare && { attachedAs: quotedName }) }] }),
      async fetchAttached(until) {
        const { attached = [], pictures } = await parts.readFiles(message, until);
        return { attached: [...beside, ...attached], ...(pictures && { pictures }) };
      },
      addressed: read.addressed,
      addressesSomeone: read.addressesSomeone,
      ...(read.repliesTo !== undefined && { repliesTo: read.repliesTo }),
      mentions: read.mentions,
      opensPost: opensPost(message),
      sentAt: message.createdAt,
    };
  }

  /** The answer of ours that it replies to, or whose thread it stands in. */
  async function answeredBy(message: Message): Promise<{ isOurs: boolean; questionId?: string }> {
    const repliesTo = message.reference?.messageId;
    const shown = repliesTo === undefined ? undefined : await bot.shown.find(platform, repliesTo);
    if (shown) return { isOurs: true, questionId: shown.questionId };
    if (!message.channel.isThread()) return { isOurs: false };
    const start = await bot.shown.find(platform, message.channelId); // a thread has the id of the message it began at
    return { isOurs: false, ...(start && { questionId: start.questionId }) };
  }

  /** What somebody else wrote, when Quorum is called under it. */
  async function quotedIn(
    message: Message,
    read: ReadMessage,
    answered: { isOurs: boolean },
  ): Promise<{ messageId: string; text: string } | undefined> {
    if (read.repliesTo === undefined || read.addressed === 'none' || answered.isOurs) return undefined;
    const original = await message.fetchReference().catch(() => undefined);
    if (!original || original.content === '' || original.author.id === selfId()) return undefined;
    return { messageId: original.id, text: original.content };
  }

  return {
    hear,
    async edited(message) {
      if (!isByPerson(message) || message.editedTimestamp === null) return;
      const heard = await readHeard(message).catch(() => undefined);
      if (!heard) return;
      const outcome = await bot.revise(heard, signal);
      if (outcome.state !== 'ignored') return;
      const isFresh = clock.now() - message.createdTimestamp < mendableMs;
      if (isFresh && heard.addressed !== 'none') await hear(message); // the mention was forgotten at first
    },
  };
}

/** Told to the model, and how such a text is found again. */
const quotedName = 'the message that this one replies to';

/** How long after a message a mention may be added to it. */
const mendableMs = 60_000;
