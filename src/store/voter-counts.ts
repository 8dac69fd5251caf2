import { isVoteCounted } from './counted.ts';
import type { QuestionRange } from './question-rows.ts';
import { asStored, type Rows } from './rows.ts';

/** How many votes that count each member cast on answers to the questions of that range; of nobody it says who. */
export async function readVoterCounts(
  rows: Rows,
  { communityId, from, to, toldInRoomId }: QuestionRange,
): Promise<number[]> {
  const values = { communityId, from: asStored(from), to: asStored(to), toldInRoomId: toldInRoomId ?? null };
  return (await rows.all<{ votes: number }>(votersSql, values)).map(({ votes }) => votes);
}

const votersSql = `
  SELECT count(*) AS votes
  FROM Question
  CROSS JOIN Revision ON Revision.questionId = Question.id
  CROSS JOIN Answer ON Answer.revisionId = Revision.id
  CROSS JOIN Vote ON Vote.answerId = Answer.id
  WHERE Question.communityId = @communityId AND Question.createdAt >= @from AND Question.createdAt < @to
    AND (@toldInRoomId IS NULL OR communityWide OR roomId = @toldInRoomId)
    AND ${isVoteCounted('@communityId')}
  GROUP BY Vote.memberId`;
