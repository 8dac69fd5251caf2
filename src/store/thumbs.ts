/** Thumbs as they stand under messages, and the votes that follow from them: many at once, in one statement each. */
import { newId } from './entries.ts';
import { asList, asStored, type Rows, type TxRows } from './rows.ts';

/** A member's thumb, 1 for 👍 and -1 for 👎, under a message that shows an answer. */
export interface Thumb {
  messageId: string;
  memberId: string;
  value: number;
  answerId: string;
}

/** One member's vote on one answer. */
export interface CastVote {
  answerId: string;
  memberId: string;
  value: number;
  weight: number;
}

/** Which answers these messages show now. */
export async function answersShown(
  rows: Rows,
  platform: string,
  messageIds: Iterable<string>,
): Promise<Map<string, string>> {
  const values = { platform, messageIds: asList(new Set(messageIds)) };
  const shown = await rows.all<{ messageId: string; answerId: string }>(shownSql, values);
  return new Map(shown.map(({ messageId, answerId }) => [messageId, answerId]));
}

const shownSql = `
  SELECT messageId, answerId
  FROM json_each(@messageIds) CROSS JOIN ShownMessage ON messageId = value
  WHERE platform = @platform AND answerId IS NOT NULL`;

/** The ids of the members that are known, by their hashes. */
export async function membersOf(rows: Rows, hashes: Iterable<string>): Promise<Map<string, string>> {
  const known = await rows.all<{ id: string; hash: string }>(membersSql, { hashes: asList(new Set(hashes)) });
  return new Map(known.map(({ id, hash }) => [hash, id]));
}

const membersSql = `SELECT Member.id, hash FROM json_each(@hashes) CROSS JOIN Member ON hash = value`;

/** Makes members known. Returns their ids. */
export async function insertMembers(
  rows: TxRows,
  hashes: ReadonlySet<string>,
  createdAt: Date,
): Promise<Map<string, string>> {
  const made = new Map([...hashes].map((hash) => [hash, newId(createdAt.getTime())]));
  if (made.size > 0) await rows.run(insertMembersSql, { members: asList(made), createdAt: asStored(createdAt) });
  return made;
}

const insertMembersSql = `
  INSERT INTO Member (hash, id, createdAt) SELECT value ->> 0, value ->> 1, @createdAt FROM json_each(@members)`;

/** The thumbs that these members have put under these messages, and under others that show the same answers. */
export function readThumbs(
  rows: Rows,
  platform: string,
  { messageIds, answerIds, memberIds }: Record<'messageIds' | 'answerIds' | 'memberIds', Iterable<string>>,
): Promise<Thumb[]> {
  const [messages, answers, members] = [messageIds, answerIds, memberIds].map((ids) => asList(new Set(ids)));
  return rows.all<Thumb>(thumbsSql, {
    platform,
    messages: messages ?? '',
    answers: answers ?? '',
    members: members ?? '',
  });
}

const thumbsSql = `
  SELECT messageId, memberId, value, answerId FROM Reaction
  WHERE answerId IN (SELECT value FROM json_each(@answers)) AND memberId IN (SELECT value FROM json_each(@members))
  UNION
  SELECT messageId, memberId, value, answerId FROM Reaction
  WHERE platform = @platform
    AND messageId IN (SELECT value FROM json_each(@messages)) AND memberId IN (SELECT value FROM json_each(@members))`;

export async function insertThumbs(rows: TxRows, platform: string, thumbs: readonly Thumb[], at: Date): Promise<void> {
  if (thumbs.length === 0) return;
  await rows.run(insertThumbsSql, { platform, thumbs: asList(thumbs), createdAt: asStored(at) });
}

const insertThumbsSql = `
  INSERT INTO Reaction (platform, messageId, memberId, value, answerId, createdAt)
  SELECT @platform, value ->> 'messageId', value ->> 'memberId', value ->> 'value', value ->> 'answerId', @createdAt
  FROM json_each(@thumbs)`;

export async function deleteThumbs(
  rows: TxRows,
  platform: string,
  thumbs: readonly Omit<Thumb, 'answerId'>[],
): Promise<void> {
  if (thumbs.length > 0) await rows.run(deleteThumbsSql, { platform, thumbs: asList(thumbs) });
}

const deleteThumbsSql = `
  DELETE FROM Reaction WHERE (platform, messageId, memberId, value) IN (
    SELECT @platform, value ->> 'messageId', value ->> 'memberId', value ->> 'value' FROM json_each(@thumbs)
  )`;

/** The votes that these members have cast on these answers. */
export function readVotes(
  rows: Rows,
  { answerIds, memberIds }: Record<'answerIds' | 'memberIds', Iterable<string>>,
): Promise<CastVote[]> {
  return rows.all(votesSql, { answers: asList(new Set(answerIds)), members: asList(new Set(memberIds)) });
}

const votesSql = `
  SELECT answerId, memberId, value, weight FROM Vote
  WHERE answerId IN (SELECT value FROM json_each(@answers)) AND memberId IN (SELECT value FROM json_each(@members))`;

export async function putVotes(rows: TxRows, votes: readonly CastVote[], at: Date): Promise<void> {
  if (votes.length > 0) await rows.run(putVotesSql, { votes: asList(votes), at: asStored(at) });
}

// `WHERE true` tells SQLite that the ON after it is no join's.
const putVotesSql = `
  INSERT INTO Vote (answerId, memberId, value, weight, createdAt, updatedAt)
  SELECT value ->> 'answerId', value ->> 'memberId', value ->> 'value', value ->> 'weight', @at, @at
  FROM json_each(@votes) WHERE true
  ON CONFLICT (answerId, memberId) DO UPDATE
  SET value = excluded.value, weight = excluded.weight, updatedAt = excluded.updatedAt`;

export async function deleteVotes(
  rows: TxRows,
  votes: readonly Pick<CastVote, 'answerId' | 'memberId'>[],
): Promise<void> {
  if (votes.length > 0) await rows.run(deleteVotesSql, { votes: asList(votes) });
}

const deleteVotesSql = `
  DELETE FROM Vote
  WHERE (answerId, memberId) IN (SELECT value ->> 'answerId', value ->> 'memberId' FROM json_each(@votes))`;

/** Who asked what these answer. */
export async function askersOf(rows: Rows, answerIds: Iterable<string>): Promise<Map<string, string>> {
  const asked = await rows.all<{ id: string; memberId: string }>(askersSql, { answers: asList(new Set(answerIds)) });
  return new Map(asked.map(({ id, memberId }) => [id, memberId]));
}

const askersSql = `
  SELECT Answer.id, Question.memberId
  FROM json_each(@answers)
  CROSS JOIN Answer ON Answer.id = value
  CROSS JOIN Revision ON Revision.id = Answer.revisionId
  CROSS JOIN Question ON Question.id = Revision.questionId`;

/** What members decided as moderators on the drafts that these answers were: 1 where they sent it, -1 where they dropped it. */
export function decisionsOn(
  rows: Rows,
  { answerIds, memberIds }: Record<'answerIds' | 'memberIds', Iterable<string>>,
): Promise<Pick<CastVote, 'answerId' | 'memberId' | 'value'>[]> {
  return rows.all(decisionsSql, { answers: asList(new Set(answerIds)), members: asList(new Set(memberIds)) });
}

const decisionsSql = `
  SELECT Answer.id AS answerId, deciderId AS memberId, iif(Draft.state = 'sent', 1, -1) AS value
  FROM json_each(@answers) AS answers
  CROSS JOIN Answer ON Answer.id = answers.value
  CROSS JOIN Revision ON Revision.id = Answer.revisionId
  CROSS JOIN Draft ON Draft.questionId = Revision.questionId
  WHERE deciderId IN (SELECT value FROM json_each(@members))
    AND decidedAt >= Answer.createdAt AND Draft.state IN ('sent', 'dropped')`;
