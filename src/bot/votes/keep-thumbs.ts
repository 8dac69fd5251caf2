/** What stands under messages, and the votes that follow from it: many at once, with a few statements for all of them. */
import {
  askersOf,
  type CastVote,
  decisionsOn,
  deleteThumbs,
  deleteVotes,
  insertMembers,
  insertThumbs,
  markDue,
  membersOf,
  putVotes,
  readThumbs,
  readVotes,
  type TxRows,
} from '../../store/index.ts';
import type { Standing } from './react.ts';
import { giveVerdicts } from './verdicts.ts';
import { type Weights, weightOf } from './weight.ts';

/** A thumb that came or went, under a message that shows an answer. */
export interface ChangedThumb extends Omit<Standing, 'memberId'> {
  messageId: string;
  /** What the message shows now; thumbs from before an edit belong to the answer that it showed then. */
  answerId: string;
  /** The member, as they are stored. */
  hash: string;
  isOn: boolean;
}

/** Keeps thumbs and marks of one platform, of which no two are about the same one. */
export async function keepThumbs(
  rows: TxRows,
  platform: string,
  changes: readonly ChangedThumb[],
  { now, weights }: { now: Date; weights: Weights },
): Promise<void> {
  const idByHash = await knowMembers(rows, changes, now);
  const known = changes.flatMap(({ hash, ...change }) => {
    const memberId = idByHash.get(hash);
    return memberId === undefined ? [] : [{ ...change, memberId }];
  });
  const before = await readThumbs(rows, platform, {
    messageIds: known.map(({ messageId }) => messageId),
    answerIds: known.map(({ answerId }) => answerId),
    memberIds: known.map(({ memberId }) => memberId),
  });
  const standing = new Map(before.map((thumb) => [keyOf(thumb), thumb]));
  const thumbOf = ({ messageId, memberId, value, answerId }: (typeof known)[number]) => {
    return { messageId, memberId, value, answerId };
  };
  const came = known.filter((change) => change.isOn && !standing.has(keyOf(change))).map(thumbOf);
  const gone = known.filter((change) => !change.isOn && standing.has(keyOf(change))).map(thumbOf);
  await insertThumbs(rows, platform, came, now);
  await deleteThumbs(rows, platform, gone);
  for (const thumb of came) standing.set(keyOf(thumb), thumb);
  for (const thumb of gone) standing.delete(keyOf(thumb));
  const valuesOf = Map.groupBy(standing.values(), voteOf);
  const casts = [...new Map(known.map((change) => [voteOf(change), change])).values()].map((change) => ({
    ...change,
    values: new Set(valuesOf.get(voteOf(change))?.map(({ value }) => value)),
  }));
  const changed = [...(await castVotes(rows, casts, { now, weights })), ...(await giveVerdicts(rows, casts, now))];
  if (changed.length > 0) await markDue(rows, changed);
}

/** The ids of those who are known or, where they put a thumb, are made known. */
async function knowMembers(rows: TxRows, changes: readonly ChangedThumb[], now: Date): Promise<Map<string, string>> {
  const known = await membersOf(
    rows,
    changes.map(({ hash }) => hash),
  );
  const unknown = changes.filter(({ isOn, hash }) => isOn && !known.has(hash)).map(({ hash }) => hash);
  return new Map([...known, ...(await insertMembers(rows, new Set(unknown), now))]);
}

/** What stands of one member under one answer. */
export interface Cast extends Pick<ChangedThumb, 'answerId' | 'voter'> {
  memberId: string;
  /** The kinds of thumbs and marks that stand under all its parts. */
  values: ReadonlySet<number>;
}

/** The one of these two that stands; both at once are none. */
export function oneOf({ values }: Pick<Cast, 'values'>, size: 1 | 2): 1 | -1 | undefined {
  const [up, down] = [values.has(size), values.has(-size)];
  return up === down ? undefined : up ? 1 : -1;
}

/**
 * Members' votes as they follow from their thumbs. Where no thumb stands, what they decided as the draft's moderator does. What
 * a vote weighs was settled when it was cast. Returns the answers whose votes have changed.
 */
async function castVotes(
  rows: TxRows,
  casts: readonly Cast[],
  { now, weights }: { now: Date; weights: Weights },
): Promise<string[]> {
  const answerIds = casts.map(({ answerId }) => answerId);
  const these = { answerIds, memberIds: casts.map(({ memberId }) => memberId) };
  const before = new Map((await readVotes(rows, these)).map((vote) => [voteOf(vote), vote]));
  const askers = await askersOf(rows, answerIds);
  const decided = await decisionsAmong(rows, casts);
  const withdrawn: Pick<CastVote, 'answerId' | 'memberId'>[] = [];
  const votes: CastVote[] = [];
  for (const cast of casts) {
    const { answerId, memberId, voter, values } = cast;
    const known = before.get(voteOf(cast));
    const isThumbed = values.has(1) || values.has(-1);
    const value = isThumbed ? oneOf(cast, 1) : decided.get(voteOf(cast));
    if (value === undefined) {
      if (known) withdrawn.push({ answerId, memberId });
    } else if (known?.value !== value) {
      const isAsker = askers.get(answerId) === memberId;
      const weight = known && !voter ? known.weight : weightOf(voter ?? {}, isAsker, now, weights);
      votes.push({ answerId, memberId, value, weight });
    }
  }
  await deleteVotes(rows, withdrawn);
  await putVotes(rows, votes, now);
  return [...withdrawn, ...votes].map(({ answerId }) => answerId);
}

/** What those decided on drafts of whom no thumb stands. */
async function decisionsAmong(rows: TxRows, casts: readonly Cast[]): Promise<Map<string, number>> {
  const without = casts.filter(({ values }) => !values.has(1) && !values.has(-1));
  if (without.length === 0) return new Map();
  const decisions = await decisionsOn(rows, {
    answerIds: without.map(({ answerId }) => answerId),
    memberIds: without.map(({ memberId }) => memberId),
  });
  return new Map(decisions.map((decision) => [voteOf(decision), decision.value]));
}

function keyOf({ messageId, memberId, value }: { messageId: string; memberId: string; value: number }): string {
  return `${messageId} ${memberId} ${value}`;
}

export function voteOf({ answerId, memberId }: { answerId: string; memberId: string }): string {
  return `${answerId} ${memberId}`;
}
