import type { Message, REST } from 'discord.js';
import type { Bot, RecordedAnswer, Reply, StoredQuestion } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import type { EditLane } from '../reply/edit-lane.ts';
import { createLiveReply, type LiveReply, type Look } from '../reply/live-reply.ts';
import { createMessageSurface, type MessageSurfaceParts } from '../reply/message-surface.ts';
import { relabelMessage } from '../reply/relabel-message.ts';
import type { Sent, Surface } from '../reply/surface.ts';

export interface RepliesParts {
  rest: REST;
  bot: Pick<Bot, 'shown'>;
  clock: Clock;
  log: Log;
  createLook: () => Look;
  /** A message whose footer says what its answer wears now. */
  withLabel: (message: string, answer: RecordedAnswer) => string;
  lane: EditLane;
  selfId: () => string;
  guard: MessageSurfaceParts['guard'];
  /** Where the reply to a command goes on, while Discord takes it by its token. */
  responseSurface: (token: string, question: StoredQuestion, written: readonly Sent[]) => Surface;
}

/** The replies that are being written, and the messages that were taken back by ourselves. */
export interface Replies {
  open(message: Message, how: { asked: boolean }): Reply;
  /**
   * Goes on with a reply where it stands: after an edit, a draft's release, or the death of who wrote it. Undefined where what
   * a command was replied to by is no good any more, and nothing was written that could be changed without.
   */
  reopen(question: StoredQuestion): Promise<Reply | undefined>;
  /** Makes the message with an answer's footer say how the answer stands now. */
  relabel(question: Pick<StoredQuestion, 'id'>, answer: RecordedAnswer): Promise<void>;
  /** A reply on a surface of one's own. */
  on(surface: Surface): Reply;
  /** A place for a reply that replies to no message. */
  surfaceIn(channelId: string, questionId: string, repliesTo?: string): Surface;
  /** True, once, for a message that we deleted ourselves. */
  wasRemovedByUs(messageId: string): boolean;
}

export function createReplies(parts: RepliesParts): Replies {
  const { rest, bot, clock, log, createLook, lane, selfId, guard } = parts;
  const living = new Map<string, LiveReply>();
  const removed = new Set<string>();
  const { shown } = bot;
  const common = () => ({ look: createLook(), lane, clock, log, shown });

  function surfaceFor(place: { channelId: string; messageId?: string; questionId: () => string; revision: number }) {
    const onRemove = (id: string) => {
      removed.add(id);
      if (removed.size > mostRemembered) removed.delete([...removed][0] ?? '');
    };
    return createMessageSurface({ rest, shown, selfId: selfId(), guard, onRemove, ...place });
  }

  async function surfaceOf(question: StoredQuestion): Promise<Surface | undefined> {
    const { id, messageId, origin, revision, room, replyToken } = question;
    const place = { channelId: room.platformId, questionId: () => id, revision };
    if (origin === 'message') return surfaceFor({ ...place, messageId });
    const written = await shown.of(id);
    if (replyToken && replyToken.validUntil.getTime() > clock.now())
      return parts.responseSurface(replyToken.token, question, written);
    // What everyone sees of a command's reply is a message as any other.
    return written.length > 0 && room.kind !== 'dm' ? surfaceFor(place) : undefined;
  }

  /** The reply to a question is one thing at a time: a later one waits for an earlier one to leave. */
  function keep(reply: LiveReply, questionId: string): void {
    living.set(questionId, reply);
  }

  function remembered(reply: LiveReply, known?: string): Reply {
    let questionId = known;
    const over = <T extends unknown[]>(last: (...word: T) => Promise<void>) => {
      return async (...word: T) => {
        try {
          await last(...word);
        } finally {
          if (questionId !== undefined && living.get(questionId) === reply) living.delete(questionId);
        }
      };
    };
    return {
      ...reply,
      admitted(id) {
        questionId = id;
        keep(reply, id);
        reply.admitted(id);
      },
      answered: over(reply.answered),
      refused: over(reply.refused),
      cancelled: over(reply.cancelled),
    };
  }

  return {
    open(message, { asked }) {
      let questionId = '';
      const place = { channelId: message.channelId, messageId: message.id, questionId: () => questionId, revision: 1 };
      const reply = remembered(
        createLiveReply({ ...common(), surface: surfaceFor(place), isAsked: asked, isResumed: false }),
      );
      return {
        ...reply,
        admitted(id) {
          questionId = id;
          reply.admitted(id);
        },
      };
    },
    async reopen(question) {
      const { id, asked } = question;
      await living.get(id)?.leave();
      const surface = await surfaceOf(question);
      if (!surface) return undefined;
      const reply = createLiveReply({ ...common(), surface, isAsked: asked, isResumed: true, questionId: id });
      keep(reply, id);
      if (asked) reply.admitted(id); // shows at once that it is being worked on
      return remembered(reply, id);
    },
    async relabel({ id }, answer) {
      if (living.has(id)) return; // another answer is about to stand there
      const last = (await shown.of(id)).filter(({ answerId }) => answerId === answer.id).at(-1);
      if (last) await relabelMessage({ rest, lane, clock, guard }, last, (text) => parts.withLabel(text, answer));
    },
    on: (surface) => remembered(createLiveReply({ ...common(), surface, isAsked: true, isResumed: false })),
    surfaceIn: (channelId, questionId, repliesTo) => {
      const place = { channelId, questionId: () => questionId, revision: 1 };
      return surfaceFor(repliesTo === undefined ? place : { ...place, messageId: repliesTo });
    },
    wasRemovedByUs: (messageId) => removed.delete(messageId),
  };
}

const mostRemembered = 1000;
