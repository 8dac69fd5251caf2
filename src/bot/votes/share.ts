/** A share with the interval that it lies in nineteen times out of twenty. */
export interface Interval {
  share: number;
  low: number;
  high: number;
}

/** Two-sided, 95 %. */
export const z = 1.96;

/**
 * The share of those who are for it, by weight (Wilson). How many they count for is their effective number: a weight of three is no
 * three people, and intervals that took it for that would be too narrow.
 */
export function shareOf(ups: readonly number[], downs: readonly number[]): Interval | undefined {
  const all = [...ups, ...downs];
  const total = all.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return undefined;
  const count = total ** 2 / all.reduce((sum, weight) => sum + weight ** 2, 0);
  const share = ups.reduce((sum, weight) => sum + weight, 0) / total;
  return intervalOf(share, count);
}

/** The interval of a share that was seen on so many of equal weight. */
export function intervalOf(share: number, count: number): Interval {
  const spread = z ** 2 / count;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / count + spread / (4 * count));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
