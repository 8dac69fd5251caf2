/** Points of length 1 in so many groups of near ones (spherical k-means), begun far apart: the same ones give the same groups. */
import { toLengthOne, type WordSpace } from './word-space.ts';

const rounds = 12;

export interface Grouping {
  groups: number;
  /** Whether a point is to be grouped. */
  isFree: (at: number) => boolean;
  random: () => number;
  pause: () => Promise<void>;
}

/** For each point its group, from 0; -1 for a point without a place. */
export async function groupPoints(
  { points, dimensions: size }: WordSpace,
  { groups, isFree, random, pause }: Grouping,
): Promise<Int32Array> {
  const count = points.length / size;
  const nearness = (at: number, group: Float64Array) => {
    let sum = 0;
    for (let of = 0; of < size; of++) sum += (points[at * size + of] ?? 0) * (group[of] ?? 0);
    return sum;
  };
  const placed = Array.from({ length: count }, (_, at) => at).filter((at) => points[at * size] !== 0 && isFree(at));
  let middles = await farApart();
  const groupOf = new Int32Array(count).fill(-1);
  for (let round = 0; round < rounds; round++) {
    let moved = 0;
    for (const [nth, at] of placed.entries()) {
      if (nth % 500 === 0) await pause();
      let [best, nearest] = [-1, Number.NEGATIVE_INFINITY];
      for (const [group, middle] of middles.entries()) {
        const near = nearness(at, middle);
        if (near > nearest) [best, nearest] = [group, near];
      }
      if (groupOf[at] !== best) moved += 1;
      groupOf[at] = best;
    }
    if (moved === 0) break;
    middles = middlesOf(groupOf);
  }
  return groupOf;

  function middlesOf(grouped: Int32Array): Float64Array[] {
    const most = grouped.reduce((one, other) => Math.max(one, other), -1);
    const sums = Array.from({ length: most + 1 }, () => new Float64Array(size));
    for (const at of placed) {
      const sum = sums[grouped[at] ?? -1];
      if (sum) for (let of = 0; of < size; of++) sum[of] = (sum[of] ?? 0) + (points[at * size + of] ?? 0);
    }
    for (const sum of sums) toLengthOne(sum, 0, size);
    return sums;
  }

  /** Each next one is drawn among those that are far from all before (k-means++). */
  async function farApart(): Promise<Float64Array[]> {
    const chosen: Float64Array[] = [];
    const distances = new Float64Array(placed.length).fill(1);
    while (chosen.length < groups) {
      await pause();
      const at = placed[drawFrom(distances, random)];
      if (at === undefined) break;
      const middle = points.slice(at * size, (at + 1) * size);
      chosen.push(middle);
      for (const [nth, one] of placed.entries())
        distances[nth] = Math.min(distances[nth] ?? 0, Math.max(0, 1 - nearness(one, middle)));
    }
    return chosen;
  }
}

/** One by its weight; -1 where all of them are nothing. */
function drawFrom(weights: Float64Array, random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  return weights.findIndex((weight) => {
    left -= weight;
    return weight > 0 && left < 0;
  });
}
