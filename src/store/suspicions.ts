/** Patterns among votes that no honest crowd makes: what is counted here is only told to moderators, who decide. */
import { isVerdictCounted, isVoteCounted } from './counted.ts';
import { asStored, type Rows } from './rows.ts';

export interface Burst {
  answerId: string;
  question: string;
  /** The room that alone may be told of it; null is the whole community. */
  roomId: string | null;
  communityId: string;
  votes: number;
}

/** How many newcomers voted on an answer since then; undefined where they are fewer than that. */
export function findBurst(
  rows: Rows,
  { answerId, since, least }: { answerId: string; since: Date; least: number },
): Promise<Burst | undefined> {
  return rows.first<Burst>(burstSql, { answerId, since: asStored(since), least });
}

const burstSql = `
  SELECT
    Answer.id AS answerId, Revision.text AS question, Question.communityId, count(*) AS votes,
    iif(Question.communityWide, NULL, Question.roomId) AS roomId
  FROM Vote
  JOIN Answer ON Answer.id = Vote.answerId
  JOIN Revision ON Revision.id = Answer.revisionId
  JOIN Question ON Question.id = Revision.questionId
  WHERE Vote.answerId = @answerId AND Vote.weight < 1 AND Vote.updatedAt >= @since
  GROUP BY Answer.id
  HAVING count(*) >= @least`;

export interface Pair {
  askerId: string;
  voterId: string;
  /** How often the voter approved of what the asker was answered, and the asker of what the voter was. */
  there: number;
  back: number;
  /** How many votes the voter cast in all. */
  ofVoter: number;
}

/** Members who approve, again and again, of what each other was answered, and of little else. */
export function findRings(rows: Rows, where: { communityId: string; since: Date; least: number }): Promise<Pair[]> {
  return rows.all<Pair>(ringsSql, { ...where, since: asStored(where.since) });
}

const castSql = `
  SELECT Question.memberId AS askerId, Vote.memberId AS voterId, Answer.id AS answerId
  FROM Question
  JOIN Revision ON Revision.questionId = Question.id
  JOIN Answer ON Answer.revisionId = Revision.id
  JOIN Vote ON Vote.answerId = Answer.id
  WHERE Question.communityId = @communityId AND Vote.value = 1 AND Vote.updatedAt >= @since
    AND ${isVoteCounted('@communityId')}`;

const ringsSql = `
  WITH
    Approvals AS (${castSql}),
    Pairs AS (
      SELECT askerId, voterId, count(*) AS there FROM Approvals WHERE askerId <> voterId GROUP BY askerId, voterId
    ),
    Totals AS (SELECT voterId, count(*) AS ofVoter FROM Approvals WHERE askerId <> voterId GROUP BY voterId)
  SELECT Pairs.askerId, Pairs.voterId, Pairs.there, Other.there AS back, Totals.ofVoter
  FROM Pairs
  JOIN Pairs AS Other ON Other.askerId = Pairs.voterId AND Other.voterId = Pairs.askerId
  JOIN Totals ON Totals.voterId = Pairs.voterId
  WHERE Pairs.there >= @least AND Other.there >= @least AND Pairs.there * 2 > Totals.ofVoter
  ORDER BY Pairs.askerId, Pairs.voterId`;

export interface Echo {
  voterId: string;
  /** How many answers both approve of that one of them asked for, and how many of others' the other approves of in all. */
  there: number;
  ofVoter: number;
}

/** Members who approve of hardly anything but what one other asks for, where that one does so, too. */
export function findEchoes(rows: Rows, where: { communityId: string; since: Date; least: number }): Promise<Echo[]> {
  return rows.all<Echo>(echoesSql, { ...where, since: asStored(where.since) });
}

const echoesSql = `
  WITH
    Approvals AS (${castSql}),
    Others AS (SELECT * FROM Approvals WHERE askerId <> voterId),
    Totals AS (SELECT voterId, count(*) AS ofVoter FROM Others GROUP BY voterId)
  SELECT Others.voterId, count(*) AS there, Totals.ofVoter
  FROM Others
  JOIN Totals ON Totals.voterId = Others.voterId
  WHERE EXISTS (SELECT 1 FROM Approvals AS Own WHERE Own.answerId = Others.answerId AND Own.voterId = Others.askerId)
  GROUP BY Others.askerId, Others.voterId HAVING count(*) >= @least AND count(*) * 10 > Totals.ofVoter * 9
  ORDER BY Others.voterId`;

export interface Loud {
  memberId: string;
  votes: number;
  /** Of everybody. */
  all: number;
}

/** Who cast more than that share of all votes. */
export function findLoud(
  rows: Rows,
  where: { communityId: string; since: Date; least: number; share: number },
): Promise<Loud[]> {
  return rows.all<Loud>(loudSql, { ...where, since: asStored(where.since) });
}

const loudSql = `
  WITH Votes AS (
    SELECT Vote.memberId FROM Question
    JOIN Revision ON Revision.questionId = Question.id
    JOIN Answer ON Answer.revisionId = Revision.id
    JOIN Vote ON Vote.answerId = Answer.id
    WHERE Question.communityId = @communityId AND Vote.updatedAt >= @since AND ${isVoteCounted('@communityId')}
  )
  SELECT memberId, count(*) AS votes, (SELECT count(*) FROM Votes) AS "all" FROM Votes
  GROUP BY memberId HAVING count(*) >= @least AND count(*) > @share * (SELECT count(*) FROM Votes)
  ORDER BY memberId`;

/** Who gave that many verdicts or more since then. */
export function findHasty(
  rows: Rows,
  where: { communityId: string; since: Date; least: number },
): Promise<{ memberId: string; verdicts: number }[]> {
  return rows.all(hastySql, { ...where, since: asStored(where.since) });
}

const hastySql = `
  SELECT Verdict.memberId, count(*) AS verdicts FROM Verdict
  JOIN Answer ON Answer.id = Verdict.answerId
  JOIN Revision ON Revision.id = Answer.revisionId
  JOIN Question ON Question.id = Revision.questionId
  WHERE Question.communityId = @communityId AND Verdict.createdAt >= @since
    AND ${isVerdictCounted('@communityId')}
  GROUP BY Verdict.memberId HAVING count(*) >= @least
  ORDER BY Verdict.memberId`;
