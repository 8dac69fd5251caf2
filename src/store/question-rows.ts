import type Database from 'better-sqlite3';
import type { Label, Manner, QuestionState } from './generated/enums.ts';
import { asStored } from './rows.ts';

/** What is counted of a question and of the answer that it has now: the one to its latest revision that has any. No text. */
export interface QuestionRow {
  id: string;
  memberId: string;
  state: QuestionState;
  stateReason: string | null;
  /** As it is stored: a date that reads as one. */
  createdAt: string;
  manner: Manner | null;
  label: Label | null;
  role: string | null;
  model: string | null;
  totalMs: number | null;
  firstTextMs: number | null;
  /** The thumbs on the answer, and the ids of the entries that it cites, each with commas between them; null for none. */
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
 * Walks over what was asked in a community, a page at a time and room by room, since that is how questions are indexed.
 * Between two pages nothing is open, so that whoever reads may let others have their turn.
 */
export function* readQuestionRows(
  connection: Database.Database,
  { communityId, from, to, toldInRoomId }: QuestionRange,
): IterableIterator<QuestionRow[]> {
  const rooms = connection.prepare<[string], { id: string }>(`SELECT id FROM Room WHERE communityId = ?`);
  const page = connection.prepare<Record<string, string | number | null>, QuestionRow>(pageSql);
  for (const { id: roomId } of rooms.all(communityId)) {
    const isTold = toldInRoomId === undefined || toldInRoomId === roomId;
    for (let after = { at: asStored(from), id: '' }; ; ) {
      const rows = page.all({
        roomId,
        everything: isTold ? 1 : 0,
        to: asStored(to),
        afterAt: after.at,
        afterId: after.id,
        pageSize,
      });
      yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) break;
      after = { at: last.createdAt, id: last.id };
    }
  }
}

const pageSql = `
  SELECT
    Question.id, memberId, state, stateReason, Question.createdAt, manner, label, role, model,
    making ->> '$.totalMs' AS totalMs,
    making ->> '$.generation.firstTextMs' AS firstTextMs,
    (SELECT group_concat(value) FROM Vote WHERE answerId = Answer.id) AS votes,
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
  WHERE roomId = @roomId AND (communityWide OR @everything)
    AND Question.createdAt >= @afterAt AND Question.createdAt < @to
    AND (Question.createdAt, Question.id) > (@afterAt, @afterId)
  ORDER BY Question.createdAt, Question.id
  LIMIT @pageSize`;
