import type { AskParts } from './ask.ts';
import { tell } from './deliver.ts';
import { joinTexts } from './join-pieces.ts';
import type { Actor, Cancellation, Rank } from './platform.ts';
import { isAtLeast } from './rank.ts';
import { eraseText, resumable, toResumable } from './stored-question.ts';

/** Not answered yet, or not shown. */
export const unfinished = ['waiting', 'answering', 'drafted'] as const;

/** A question's message was deleted: nothing more is said to it, and its text goes from the store as well. */
export async function withdraw(
  parts: AskParts,
  { platform, messageId }: { platform: string; messageId: string },
): Promise<void> {
  const { store, heard } = parts;
  const known = heard.find(platform, messageId);
  heard.forget(platform, messageId);
  const where = { platform_messageId: { platform, messageId } };
  const question = await store.read.question.findUnique({ where, select: { id: true } });
  if (question) {
    await end(parts, question.id, 'withdrawn');
    await store.write((tx) => eraseText(tx, question));
  } else if (known?.askedAs !== undefined) await erasePiece(parts, platform, known.askedAs);
}

/** A question that was typed in pieces lost one of them: what is kept of it is the rest. */
async function erasePiece({ store, heard }: AskParts, platform: string, messageId: string): Promise<void> {
  const text = joinTexts(heard.piecesOf(platform, messageId));
  await store.write((tx) => tx.revision.updateMany({ where: { question: { platform, messageId } }, data: { text } }));
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

/** Ends the work on a question, here or in whichever instance has it. */
export async function end(parts: AskParts, questionId: string, why: Cancellation): Promise<void> {
  const { store, running } = parts;
  await running.cancel(questionId, why); // if this process works on it, it says so itself
  const ended = await store.write(async (tx) => {
    const { count } = await tx.question.updateMany({
      where: { id: questionId, state: { in: [...unfinished] } },
      data: { state: 'cancelled', stateReason: why, leaseOwner: null, leaseUntil: null, fence: { increment: 1 } },
    });
    if (count === 0) return undefined;
    await tx.draft.updateMany({ where: { questionId, state: 'open' }, data: { state: 'expired' } });
    return tx.question.findUnique({ where: { id: questionId }, include: resumable });
  });
  if (!ended) return;
  const reply = await parts.platformOf(ended.platform)?.reopen(toResumable(ended));
  if (reply) await tell(reply.cancelled(why), parts.log);
}
