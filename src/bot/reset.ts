/** Deletes what a community taught by its votes, or all that is kept of it; counted first, so that whoever does it knows what goes. */
import { learnedUri } from '../knowledge/index.ts';
import type { Prisma, Reader, Store, Tx } from '../store/index.ts';
import { record } from './feed/record.ts';

export const resets = ['learned', 'everything'] as const;
export type Reset = (typeof resets)[number];

export interface Going {
  entries: number;
  questions: number;
  votes: number;
}

/** What is deleted if that is. */
export async function countGoing(
  read: Pick<Reader, 'entry' | 'question' | 'vote'>,
  reset: Reset,
  communityId: string,
): Promise<Going> {
  const [entries, questions, votes] = await Promise.all([
    read.entry.count({ where: { communityId, ...(reset === 'learned' && { source: { uri: learnedUri } }) } }),
    reset === 'learned' ? 0 : read.question.count({ where: { communityId } }),
    read.vote.count({ where: { answer: within(communityId) } }),
  ]);
  return { entries, questions, votes };
}

const within = (communityId: string): Prisma.AnswerWhereInput => ({ revision: { question: { communityId } } });

export interface Resetting {
  communityId: string;
  reset: Reset;
  actor: string;
  /** The sentence that the feed keeps. */
  what: string;
}

/** In one transaction: it is done whole, or not at all. Settings, rooms and members’ choices about themselves stay. */
export async function resetCommunity(
  store: Store,
  { communityId, reset, actor, what }: Resetting,
  now: Date,
): Promise<void> {
  await store.write(async (tx) => {
    await (reset === 'everything' ? deleteEverything(tx, communityId) : deleteLearned(tx, communityId));
    await record(tx, { communityId, kind: 'reset.done', actor, what }, now);
  });
}

async function deleteEverything(tx: Tx, communityId: string): Promise<void> {
  const where = { communityId };
  await tx.reviewItem.deleteMany({ where });
  await tx.voteUndo.deleteMany({ where });
  await tx.personReply.deleteMany({ where });
  await tx.question.deleteMany({ where }); // their answers, votes and all that was said of them go with them
  await tx.wordSegment.deleteMany({ where });
  await tx.source.deleteMany({ where }); // and so do their entries
  await tx.lesson.deleteMany({ where });
  await tx.topic.deleteMany({ where });
  await tx.feedItem.deleteMany({ where }); // it quotes what was asked and known
  await tx.community.update({ where: { id: communityId }, data: { release: null } });
}

/** What was learned goes with what it was learned from: votes that stayed would teach it again. */
async function deleteLearned(tx: Tx, communityId: string): Promise<void> {
  const answer = within(communityId);
  const voted = { OR: [{ votes: { some: {} } }, { verdicts: { some: {} } }, { reactions: { some: {} } }] };
  // Messages that still wear reactions would be read back, and their votes counted again.
  await tx.shownMessage.deleteMany({ where: { answer: { ...answer, ...voted } } });
  await tx.vote.deleteMany({ where: { answer } });
  await tx.verdict.deleteMany({ where: { answer } });
  await tx.reaction.deleteMany({ where: { answer } });
  await tx.feedback.deleteMany({ where: { answer } });
  await tx.reviewItem.deleteMany({ where: { communityId, kind: { in: ['contested', 'denied'] } } });
  await tx.personReply.deleteMany({ where: { communityId } });
  await tx.voteUndo.deleteMany({ where: { communityId } });
  await tx.lesson.deleteMany({ where: { communityId } });
  await tx.source.deleteMany({ where: { communityId, uri: learnedUri } });
  await tx.answer.updateMany({
    where: answer,
    data: { standing: 'open', ruling: null, isDue: false, shownAs: null, relabelAt: null },
  });
  // Nobody vouches for anything any more but for what was verified when it was quoted.
  await tx.answer.updateMany({
    where: { ...answer, OR: [{ label: null }, { label: { not: 'verified' } }] },
    data: { isVerified: false },
  });
  await tx.entry.updateMany({
    where: { communityId, standing: { not: 'open' }, import: null },
    data: { standing: 'open' },
  });
  const denied = { communityId, reviewReason: 'members deny it' };
  await tx.entry.updateMany({ where: denied, data: { reviewSince: null, reviewReason: null } });
}
