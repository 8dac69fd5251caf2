/** Holding a period against the one before it, in words with an arrow. */
import type { Speed } from './speed.ts';
import { sayMany, sayNumber, sayTime } from './words.ts';

/** `▲ 23 more than in the 7 days before`. */
export function compareCounts(now: number, before: number, when: string): string {
  if (before === 0) return now === 0 ? `none in ${when} either` : `none in ${when}`;
  if (now === before) return `as many as in ${when}`;
  const difference = sayNumber(Math.abs(now - before));
  return now > before ? `▲ ${difference} more than in ${when}` : `▼ ${difference} fewer than in ${when}`;
}

/** What nobody feels is no difference. */
const sameWithin = 0.05;

/** `▼ 1.2 s quicker than in the 7 days before`, by the time that half of the answers take. Nothing where there is nothing to compare. */
export function compareSpeeds(now: Speed, before: Speed | undefined, when: string): string | undefined {
  if (!before) return undefined;
  const difference = now.p50Ms - before.p50Ms;
  if (Math.abs(difference) <= sameWithin * before.p50Ms) return `as quick as in ${when}`;
  const apart = sayTime(Math.abs(difference));
  return difference < 0 ? `▼ ${apart} quicker than in ${when}` : `▲ ${apart} slower than in ${when}`;
}

/** Nobody asked now: what it was before. */
export function compareNothing(before: number, when: string): string | undefined {
  return before === 0
    ? undefined
    : `In ${when}, there ${before === 1 ? 'was' : 'were'} ${sayMany(before, 'question')}.`;
}
