import { isVoteCounted } from './counted.ts';
import type { Rows } from './rows.ts';

/** An answer that members voted on, as progress counts it. */
export interface VotedRow {
  /** What kind of question it answered; null where it was not noted. */
  category: string | null;
  /** The name of its topic, as it is called now; null for none. */
  topic: string | null;
  /** What the votes for and against it weigh. */
  up: number;
  down: number;
}

/** The answers of a community that have votes which count, of those that may be told of in a room. */
export function readVotedRows(rows: Rows, where: { communityId: string; roomId: string }): Promise<VotedRow[]> {
  return rows.all<VotedRow>(votedSql, where);
}

const votedSql = `
  SELECT
    Answer.route ->> '$.category' AS category,
    (SELECT name FROM Topic WHERE Topic.id = Answer.route ->> '$.topic.id') AS topic,
    sum(iif(Vote.value > 0, Vote.weight, 0)) AS up, sum(iif(Vote.value < 0, Vote.weight, 0)) AS down
  FROM Question
  JOIN Revision ON Revision.questionId = Question.id
  JOIN Answer ON Answer.revisionId = Revision.id
  JOIN Vote ON Vote.answerId = Answer.id
  WHERE Question.communityId = @communityId AND (communityWide OR Question.roomId = @roomId)
    AND ${isVoteCounted('@communityId')}
  GROUP BY Answer.id`;
