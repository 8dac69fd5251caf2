import { isVerdictCounted, isVoteCounted } from './counted.ts';
import type { FeedbackReason } from './generated/enums.ts';
import type { Rows } from './rows.ts';

/** An answer that a model wrote, and what it was asked. */
export interface VotedAnswerText {
  id: string;
  question: string;
  text: string;
  /** What kind of question it was; null where that was not noted. */
  category: string | null;
  role: string | null;
  communityWide: boolean;
}

/** A vote that counts, with what its member said was wrong; ✅ and ❌ are votes as well, in the place of their member's thumb. */
export interface LessonVote {
  answerId: string;
  memberId: string;
  value: number;
  weight: number;
  reason: FeedbackReason | null;
}

/** The newest answers of a community that members voted on, the oldest of them first; what is said in private teaches nothing. */
export async function readVotedTexts(
  rows: Rows,
  { communityId, verdictWeight, most }: { communityId: string; verdictWeight: number; most: number },
): Promise<{ answers: VotedAnswerText[]; votes: LessonVote[] }> {
  type AnswerRow = Omit<VotedAnswerText, 'communityWide'> & { communityWide: number };
  const answers = await rows.all<AnswerRow>(answersSql, { communityId, most });
  return {
    answers: answers
      .reverse()
      .map(({ communityWide, ...answer }) => ({ ...answer, communityWide: communityWide === 1 })),
    votes: await rows.all<LessonVote>(votesSql, { communityId, verdictWeight }),
  };
}

const answersSql = `
  SELECT
    Answer.id, Revision.text AS question, Answer.text, Answer.route ->> '$.category' AS category, Answer.role,
    communityWide
  FROM Question
  JOIN Room ON Room.id = Question.roomId
  JOIN Revision ON Revision.questionId = Question.id
  JOIN Answer ON Answer.revisionId = Revision.id
  WHERE Question.communityId = @communityId AND Answer.manner = 'generated' AND Room.kind <> 'dm'
    AND (
      EXISTS (SELECT 1 FROM Vote WHERE Vote.answerId = Answer.id)
      OR EXISTS (SELECT 1 FROM Verdict WHERE Verdict.answerId = Answer.id)
    )
  ORDER BY Answer.id DESC
  LIMIT @most`;

const votesSql = `
  SELECT said.answerId, said.memberId, said.value, said.weight, Feedback.reason
  FROM (
    SELECT answerId, memberId, value, weight FROM Vote
    WHERE ${isVoteCounted('@communityId')} AND NOT EXISTS (
      SELECT 1 FROM Verdict
      WHERE Verdict.answerId = Vote.answerId AND Verdict.memberId = Vote.memberId
        AND ${isVerdictCounted('@communityId')}
    )
    UNION ALL
    SELECT answerId, memberId, value, @verdictWeight FROM Verdict
    WHERE ${isVerdictCounted('@communityId')}
  ) AS said
  JOIN Answer ON Answer.id = said.answerId
  JOIN Revision ON Revision.id = Answer.revisionId
  JOIN Question ON Question.id = Revision.questionId
  LEFT JOIN Feedback ON Feedback.answerId = said.answerId AND Feedback.memberId = said.memberId
  WHERE Question.communityId = @communityId AND Answer.manner = 'generated'`;
