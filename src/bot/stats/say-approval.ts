/** How approval and helpfulness are said: each with how many it is a share of, without which it says nothing. */
import type { Interval } from '../votes/share.ts';
import type { Approved } from './approval.ts';
import type { Stats } from './read-stats.ts';
import { sayMany, sayNumber, sayShare } from './words.ts';

export function sayApproval({ voted, interval }: Approved): string {
  return `${shareOf(interval)} % of ${sayMany(voted, 'answer')} with votes approved ${betweenOf(interval)}`;
}

export function sayNamed({ name, voted, interval }: Approved): string {
  return `${name}: ${shareOf(interval)} % of ${sayNumber(voted)} ${betweenOf(interval)}`;
}

export function helpfulness({ helpful: { count, of } }: Pick<Stats, 'helpful'>): string | undefined {
  if (of === 0) return undefined;
  return `${sayShare(count, of)} of ${sayMany(of, 'question')} helped: approved, or neither denied nor put right by a person`;
}

function shareOf({ share }: Interval): number {
  return Math.round(share * 100);
}

function betweenOf({ low, high }: Interval): string {
  return `(${Math.round(low * 100)} to ${Math.round(high * 100)} %)`;
}
