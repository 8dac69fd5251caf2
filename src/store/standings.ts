/** What votes say of answers, and which of them wait for what follows from that; see src/bot/votes. */
import type { Manner, RoomKind, Standing } from './generated/enums.ts';
import { asList, asStored, type Rows, type TxRows } from './rows.ts';

/** Notes that votes on these have come or gone. */
export async function markDue(rows: TxRows, answerIds: Iterable<string>): Promise<void> {
  await rows.run(markDueSql, { answers: asList(new Set(answerIds)) });
}

const markDueSql = `UPDATE Answer SET isDue = true WHERE NOT isDue AND id IN (SELECT value FROM json_each(@answers))`;

/** Answers of which nothing has followed yet, those whose turn came first before the others. */
export async function dueAnswers(rows: Rows, most: number): Promise<string[]> {
  const due = await rows.all<{ id: string }>('SELECT id FROM Answer WHERE isDue ORDER BY id LIMIT @most', { most });
  return due.map(({ id }) => id);
}

/** An answer with what it takes to follow up on its votes. */
export interface VotedAnswer {
  id: string;
  manner: Manner;
  text: string;
  standing: Standing;
  question: string;
  /** The question that it followed up on, if it did. */
  before: string | null;
  communityId: string;
  roomId: string;
  roomKind: RoomKind;
  communityWide: boolean;
  quorum: number | null;
  entry: VotedEntry | undefined;
}

/** The entry that an answer's votes count for. */
export interface VotedEntry {
  id: string;
  title: string;
  kind: 'pair' | 'passage';
  sourceUri: string;
  standing: Standing;
  verified: boolean;
  /** Whether it is found: neither retired nor denied. */
  isLiving: boolean;
}

export async function readVotedAnswer(rows: Rows, id: string): Promise<VotedAnswer | undefined> {
  const row = await rows.first<
    Omit<VotedAnswer, 'communityWide' | 'entry'> & Record<'communityWide', number> & EntryRow
  >(votedSql, { id });
  if (!row) return undefined;
  const { communityWide, entryId, title, kind, sourceUri, entryStanding, verified, retiredAt, ...answer } = row;
  return {
    ...answer,
    communityWide: communityWide === 1,
    entry:
      entryId === null
        ? undefined
        : {
            ...{ id: entryId, title, kind, sourceUri, standing: entryStanding },
            verified: verified === 1,
            isLiving: retiredAt === null && entryStanding !== 'denied',
          },
  };
}

interface EntryRow {
  entryId: string | null;
  title: string;
  kind: 'pair' | 'passage';
  sourceUri: string;
  entryStanding: Standing;
  verified: number;
  retiredAt: string | null;
}

// A quote's votes count for the entry that it quotes, which is its only source.
const votedSql = `
  SELECT
    Answer.id, Answer.manner, Answer.text, Answer.standing, Revision.text AS question, communityWide,
    Question.communityId, Question.roomId, Room.kind AS roomKind, Community.settings ->> '$.quorum' AS quorum,
    (SELECT text FROM Revision WHERE questionId = Question.followsId ORDER BY number DESC LIMIT 1) AS before,
    Entry.id AS entryId, Entry.title, Entry.kind, Source.uri AS sourceUri, Entry.standing AS entryStanding,
    Entry.verified, Entry.retiredAt
  FROM Answer
  JOIN Revision ON Revision.id = Answer.revisionId
  JOIN Question ON Question.id = Revision.questionId
  JOIN Room ON Room.id = Question.roomId
  JOIN Community ON Community.id = Question.communityId
  LEFT JOIN Entry ON Entry.id = coalesce(
    Answer.entryId,
    iif(Answer.manner = 'quoted', (SELECT entryId FROM AnswerSource WHERE answerId = Answer.id ORDER BY number LIMIT 1), NULL)
  )
  LEFT JOIN Source ON Source.id = Entry.sourceId
  WHERE Answer.id = @id`;

/** The votes, verdicts and rulings that count for an answer, or for all answers that stand for an entry. */
export interface StoredVoices {
  votes: { memberId: string; value: number; weight: number }[];
  verdicts: number[];
  rulings: Standing[];
}

export async function readVoices(
  rows: Rows,
  { answerId, entryId }: { answerId: string; entryId: string | null },
): Promise<StoredVoices> {
  const values = { answerId, entryId };
  const verdicts = await rows.all<{ value: number }>(verdictsSql, values);
  const rulings = await rows.all<{ ruling: Standing }>(rulingsSql, values);
  return {
    votes: await rows.all(votesSql, values),
    verdicts: verdicts.map(({ value }) => value),
    rulings: rulings.map(({ ruling }) => ruling),
  };
}

const answersSql = `SELECT id FROM Answer WHERE id = @answerId UNION SELECT id FROM Answer WHERE entryId = @entryId`;

/** Not taken back by a moderator; `at` is when it was last changed. */
const countsSql = (row: string, at: string) => `
  NOT EXISTS (
    SELECT 1 FROM VoteUndo
    WHERE VoteUndo.communityId = Question.communityId AND endedAt IS NULL
      AND (VoteUndo.memberId IS NULL OR VoteUndo.memberId = ${row}.memberId)
      AND ${at} >= "from" AND ${at} < until`;

const ofQuestionSql = `
  CROSS JOIN Answer ON Answer.id = voted.id
  CROSS JOIN Revision ON Revision.id = Answer.revisionId
  CROSS JOIN Question ON Question.id = Revision.questionId`;

/** Of a vote that counts, beside its `Question`. */
export const voteCountsSql = `${countsSql('Vote', 'Vote.updatedAt')} AND (lighterThan IS NULL OR Vote.weight < lighterThan)
  )`;

const votesSql = `
  SELECT Vote.memberId, Vote.value, Vote.weight
  FROM (${answersSql}) AS voted
  CROSS JOIN Vote ON Vote.answerId = voted.id
  ${ofQuestionSql}
  WHERE ${voteCountsSql}`;

// A verdict weighs no less than any vote: what takes back light ones alone leaves it.
const verdictsSql = `
  SELECT Verdict.value
  FROM (${answersSql}) AS voted
  CROSS JOIN Verdict ON Verdict.answerId = voted.id
  ${ofQuestionSql}
  WHERE ${countsSql('Verdict', 'Verdict.createdAt')} AND lighterThan IS NULL
  )`;

const rulingsSql = `
  SELECT ruling FROM (${answersSql}) AS voted CROSS JOIN Answer ON Answer.id = voted.id WHERE ruling IS NOT NULL`;

/** What an answer's votes say has been followed up; its votes count for that entry from now on. */
export async function settleAnswer(
  rows: TxRows,
  answer: { id: string; standing: Standing; entryId: string | null },
): Promise<void> {
  await rows.run('UPDATE Answer SET standing = @standing, entryId = @entryId, isDue = false WHERE id = @id', answer);
}

/** The answers of a community that those votes were cast on which an undo speaks of. */
export async function markUndone(
  rows: TxRows,
  { communityId, memberId, from, until, lighterThan }: TakenBack,
): Promise<number> {
  const values = { communityId, memberId, lighterThan, from: asStored(from), until: asStored(until) };
  return rows.run(markUndoneSql, values);
}

/** Which votes were taken back: those that all of this is true of. */
export interface TakenBack {
  communityId: string;
  /** Null is everybody's. */
  memberId: string | null;
  from: Date;
  /** The first moment that is left out. */
  until: Date;
  /** Null is whatever they weigh. */
  lighterThan: number | null;
}

const markUndoneSql = `
  UPDATE Answer SET isDue = true WHERE id IN (
    SELECT answerId FROM (
      SELECT answerId, memberId, updatedAt AS at, weight FROM Vote
      UNION ALL
      SELECT answerId, memberId, createdAt, 1e9 FROM Verdict
    ) AS said
    JOIN Answer AS voted ON voted.id = answerId
    JOIN Revision ON Revision.id = voted.revisionId
    JOIN Question ON Question.id = Revision.questionId
    WHERE communityId = @communityId AND (@memberId IS NULL OR said.memberId = @memberId)
      AND said.at >= @from AND said.at < @until AND (@lighterThan IS NULL OR said.weight < @lighterThan)
  )`;
