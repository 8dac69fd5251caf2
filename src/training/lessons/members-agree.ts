import type { Comparison } from './evidence.ts';

/** Differences of random sign reach this in one case of a hundred at most (Hoeffding), and never those of fewer than ten members. */
const bar = Math.sqrt(2 * Math.log(100));

/**
 * Whether members, each compared with themselves, say it too: who likes everything, or nothing, says nothing here, and who votes on
 * everything is one of many.
 */
export function membersAgree({ answers, has }: Comparison, direction: number): boolean {
  const counts = new Map<number, { all: [number, number]; saying: [number, number] }>();
  for (const [at, { voices }] of answers.entries()) {
    const side = has[at] ? 1 : 0;
    for (const { member, says } of voices) {
      const own = counts.get(member) ?? { all: [0, 0], saying: [0, 0] };
      counts.set(member, own);
      own.all[side] += 1;
      own.saying[side] += says ? 1 : 0;
    }
  }
  const differences = [...counts.values()]
    .filter(({ all }) => all[0] > 0 && all[1] > 0)
    .map(({ all, saying }) => saying[1] / all[1] - saying[0] / all[0]);
  const sum = differences.reduce((total, difference) => total + difference, 0);
  const squares = differences.reduce((total, difference) => total + difference ** 2, 0);
  return squares > 0 && (direction * sum) / Math.sqrt(squares) >= bar;
}
