/** What somebody who may not decide says is right: it waits for moderators. */
import { Failure } from '../../failure.ts';
import type { Tx } from '../../store/index.ts';

export interface Proposal {
  communityId: string;
  /** The answer that is wrong; null where something is taught. */
  answerId: string | null;
  /** The entry whose place it would take. */
  entryId: string | null;
  /** The room that alone may be told of it; null is the whole community. */
  roomId: string | null;
  /** Who says so, as they are stored. */
  authorHash: string;
  question: string;
  text: string;
  /** A sentence of Markdown. */
  why: string;
}

/** As much as one member may have waiting, and as much as all of them together. */
const mostOfOne = 5;
const mostOfAll = 200;

/** Puts it before moderators; what its author says again about the same answer takes the place of what they said. True where it is new. */
export async function propose(tx: Tx, { authorHash: hash, ...proposal }: Proposal, now: Date): Promise<boolean> {
  const { communityId, answerId, question, text, why } = proposal;
  const { id: authorId } = await tx.member.upsert({ where: { hash }, create: { hash, createdAt: now }, update: {} });
  const open = { communityId, kind: 'correction', state: 'open' } as const;
  const about = answerId === null ? { answerId, question } : { answerId };
  const known = await tx.reviewItem.findFirst({ where: { ...open, ...about, authorId } });
  if (known) {
    await tx.reviewItem.update({ where: { id: known.id }, data: { text, why } });
    return false;
  }
  const isTooMuch = (await tx.reviewItem.count({ where: { ...open, authorId } })) >= mostOfOne;
  if (isTooMuch) throw tooMany(`${mostOfOne} of yours wait for the moderators; please say more once they have looked.`);
  const isFull = (await tx.reviewItem.count({ where: open })) >= mostOfAll;
  if (isFull) throw tooMany('More waits for the moderators than they can look at; please try again another day.');
  await tx.reviewItem.create({ data: { ...proposal, authorId, kind: 'correction', createdAt: now } });
  return true;
}

function tooMany(memberText: string): Failure {
  return new Failure('too-many-proposals', 'More waits for moderators than they can look at.', { memberText });
}
