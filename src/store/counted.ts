/**
 * The condition that a vote or a verdict counts: no moderator has taken it back. `row` is its table, `at` when it was last
 * changed, `community` an expression for the community that it was cast in.
 */
const isCounted = (row: string, at: string, community: string, light: string) => `
  NOT EXISTS (
    SELECT 1 FROM VoteUndo
    WHERE VoteUndo.communityId = ${community} AND endedAt IS NULL
      AND (VoteUndo.memberId IS NULL OR VoteUndo.memberId = ${row}.memberId)
      AND ${at} >= VoteUndo."from" AND ${at} < VoteUndo.until AND ${light}
  )`;

export const isVoteCounted = (community: string) =>
  isCounted('Vote', 'Vote.updatedAt', community, '(lighterThan IS NULL OR Vote.weight < lighterThan)');

/** Of marks under people's replies, which are votes or verdicts as they were put. */
export const isMarkCounted = (community: string) =>
  isCounted(
    'ReplyMark',
    'ReplyMark.createdAt',
    community,
    '(lighterThan IS NULL OR NOT isVerdict AND ReplyMark.weight < lighterThan)',
  );

/** A verdict weighs no less than any vote: what takes back light ones alone leaves it. */
export const isVerdictCounted = (community: string) =>
  isCounted('Verdict', 'Verdict.createdAt', community, 'lighterThan IS NULL');
