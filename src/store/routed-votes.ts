/** The votes from which routing learns, and the answers by which it is judged: those whose role it chose. */
import { isVoteCounted } from './counted.ts';
import { asStored, type Rows } from './rows.ts';

export interface RoutedVoteRow {
  answerId: string;
  category: string;
  topicId: string | null;
  role: string;
  memberId: string;
  value: number;
  weight: number;
  /** When the answer was given, as it is stored. */
  answeredAt: string;
}

/** What takes a few milliseconds, in which the thread does nothing else. */
const pageSize = 200;

/**
 * Walks over the votes on what a community was answered since then, room by room, as questions are indexed. Votes where
 * the member wished for the role or the model say nothing of routing's choice, and could be cast to bend it.
 */
export async function* readRoutedVotes(
  rows: Rows,
  { communityId, since }: { communityId: string; since: Date },
): AsyncIterableIterator<RoutedVoteRow[]> {
  const rooms = await rows.all<{ id: string }>(roomsSql, { communityId });
  for (const { id: roomId } of rooms) {
    for (let after = { at: asStored(since), id: '' }; ; ) {
      const page = await rows.all<PageRow>(pageSql, {
        communityId,
        roomId,
        afterAt: after.at,
        afterId: after.id,
        pageSize,
      });
      yield page.flatMap(({ questionId, askedAt, answerId, ...vote }) =>
        answerId === null ? [] : [{ ...vote, answerId }],
      );
      const last = page.at(-1);
      if (!last) break;
      after = { at: last.askedAt, id: last.questionId };
    }
  }
}

/** Questions without such a vote come once, with nothing: the next page begins after the last of them. */
type PageRow = Omit<RoutedVoteRow, 'answerId'> & { questionId: string; askedAt: string; answerId: string | null };

const roomsSql = 'SELECT id FROM Room WHERE communityId = @communityId ORDER BY id';

const pageSql = `
  SELECT
    asked.id AS questionId, asked.createdAt AS askedAt, Vote.answerId, route ->> '$.category' AS category,
    route ->> '$.topic.id' AS topicId, role,
    Vote.memberId, value, weight, Answer.createdAt AS answeredAt
  FROM (
    SELECT id, createdAt FROM Question
    WHERE roomId = @roomId AND createdAt >= @afterAt AND (createdAt, id) > (@afterAt, @afterId)
    ORDER BY createdAt, id LIMIT @pageSize
  ) AS asked
  LEFT JOIN Revision ON questionId = asked.id
  LEFT JOIN Answer ON revisionId = Revision.id
  LEFT JOIN Vote ON answerId = Answer.id AND role IS NOT NULL AND route ->> '$.category' IS NOT NULL
    AND route ->> '$.decidedBy' <> 'wish' AND route ->> '$.isModelWished' IS NULL AND ${isVoteCounted('@communityId')}
  ORDER BY asked.createdAt, asked.id, Answer.id, Vote.memberId`;
