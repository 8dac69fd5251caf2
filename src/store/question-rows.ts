import type Database from 'better-sqlite3';
import { isVoteCounted } from './counted.ts';
import type { Label, Manner, QuestionState, Standing } from './generated/enums.ts';
import { asStored } from './rows.ts';

/** What is counted of a question and of the answer that it has now: the one to its latest revision that has any. No text. */
export interface QuestionRow {
  id: string;
  memberId: string;
  /** False where nobody asked Quorum. */
  asked: boolean;
  state: QuestionState;
  stateReason: string | null;
  /** As it is stored: a date that reads as one. */
  createdAt: string;
  manner: Manner | null;
  /** As it was made. */
  label: Label | null;
  role: string | null;
  model: string | null;
  totalMs: number | null;
  firstTextMs: number | null;
  version: string | null;
  /** What kind of question it answered; null where it was not noted. */
  category: string | null;
  /** The name of the topic it was on, as it is called now; null for none, or for one that is none any more. */
  topic: string | null;
  /** What its votes say of it, and whether somebody vouches for it. */
  standing: Standing | null;
  isVerified: boolean;
  /** Whether a person said what is right instead. */
  corrected: boolean;
  /** What each thumb on the answer that counts weighs, less than nothing for 👎, and the ids of the entries that it cites; with commas between them, null for none. */
  votes: string | null;
  cited: string | null;
  /** How its role was chosen, where that was left to chance and members have voted; as JSON. */
  routed: string | null;
}

export interface QuestionRange {
  communityId: string;
  from: Date;
  /** The first moment that is left out. */
  to: Date;
  /** Leaves out what neither the whole community nor this room may be told of. */
  toldInRoomId?: string | undefined;
}

/** What takes some ten milliseconds, in which the thread does nothing else. */
const pageSize = 1000;

/**
 * Walks over what was asked in a community, the oldest first, a page at a time. Between two pages nothing is open, so that
 * whoever reads may let others have their turn.
 */
export function* readQuestionRows(
  connection: Database.Database,
  { communityId, from, to, toldInRoomId }: QuestionRange,
): IterableIterator<QuestionRow[]> {
  const page = connection.prepare<Record<string, string | number | null>, StoredRow>(pageSql);
  const where = { communityId, toldInRoomId: toldInRoomId ?? null, to: asStored(to), pageSize };
  for (let after = { at: asStored(from), id: '' }; ; ) {
    const rows = page.all({ ...where, afterAt: after.at, afterId: after.id });
    yield rows.map((row) => ({
      ...row,
      asked: row.asked === 1,
      corrected: row.corrected === 1,
      isVerified: row.isVerified === 1,
    }));
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = { at: last.createdAt, id: last.id };
  }
}

type StoredRow = Omit<QuestionRow, Flag> & Record<Flag, number>;
type Flag = 'asked' | 'corrected' | 'isVerified';

const pageSql = `
  SELECT
    Question.id, memberId, asked, state, stateReason, Question.createdAt, manner, label, role, model, version, standing,
    coalesce(isVerified, false) AS isVerified,
    route ->> '$.category' AS category,
    (SELECT name FROM Topic WHERE Topic.id = route ->> '$.topic.id') AS topic,
    EXISTS (
      SELECT 1 FROM ReviewItem
      WHERE answerId = Answer.id AND ReviewItem.kind IN ('correction', 'reply') AND ReviewItem.state <> 'dropped'
    ) AS corrected,
    making ->> '$.totalMs' AS totalMs,
    making ->> '$.generation.firstTextMs' AS firstTextMs,
    (SELECT group_concat(value * weight) FROM Vote WHERE answerId = Answer.id AND ${isVoteCounted('Question.communityId')}) AS votes,
    (SELECT group_concat(entryId) FROM AnswerSource WHERE answerId = Answer.id) AS cited,
    CASE WHEN
      role IS NOT NULL AND route ->> '$.decidedBy' IN ('intent', 'votes') AND route ->> '$.isModelWished' IS NULL
      AND route ->> '$.propensities' IS NOT NULL AND EXISTS (SELECT 1 FROM Vote WHERE answerId = Answer.id)
    THEN json_object(
      'category', route ->> '$.category', 'propensities', route -> '$.propensities', 'odds', route -> '$.odds'
    ) END AS routed
  FROM Question
  LEFT JOIN Answer ON Answer.rowid = (
    SELECT Answer.rowid FROM Revision JOIN Answer ON revisionId = Revision.id
    WHERE questionId = Question.id ORDER BY number DESC LIMIT 1
  )
  WHERE communityId = @communityId AND (@toldInRoomId IS NULL OR communityWide OR roomId = @toldInRoomId)
    AND Question.createdAt >= @afterAt AND Question.createdAt < @to
    AND (Question.createdAt, Question.id) > (@afterAt, @afterId)
  ORDER BY Question.createdAt, Question.id
  LIMIT @pageSize`;
