/** What votes say of answers, and which of them wait for what follows from that; see src/bot/votes. */
import { isMarkCounted, isVerdictCounted, isVoteCounted } from './counted.ts';
import type { EntryKind, Label, Manner, RoomKind, Standing } from './generated/enums.ts';
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
  /** As it was made. */
  label: Label | null;
  text: string;
  standing: Standing;
  isVerified: boolean;
  /** What its messages wear, where that is not its label, and when they are to be changed. */
  shownAs: string | null;
  relabelAt: Date | null;
  /** What a moderator said it shall be. */
  ruling: Standing | null;
  question: string;
  /** The question that it followed up on, if it did. */
  before: string | null;
  communityId: string;
  roomId: string;
  roomKind: RoomKind;
  communityWide: boolean;
  quorum: number | null;
  /** The entry that it quotes, or stands behind. */
  entry: VotedEntry | undefined;
}

export interface VotedEntry {
  id: string;
  title: string;
  kind: EntryKind;
  standing: Standing;
  verified: boolean;
  /** The answer, or the person's reply, that it was learned from; null where it was taught or imported. */
  madeFromId: string | null;
  /** How many answers and replies stand behind it and what was learned for the same question before it. */
  answers: number;
  /** Whether what took its place was deleted since. */
  isLeftBehind: boolean;
}

export async function readVotedAnswer(rows: Rows, id: string): Promise<VotedAnswer | undefined> {
  const row = await rows.first<VotedRow>(votedSql, { id });
  if (!row) return undefined;
  const { communityWide, isVerified, relabelAt, ...others } = row;
  const { entryId, title, kind, entryStanding, verified, madeFromId, answers, isLeftBehind, ...answer } = others;
  const entry = { title, kind, standing: entryStanding, verified: verified === 1, madeFromId, answers };
  const place = { isLeftBehind: isLeftBehind === 1 };
  return {
    ...answer,
    communityWide: communityWide === 1,
    isVerified: isVerified === 1,
    relabelAt: relabelAt === null ? null : new Date(relabelAt),
    entry: entryId === null ? undefined : { id: entryId, ...entry, ...place },
  };
}

type VotedRow = Omit<VotedAnswer, 'communityWide' | 'isVerified' | 'relabelAt' | 'entry'> &
  Omit<VotedEntry, 'id' | 'standing' | 'verified' | 'isLeftBehind'> & {
    communityWide: number;
    isVerified: number;
    relabelAt: string | null;
    entryId: string | null;
    entryStanding: Standing;
    verified: number;
    isLeftBehind: number;
  };

// A quote's votes count for the entry that it quotes, which is its only source.
const votedSql = `
  SELECT
    Answer.id, Answer.manner, Answer.label, Answer.text, Answer.standing, Answer.isVerified, shownAs, relabelAt,
    Answer.ruling,
    Revision.text AS question, communityWide,
    Question.communityId, Question.roomId, Room.kind AS roomKind, Community.settings ->> '$.quorum' AS quorum,
    (SELECT text FROM Revision WHERE questionId = Question.followsId ORDER BY number DESC LIMIT 1) AS before,
    Entry.id AS entryId, Entry.title, Entry.kind, Entry.standing AS entryStanding, Entry.verified, Entry.madeFromId,
    (
      SELECT count(*) FROM Entry AS alike CROSS JOIN Answer AS behind ON behind.entryId = alike.id
      WHERE alike.sourceId = Entry.sourceId AND alike.key = Entry.key AND behind.manner <> 'quoted'
        AND alike.audienceRoomId IS Entry.audienceRoomId
    ) + (
      SELECT count(*) FROM PersonReply
      WHERE PersonReply.communityId = Entry.communityId AND PersonReply.key = Entry.key
        AND iif(PersonReply.communityWide, NULL, PersonReply.roomId) IS Entry.audienceRoomId
    ) AS answers,
    Entry.retiredReason IS 'superseded'
      AND NOT EXISTS (SELECT 1 FROM Entry AS later WHERE later.supersedesId = Entry.id) AS isLeftBehind
  FROM Answer
  JOIN Revision ON Revision.id = Answer.revisionId
  JOIN Question ON Question.id = Revision.questionId
  JOIN Room ON Room.id = Question.roomId
  JOIN Community ON Community.id = Question.communityId
  LEFT JOIN Entry ON Entry.id = coalesce(
    Answer.entryId,
    iif(Answer.manner = 'quoted', (SELECT entryId FROM AnswerSource WHERE answerId = Answer.id ORDER BY number LIMIT 1), NULL)
  )
  WHERE Answer.id = @id`;

/** The votes, verdicts and rulings that count for a text. */
export interface StoredVoices {
  votes: { memberId: string; value: number; weight: number; isAsker: boolean }[];
  verdicts: number[];
  rulings: Standing[];
}

/** The text that votes count for. */
export type Voiced = { madeFromId: string } | { entryId: string };

type StoredVote = Omit<StoredVoices['votes'][number], 'isAsker'> & { isAsker: number };

/**
 * Of an answer or a person's reply: on itself, and on the quotes of what was learned from it. Of an entry that was taught or
 * imported: on its quotes.
 */
export async function readVoices(rows: Rows, of: Voiced): Promise<StoredVoices> {
  const values = { madeFromId: null, entryId: null, ...of };
  const votes = await rows.all<StoredVote>(votesSql, values);
  const verdicts = await rows.all<{ value: number }>(verdictsSql, values);
  const rulings = await rows.all<{ ruling: Standing }>(rulingsSql, values);
  return {
    votes: votes.map(({ isAsker, ...vote }) => ({ ...vote, isAsker: isAsker === 1 })),
    verdicts: verdicts.map(({ value }) => value),
    rulings: rulings.map(({ ruling }) => ruling),
  };
}

const answersSql = `
  SELECT id FROM Answer WHERE id = @madeFromId
  UNION
  SELECT Answer.id FROM Entry CROSS JOIN Answer ON Answer.entryId = Entry.id
  WHERE Entry.madeFromId = @madeFromId AND Answer.manner = 'quoted'
  UNION
  SELECT id FROM Answer WHERE entryId = @entryId AND manner = 'quoted'`;

const ofQuestionSql = `
  CROSS JOIN Answer ON Answer.id = voted.id
  CROSS JOIN Revision ON Revision.id = Answer.revisionId
  CROSS JOIN Question ON Question.id = Revision.questionId`;

// Under a person's reply a mark is a vote or decides alone, and of one who put both, neither stands.
const marksSql = `
  FROM ReplyMark CROSS JOIN PersonReply ON PersonReply.id = replyId
  WHERE replyId = @madeFromId AND ${isMarkCounted('PersonReply.communityId')} AND NOT EXISTS (
    SELECT 1 FROM ReplyMark AS other
    WHERE other.replyId = ReplyMark.replyId AND other.memberId = ReplyMark.memberId AND other.value <> ReplyMark.value
  )`;

/** Nobody's word counts for what they wrote themselves, wherever it is quoted. */
const isByOthers = (row: string) => `${row}.memberId IS NOT (SELECT authorId FROM PersonReply WHERE id = @madeFromId)`;

const votesSql = `
  SELECT Vote.memberId, Vote.value, Vote.weight, Vote.memberId = Question.memberId AS isAsker
  FROM (${answersSql}) AS voted
  CROSS JOIN Vote ON Vote.answerId = voted.id
  ${ofQuestionSql}
  WHERE ${isVoteCounted('Question.communityId')} AND ${isByOthers('Vote')}
  UNION ALL
  SELECT ReplyMark.memberId, ReplyMark.value, ReplyMark.weight, ReplyMark.memberId = PersonReply.askerId AS isAsker
  ${marksSql} AND NOT isVerdict`;

// Who approves of a reply in review decides as by a mark.
const verdictsSql = `
  SELECT Verdict.value
  FROM (${answersSql}) AS voted
  CROSS JOIN Verdict ON Verdict.answerId = voted.id
  ${ofQuestionSql}
  WHERE ${isVerdictCounted('Question.communityId')} AND ${isByOthers('Verdict')}
  UNION ALL
  SELECT ReplyMark.value ${marksSql} AND isVerdict
  UNION ALL
  SELECT 1 FROM PersonReply WHERE id = @madeFromId AND ruling = 'approved'`;

const rulingsSql = `
  SELECT ruling FROM (${answersSql}) AS voted CROSS JOIN Answer ON Answer.id = voted.id WHERE ruling IS NOT NULL
  UNION ALL
  SELECT ruling FROM PersonReply WHERE id = @madeFromId AND ruling IS NOT NULL`;

/** A quote's votes count for the entry that it quotes. */
export async function linkQuote(rows: TxRows, quote: { id: string; entryId: string | null }): Promise<void> {
  await rows.run('UPDATE Answer SET entryId = @entryId WHERE id = @id', quote);
}

/** How an answer stands, and from when on its messages are to say so, if they do not. */
export interface SettledAnswer {
  id: string;
  standing: Standing;
  isVerified: boolean;
  /** The entry that it quotes, or stands behind. */
  entryId: string | null;
  relabelAt: Date | null;
}

/** What an answer's votes say has been followed up. */
export async function settleAnswer(rows: TxRows, { isVerified, relabelAt, ...answer }: SettledAnswer): Promise<void> {
  await rows.run(settleSql, {
    ...answer,
    isVerified: isVerified ? 1 : 0,
    relabelAt: relabelAt && asStored(relabelAt),
  });
}

const settleSql = `
  UPDATE Answer
  SET standing = @standing, isVerified = @isVerified, entryId = @entryId, relabelAt = @relabelAt, isDue = false
  WHERE id = @id`;

/** Notes that the other answers whose votes count for the same text are to stand as this one does now. */
export async function markAlike(
  rows: TxRows,
  of: Voiced,
  { id, standing, isVerified }: Pick<SettledAnswer, 'id' | 'standing' | 'isVerified'>,
): Promise<void> {
  const values = { madeFromId: null, entryId: null, ...of };
  await rows.run(markAlikeSql, { ...values, id, standing, isVerified: isVerified ? 1 : 0 });
}

// A quote that nobody voted on yet stands open; whether its entry is verified is seen under it all the same.
const markAlikeSql = `
  UPDATE Answer SET isDue = true
  WHERE NOT isDue AND id <> @id AND (
    (id IN (${answersSql}) AND (standing <> @standing OR isVerified <> @isVerified))
    OR (
      manner = 'quoted' AND isVerified <> @isVerified AND id IN (
        SELECT AnswerSource.answerId FROM Entry CROSS JOIN AnswerSource ON AnswerSource.entryId = Entry.id
        WHERE Entry.madeFromId = @madeFromId
      )
    )
  )`;

/** The answers and people's replies of a community that those votes were cast on which an undo speaks of. Returns how many. */
export async function markUndone(
  rows: TxRows,
  { communityId, memberId, from, until, lighterThan }: TakenBack,
): Promise<number> {
  const values = { communityId, memberId, lighterThan, from: asStored(from), until: asStored(until) };
  return (await rows.run(markUndoneSql, values)) + (await rows.run(markUndoneRepliesSql, values));
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

const markUndoneRepliesSql = `
  UPDATE PersonReply SET isDue = true WHERE communityId = @communityId AND id IN (
    SELECT replyId FROM ReplyMark
    WHERE (@memberId IS NULL OR memberId = @memberId) AND createdAt >= @from AND createdAt < @until
      AND (@lighterThan IS NULL OR NOT isVerdict AND weight < @lighterThan)
  )`;

/** People's replies of which nothing has followed yet. */
export async function dueReplies(rows: Rows, most: number): Promise<string[]> {
  const due = await rows.all<{ id: string }>('SELECT id FROM PersonReply WHERE isDue ORDER BY id LIMIT @most', {
    most,
  });
  return due.map(({ id }) => id);
}
