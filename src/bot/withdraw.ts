import type { AskParts } from './ask.ts';
import { giveBackBorrowed } from './borrowed.ts';
import { end } from './end.ts';
import { joinTexts } from './join-pieces.ts';
import { eraseReplies } from './person-replies/erase-replies.ts';
import type { Actor, MessageName, Rank } from './platform.ts';
import { isAtLeast } from './rank.ts';
import { eraseText } from './stored-question.ts';

/** A question's message was deleted: nothing more is said to it, and its text goes from the store as well. */
export async function withdraw(parts: AskParts, { platform, messageId }: MessageName): Promise<void> {
  const { store, heard } = parts;
  const known = heard.find(platform, messageId);
  heard.forget(platform, messageId);
  const where = { platform_messageId: { platform, messageId } };
  const question = await store.read.question.findUnique({ where, select: { id: true } });
  if (question) {
    await end(parts, question.id, 'withdrawn');
    await store.write((tx) => eraseText(tx, question));
  } else if (known?.askedAs !== undefined) await erasePiece(parts, { platform, messageId }, known.askedAs);
  await giveBackBorrowed(parts, { platform, messageId });
  await dropReplies(parts, { platform, messageId });
}

/** A reply that is learned goes with its message, and with the one that it replies to. */
async function dropReplies({ store }: AskParts, { platform, messageId }: MessageName): Promise<void> {
  const where = { platform, OR: [{ messageId }, { questionMessageId: messageId }] };
  if ((await store.read.personReply.count({ where })) > 0) await store.write((tx) => eraseReplies(tx, where));
}

/**
 * A question that was typed in pieces lost one of them a moment later: what is kept of its text is the rest. Nobody remembers
 * which file came with which piece.
 */
async function erasePiece({ store, heard }: AskParts, piece: MessageName, askedAs: string): Promise<void> {
  const { platform } = piece;
  const text = joinTexts(heard.piecesOf(platform, askedAs));
  const question = { platform, messageId: askedAs };
  await store.write(async (tx) => {
    await tx.revision.updateMany({ where: { question }, data: { text, attached: [] } });
    await tx.borrowedMessage.deleteMany({ where: { ...piece, question } });
  });
}

/** Whoever asked may stop it, and so may a moderator. False where they may not, or where there is nothing to stop. */
export async function stop(
  parts: AskParts & { rankOf: (actor: Actor, communityId: string) => Promise<Rank> },
  questionId: string,
  actor: Actor,
): Promise<boolean> {
  const { store, hashMember } = parts;
  const question = await store.read.question.findUnique({ where: { id: questionId }, include: { member: true } });
  if (!question || !['waiting', 'answering'].includes(question.state)) return false;
  const isAsker = question.member.hash === hashMember(actor.platform, actor.memberId);
  if (!isAsker && !isAtLeast(await parts.rankOf(actor, question.communityId), 'moderator')) return false;
  await end(parts, questionId, 'stopped');
  return true;
}
