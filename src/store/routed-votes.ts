/** The votes from which routing learns, and the answers by which it is judged: those whose role it chose. */
import { asStored, type Rows } from './rows.ts';

export interface RoutedVoteRow {
  answerId: string;
  category: string;
  role: string;
  memberId: string;
  value: number;
  weight: number;
  /** When the answer was given, as it is stored. */
  answeredAt: string;
}

/** What takes a few milliseconds, in which the thread does nothing else. */
const pageSize = 500;

/**
 * Walks over the votes on what a community was answered since then, room by room, as questions are indexed. Votes where
 * the member wished for the role or the model say nothing of routing's choice, and could be cast to bend it.
 */
export async function* readRoutedVotes(
  rows: Rows,
  { communityId, since }: { communityId: string; since: Date },
): AsyncIterableIterator<RoutedVoteRow[]> {
  const rooms = await rows.all<{ id: string }>('SELECT id FROM Room WHERE communityId = @communityId', { communityId });
  for (const { id: roomId } of rooms) {
    for (let after = { at: asStored(since), id: '' }; ; ) {
      const values = { roomId, afterAt: after.at, afterId: after.id, pageSize };
      const questions = await rows.all<{ id: string; createdAt: string; votes: string | null }>(pageSql, values);
      // The statement makes each list of rows of this form.
      yield questions.flatMap(({ votes }) => (votes === null ? [] : (JSON.parse(votes) as RoutedVoteRow[])));
      const last = questions.at(-1);
      if (!last || questions.length < pageSize) break;
      after = { at: last.createdAt, id: last.id };
    }
  }
}

const pageSql = `
  SELECT Question.id, Question.createdAt, (
    SELECT json_group_array(json_object(
      'answerId', Answer.id, 'category', route ->> '$.category', 'role', role, 'memberId', Vote.memberId,
      'value', value, 'weight', weight, 'answeredAt', Answer.createdAt
    ) ORDER BY Answer.id, Vote.memberId)
    FROM Revision
    JOIN Answer ON revisionId = Revision.id
    JOIN Vote ON answerId = Answer.id
    WHERE questionId = Question.id AND role IS NOT NULL AND route ->> '$.category' IS NOT NULL
      AND route ->> '$.decidedBy' <> 'wish' AND route ->> '$.isModelWished' IS NULL
  ) AS votes
  FROM Question
  WHERE roomId = @roomId AND Question.createdAt >= @afterAt
    AND (Question.createdAt, Question.id) > (@afterAt, @afterId)
  ORDER BY Question.createdAt, Question.id
  LIMIT @pageSize`;
