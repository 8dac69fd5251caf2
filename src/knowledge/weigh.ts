import type { Entry } from '../store/index.ts';

/** What besides its words speaks for an entry: what the votes say of it, whether it is due for review, and its age. */
export function weightOf({ standing, reviewSince, createdAt }: Weighed, now: number): number {
  const freshness = stale + (1 - stale) * 0.5 ** (Math.max(0, now - createdAt.getTime()) / halfLifeMs);
  return standings[standing] * (reviewSince ? dueForReview : 1) * freshness;
}

export type Weighed = Pick<Entry, 'standing' | 'reviewSince' | 'createdAt'>;

/** Small on purpose: these settle what is close, and never lift a passage above one that fits better. */
const standings = { approved: 1.05, open: 1, contested: 0.9, denied: 0 };
const dueForReview = 0.9;
const stale = 0.92;
const halfLifeMs = 365 * 24 * 3600_000;
