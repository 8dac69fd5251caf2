/** How many members did something how often: counts alone, and nobody's name. */

const steps = [
  { from: 1, to: 1 },
  { from: 2, to: 5 },
  { from: 6, to: 20 },
  { from: 21, to: Number.POSITIVE_INFINITY },
] as const;

export interface Activity {
  members: number;
  times: number;
  /** How many members did it that often. */
  steps: { from: number; to: number; members: number }[];
}

/** `counts` is how often each of them did it. */
export function activityOf(counts: Iterable<number>): Activity {
  const all = [...counts].filter((count) => count > 0);
  return {
    members: all.length,
    times: all.reduce((sum, count) => sum + count, 0),
    steps: steps.map(({ from, to }) => ({
      from,
      to,
      members: all.filter((count) => count >= from && count <= to).length,
    })),
  };
}
