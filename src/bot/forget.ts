/** What is kept of a member, counted and deleted: in one community, or in all of them. Entries that others wrote stay. */
import { learnedUri } from '../knowledge/index.ts';
import { markDue, type Prisma, type Reader, type Store, type Tx } from '../store/index.ts';
import { record } from './feed/record.ts';
import { unsay } from './feed/unsay.ts';
import { eraseReplies } from './person-replies/erase-replies.ts';

/** How many of each there are. */
export interface Kept {
  questions: number;
  answers: number;
  votes: number;
  reactions: number;
  /** Replies of theirs to others, and of others to them, that were marked as right. */
  replies: number;
  /** Communities in which they chose something for themselves. */
  memberships: number;
}

export interface Forgetting {
  memberHash: string;
  /** Null is everywhere. */
  communityId: string | null;
}

export async function countKept(read: Reader, { memberHash, communityId }: Forgetting): Promise<Kept> {
  const member = await read.member.findUnique({ where: { hash: memberHash }, select: { id: true } });
  if (!member) return { questions: 0, answers: 0, votes: 0, reactions: 0, replies: 0, memberships: 0 };
  const memberId = member.id;
  const ofQuestion = { memberId, ...(communityId !== null && { communityId }) };
  const ofAnswer = { memberId, ...(communityId !== null && { answer: within(communityId) }) };
  const ofReply = { reply: communityId === null ? {} : { communityId }, memberId };
  const [questions, answers, votes, reactions, marks, replies, memberships] = await Promise.all([
    read.question.count({ where: ofQuestion }),
    read.answer.count({ where: { revision: { question: ofQuestion } } }),
    read.vote.count({ where: ofAnswer }),
    read.reaction.count({ where: ofAnswer }),
    read.replyMark.count({ where: ofReply }),
    read.personReply.count({ where: repliesOf(memberId, communityId) }),
    read.membership.count({ where: ofQuestion }),
  ]);
  return { questions, answers, votes, reactions: reactions + marks, replies, memberships };
}

/** Those that hold words of theirs: as who replied, or as who asked. */
function repliesOf(memberId: string, communityId: string | null): Prisma.PersonReplyWhereInput {
  return { OR: [{ authorId: memberId }, { askerId: memberId }], ...(communityId !== null && { communityId }) };
}

const within = (communityId: string): Prisma.AnswerWhereInput => ({ revision: { question: { communityId } } });

const batchSize = 200;

/**
 * Deletes it, some questions at a time. What is being answered loses its question, so that nothing more is written or said
 * of it. The feed keeps that somebody was forgotten, not who. Returns what was deleted.
 */
export async function forget(store: Store, { memberHash, communityId }: Forgetting, at: Date): Promise<Kept> {
  const kept = await countKept(store.read, { memberHash, communityId });
  const member = await store.read.member.findUnique({ where: { hash: memberHash }, select: { id: true } });
  if (!member) return kept;
  const memberId = member.id;
  const own = { memberId, ...(communityId !== null && { communityId }) };
  const of = communityId === null ? await communitiesOf(store.read, memberId) : [communityId];
  for (let deleted = batchSize; deleted === batchSize; ) {
    deleted = await store.write(async (tx) => {
      const some = await tx.question.findMany({ where: own, select: { id: true }, take: batchSize });
      const ids = some.map(({ id }) => id);
      await forgetLearned(tx, ids);
      await unsay(tx, ids);
      return (await tx.question.deleteMany({ where: { id: { in: ids } } })).count;
    });
  }
  await store.write(async (tx, rows) => {
    await markDue(rows, await votedOn(tx, memberId)); // what they said counts no more
    await eraseReplies(tx, repliesOf(memberId, communityId));
    const marked = { marks: { some: { memberId } }, ...(communityId !== null && { communityId }) };
    await tx.personReply.updateMany({ where: marked, data: { isDue: true } });
    await tx.reviewItem.deleteMany({ where: { authorId: memberId, ...(communityId !== null && { communityId }) } });
    if (communityId === null) await tx.member.deleteMany({ where: { id: memberId } });
    else {
      const cast = { memberId, answer: within(communityId) };
      await tx.reaction.deleteMany({ where: cast });
      await tx.vote.deleteMany({ where: cast });
      await tx.verdict.deleteMany({ where: cast });
      await tx.feedback.deleteMany({ where: cast });
      await tx.replyMark.deleteMany({ where: { memberId, reply: { communityId } } });
      await tx.membership.deleteMany({ where: { memberId, communityId } });
      const decided = { deciderId: memberId, question: { communityId } };
      await tx.draft.updateMany({ where: decided, data: { deciderId: null } });
      await tx.member.updateMany({
        where: { id: memberId, dmCommunityId: communityId },
        data: { dmCommunityId: null },
      });
    }
    const what = 'A member had what I kept of them deleted: their questions, votes and choices.';
    for (const id of of) await record(tx, { communityId: id, kind: 'forget.done', actor: null, what }, at);
  });
  return kept;
}

/** What was learned from these questions alone is in their asker's words, and goes with them. */
async function forgetLearned(tx: Tx, questionIds: readonly string[]): Promise<void> {
  const theirs = { revision: { questionId: { in: [...questionIds] } } };
  const learned = { source: { uri: learnedUri }, votedBy: { some: theirs, every: theirs } };
  await tx.entry.deleteMany({ where: learned });
}

async function votedOn(tx: Tx, memberId: string): Promise<string[]> {
  const [votes, verdicts] = await Promise.all([
    tx.vote.findMany({ where: { memberId }, select: { answerId: true } }),
    tx.verdict.findMany({ where: { memberId }, select: { answerId: true } }),
  ]);
  return [...votes, ...verdicts].map(({ answerId }) => answerId);
}

/** Those in which something of a member is kept. */
async function communitiesOf(read: Reader, memberId: string): Promise<string[]> {
  const some = { some: { memberId } };
  const answered = { some: { revisions: { some: { answer: { votes: some } } } } };
  const communities = await read.community.findMany({
    where: {
      OR: [
        ...[{ questions: some }, { memberships: some }, { questions: answered }],
        { replies: { some: repliesOf(memberId, null) } },
        { replies: { some: { marks: some } } },
      ],
    },
    select: { id: true },
  });
  return communities.map(({ id }) => id);
}
