import type { Rank } from './platform.ts';

/** What is known of a voter when they vote; less is known where the platform tells less. */
export interface Voter {
  rank?: Rank;
  joinedAt?: Date;
}

export const moderatorWeight = 3;
const settledAfterMs = 7 * 24 * 60 * 60_000;

/** Moderators know best, whoever has just come may have come for this, and nobody counts more than one on their own question. */
export function weightOf({ rank = 'everyone', joinedAt }: Voter, isAsker: boolean, now: Date): number {
  const isModerator = rank === 'moderator' || rank === 'manager';
  const isNew = joinedAt !== undefined && now.getTime() - joinedAt.getTime() < settledAfterMs;
  const weight = isModerator ? moderatorWeight : isNew ? 0.5 : 1;
  return isAsker ? Math.min(weight, 1) : weight;
}
