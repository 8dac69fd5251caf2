/** What stands under messages, and the votes that follow from it: many at once, with a few statements for all of them. */
import type { Tx } from '../store/index.ts';
import type { Standing } from './react.ts';
import { weightOf } from './vote-weight.ts';

/** A thumb that came or went, under a message that shows an answer. */
export interface ChangedThumb extends Omit<Standing, 'memberId'> {
  messageId: string;
  /** What the message shows now; thumbs from before an edit belong to the answer that it showed then. */
  answerId: string;
  /** The member, as they are stored. */
  hash: string;
  isOn: boolean;
}

/** Keeps thumbs of one platform, of which no two are about the same thumb. */
export async function keepThumbs(tx: Tx, platform: string, changes: readonly ChangedThumb[], now: Date): Promise<void> {
  const idByHash = await membersOf(tx, changes, now);
  const known = changes.flatMap(({ hash, ...change }) => {
    const memberId = idByHash.get(hash);
    return memberId === undefined ? [] : [{ ...change, memberId }];
  });
  const [answerIds, memberIds, messageIds] = [
    [...new Set(known.map(({ answerId }) => answerId))],
    [...new Set(known.map(({ memberId }) => memberId))],
    [...new Set(known.map(({ messageId }) => messageId))],
  ];
  const here = [{ answerId: { in: answerIds } }, { platform, messageId: { in: messageIds } }];
  const before = await tx.reaction.findMany({ where: { memberId: { in: memberIds }, OR: here } });
  const standing = new Map(before.map((thumb) => [keyOf(thumb), thumb]));
  const came = known
    .filter((change) => change.isOn && !standing.has(keyOf(change)))
    .map(({ messageId, memberId, value, answerId }) => ({
      ...{ platform, messageId, memberId, value, answerId },
      createdAt: now,
    }));
  const gone = known.filter((change) => !change.isOn && standing.has(keyOf(change)));
  if (came.length > 0) await tx.reaction.createMany({ data: came });
  if (gone.length > 0) {
    const which = gone.map(({ messageId, memberId, value }) => ({ messageId, memberId, value }));
    await tx.reaction.deleteMany({ where: { platform, OR: which } });
  }
  for (const thumb of came) standing.set(keyOf(thumb), thumb);
  for (const thumb of gone) standing.delete(keyOf(thumb));
  const valuesOf = Map.groupBy(standing.values(), voteOf);
  const votes = [...new Map(known.map((change) => [voteOf(change), change])).values()].map((change) => ({
    ...change,
    values: new Set(valuesOf.get(voteOf(change))?.map(({ value }) => value)),
  }));
  await castVotes(tx, votes, now);
}

/** The ids of those who are known or, where they put a thumb, are made known. */
async function membersOf(tx: Tx, changes: readonly ChangedThumb[], now: Date): Promise<Map<string, string>> {
  const hashes = [...new Set(changes.map(({ hash }) => hash))];
  const select = { id: true, hash: true };
  const known = await tx.member.findMany({ where: { hash: { in: hashes } }, select });
  const idByHash = new Map(known.map(({ id, hash }) => [hash, id]));
  const unknown = new Set(changes.filter(({ isOn, hash }) => isOn && !idByHash.has(hash)).map(({ hash }) => hash));
  if (unknown.size === 0) return idByHash;
  const data = [...unknown].map((hash) => ({ hash, createdAt: now }));
  for (const { id, hash } of await tx.member.createManyAndReturn({ data, select })) idByHash.set(hash, id);
  return idByHash;
}

interface CastVote extends Pick<ChangedThumb, 'answerId' | 'voter'> {
  memberId: string;
  /** The kinds of thumbs that stand under all parts of the answer. */
  values: ReadonlySet<number>;
}

/**
 * Members' votes as they follow from their thumbs under all parts of an answer: both kinds at once are none. Where none stands,
 * what they decided as its moderator does. What a vote weighs was settled when it was cast.
 */
async function castVotes(tx: Tx, casts: readonly CastVote[], now: Date): Promise<void> {
  const answerIds = [...new Set(casts.map(({ answerId }) => answerId))];
  const memberIds = [...new Set(casts.map(({ memberId }) => memberId))];
  const these = { answerId: { in: answerIds }, memberId: { in: memberIds } };
  const known = new Map((await tx.vote.findMany({ where: these })).map((vote) => [voteOf(vote), vote]));
  const deciders = await decidersAmong(tx, casts);
  const withdrawn: { answerId: string; memberId: string }[] = [];
  const weighed: (CastVote & { value: number; isKnown: boolean })[] = [];
  for (const cast of casts) {
    const { answerId, memberId, voter, values } = cast;
    const id = { answerId, memberId };
    const before = known.get(voteOf(id));
    const [thumb] = values;
    const decided = thumb === undefined && deciders.has(memberId) ? await decidedOn(tx, id) : undefined;
    const value = values.size > 1 ? undefined : (thumb ?? decided);
    if (value === undefined) {
      if (before) withdrawn.push(id);
    } else if (before && before.value !== value && !voter) {
      await tx.vote.update({ where: { answerId_memberId: id }, data: { value, updatedAt: now } });
    } else if (before?.value !== value) weighed.push({ ...cast, value, isKnown: before !== undefined });
  }
  if (withdrawn.length > 0) await tx.vote.deleteMany({ where: { OR: withdrawn } });
  await weigh(tx, weighed, now);
}

async function weigh(
  tx: Tx,
  votes: readonly (CastVote & { value: number; isKnown: boolean })[],
  now: Date,
): Promise<void> {
  if (votes.length === 0) return;
  const answers = await tx.answer.findMany({
    where: { id: { in: [...new Set(votes.map(({ answerId }) => answerId))] } },
    select: { id: true, revision: { select: { question: { select: { memberId: true } } } } },
  });
  const askerOf = new Map(answers.map(({ id, revision }) => [id, revision.question.memberId]));
  const rows = votes.map(({ answerId, memberId, value, voter, isKnown }) => {
    const weight = weightOf(voter ?? {}, askerOf.get(answerId) === memberId, now);
    return { isKnown, row: { answerId, memberId, value, weight, updatedAt: now } };
  });
  const fresh = rows.filter(({ isKnown }) => !isKnown).map(({ row }) => ({ ...row, createdAt: now }));
  if (fresh.length > 0) await tx.vote.createMany({ data: fresh });
  for (const { isKnown, row } of rows) {
    const { answerId, memberId, ...data } = row;
    if (isKnown) await tx.vote.update({ where: { answerId_memberId: { answerId, memberId } }, data });
  }
}

/** Those of whom no thumb stands and who ever decided on a draft: few, so that the others need not be asked about. */
async function decidersAmong(tx: Tx, casts: readonly CastVote[]): Promise<Set<string | null>> {
  const without = [...new Set(casts.filter(({ values }) => values.size === 0).map(({ memberId }) => memberId))];
  if (without.length === 0) return new Set();
  const where = { deciderId: { in: without } };
  const drafts = await tx.draft.findMany({ where, select: { deciderId: true }, distinct: ['deciderId'] });
  return new Set(drafts.map(({ deciderId }) => deciderId));
}

/** The vote that a member cast by sending or dropping the answer when it was a draft. */
async function decidedOn(
  tx: Tx,
  { answerId, memberId }: { answerId: string; memberId: string },
): Promise<1 | -1 | undefined> {
  const answer = await tx.answer.findUniqueOrThrow({
    where: { id: answerId },
    select: { createdAt: true, revision: { select: { questionId: true } } },
  });
  const draft = await tx.draft.findFirst({
    where: {
      questionId: answer.revision.questionId,
      deciderId: memberId,
      decidedAt: { gte: answer.createdAt },
      state: { in: ['sent', 'dropped'] },
    },
    select: { state: true },
  });
  if (!draft) return undefined;
  return draft.state === 'sent' ? 1 : -1;
}

function keyOf({ messageId, memberId, value }: { messageId: string; memberId: string; value: number }): string {
  return `${messageId} ${memberId} ${value}`;
}

function voteOf({ answerId, memberId }: { answerId: string; memberId: string }): string {
  return `${answerId} ${memberId}`;
}
