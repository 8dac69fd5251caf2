import type { Rank } from '../platform.ts';
import { isAtLeast } from '../rank.ts';

/** What is known of a voter when they vote; less is known where the platform tells less. */
export interface Voter {
  rank?: Rank;
  joinedAt?: Date;
}

/** What a vote weighs. */
export interface Weights {
  moderatorWeight: number;
  newcomerWeight: number;
  /** At most, whoever it is. */
  askerWeight: number;
  /** How long one is new, after having come. */
  settledAfterDays: number;
}

const dayMs = 24 * 60 * 60_000;

/** Moderators know best, whoever has just come may have come for this, and nobody counts more on their own question than a member. */
export function weightOf(
  { rank = 'everyone', joinedAt }: Voter,
  isAsker: boolean,
  now: Date,
  weights: Weights,
): number {
  const isNew = joinedAt !== undefined && now.getTime() - joinedAt.getTime() < weights.settledAfterDays * dayMs;
  const weight = isAtLeast(rank, 'moderator') ? weights.moderatorWeight : isNew ? weights.newcomerWeight : 1;
  return isAsker ? Math.min(weight, weights.askerWeight) : weight;
}

/** Whether somebody's ✅ or ❌ decides alone; on their own question, nobody's does. */
export function decidesAlone({ rank = 'everyone' }: Voter, isAsker: boolean): boolean {
  return isAtLeast(rank, 'helper') && !isAsker;
}
