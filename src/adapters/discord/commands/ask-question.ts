/**
 * A question that was asked by a command: answered as any other, in the response to its interaction; and, where that
 * closes before the answer is there, in an ordinary message, or for a private one in a direct message. A private
 * answer never goes to the channel: where its member takes no direct messages, `why` has it.
 */
import { roles } from '../../../answering/index.ts';
import type { Actor, CommandReply, IncomingQuestion, IncomingRoom, Reply } from '../../../bot/index.ts';
import { platform } from '../connection/index.ts';
import { reasonOf } from './acknowledge.ts';
import { createInteractionSurface } from './interaction-surface.ts';
import { createMovingReply } from './moving-reply.ts';
import { sentenceMessage } from './outgoing.ts';
import type { InteractionParts, Place } from './parts.ts';
import { whisper } from './response.ts';
import type { Late } from './say-late.ts';

/** What came with the message that is asked about. */
export type Files = Pick<IncomingQuestion, 'attached' | 'pictures'>;

export interface Asked extends Omit<Late, 'messages'> {
  place: Place;
  actor: Actor;
  question: Extract<CommandReply, { question: object }>['question'];
  files?: Files;
  trainable?: boolean;
  borrowed?: IncomingQuestion['borrowed'];
  /** When its interaction takes no more. */
  closesAt: number;
}

export async function askQuestion(parts: InteractionParts, asked: Asked): Promise<void> {
  const { bot, clock, log, signal } = parts;
  const isPrivate = asked.isPrivate || asked.question.isPrivate;
  const over = new AbortController();
  const reply = createMovingReply({ ...(await openReply(parts, asked)), isTime: () => clock.now() >= asked.closesAt });
  clock.wait(asked.closesAt - clock.now(), over.signal).then(reply.move, () => {}); // until the last word is said
  try {
    await bot.ask(incomingOf(asked, isPrivate), reply, signal);
  } catch (error) {
    log.error('A question could not be asked.', { reason: reasonOf(error) });
  } finally {
    over.abort();
  }
}

/** Where the reply begins, and where it goes on. */
async function openReply(parts: InteractionParts, asked: Asked): Promise<Opened> {
  const { createReply, directSurface, channelSurface, log } = parts;
  const { interaction, isPrivate } = asked;
  const { user, channelId, id } = interaction;
  if (asked.question.isPrivate && !isPrivate) {
    // It was not clear at once that it is private, and "is thinking …" stays as public as it began.
    await whisper(interaction, sentenceMessage('I answer you in a direct message.'), { isPrivate });
    const first = createReply(directSurface(user.id, id), { isPrivate: true });
    return { first, next: () => first };
  }
  const surface = createInteractionSurface({ webhook: interaction.webhook, channelId: channelId ?? '', isPrivate });
  const first = createReply(surface, { isPrivate });
  return {
    first,
    next(questionId = id) {
      surface
        .leave(isPrivate || channelId === null ? partings.privately : partings.publicly, () =>
          first.cancelled('needless'),
        )
        .catch((error: unknown) => log.debug('A reply could not be left.', { reason: reasonOf(error) }));
      const elsewhere =
        isPrivate || channelId === null
          ? directSurface(user.id, questionId)
          : channelSurface(channelId, questionId, surface.first()?.messageId);
      return createReply(elsewhere, { isPrivate });
    },
  };
}

interface Opened {
  first: Reply;
  next(questionId: string | undefined): Reply;
}

const partings = {
  publicly: 'This takes longer than Discord keeps a command open. My answer follows here, as a message of its own.',
  privately:
    'This takes longer than Discord keeps a private reply open. My answer follows as a direct message; if you take none, `/why` shows it.',
};

/** What is asked in private belongs to one member, wherever they asked it. */
function privateRoom(memberId: string): IncomingRoom {
  return { platformId: `private:${memberId}`, kind: 'dm', name: 'private', open: false };
}

export function isPrivateRoom({ platformId }: { platformId: string }): boolean {
  return platformId.startsWith('private:');
}

function incomingOf(asked: Asked, isPrivate: boolean) {
  const { interaction, place, actor, question, files, trainable = true, borrowed, closesAt } = asked;
  const { id: _, ...community } = place.community;
  const { id: __, ...room } = place.room;
  const role = roles.find((each) => each === question.role);
  const incoming: IncomingQuestion = {
    platform,
    messageId: interaction.id,
    community,
    room: isPrivate ? privateRoom(actor.memberId) : room,
    memberId: actor.memberId,
    text: question.text,
    origin: 'command',
    trainable,
    ...files,
    ...(borrowed && { borrowed }),
    // Where the reply went to another place at once, nobody takes it over.
    ...(isPrivate === asked.isPrivate && {
      replyToken: { token: interaction.token, validUntil: new Date(closesAt) },
    }),
    wish: { ...(role && { role }), ...(question.model !== undefined && { model: question.model }) },
  };
  return incoming;
}
