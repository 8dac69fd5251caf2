import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Belief, chancesOfBest } from '../../../src/answering/routing/chances.ts';
import { createRandom } from '../../../src/knowledge/index.ts';

describe('the chance of being the best', () => {
  test('is known where it can be worked out by hand', () => {
    expect(chancesOfBest([{ up: 1, down: 1 }])).toEqual([1]);
    const [even] = chancesOfBest([
      { up: 2, down: 5 },
      { up: 2, down: 5 },
    ]);
    expect(even).toBeCloseTo(1 / 2, 6);
    const [better] = chancesOfBest([
      { up: 2, down: 1 },
      { up: 1, down: 1 },
    ]);
    expect(better).toBeCloseTo(2 / 3, 4);
  });

  test('is what drawing from every belief, many times, comes to', () => {
    const beliefs = [
      { up: 5, down: 2 },
      { up: 40, down: 22 },
      { up: 0.6, down: 4 },
      { up: 700, down: 390, cost: 0.02 },
    ];
    const chances = chancesOfBest(beliefs);
    const random = createRandom(5);
    const rounds = 40_000;
    const won = beliefs.map(() => 0);
    for (let round = 0; round < rounds; round++) {
      const drawn = beliefs.map((belief) => drawBeta(belief, random) - (belief.cost ?? 0));
      const best = drawn.indexOf(Math.max(...drawn));
      won[best] = (won[best] ?? 0) + 1;
    }
    for (const [at, chance] of chances.entries()) expect(chance).toBeCloseTo((won[at] ?? 0) / rounds, 1.9);
  });

  test('falls by what choosing it costs, and more so the surer one is', () => {
    const [unsure = 0] = chancesOfBest([
      { up: 3, down: 1, cost: 0.05 },
      { up: 3, down: 1 },
    ]);
    const [sure = 0] = chancesOfBest([
      { up: 300, down: 100, cost: 0.05 },
      { up: 300, down: 100 },
    ]);
    expect(unsure).toBeLessThan(0.5);
    expect(sure).toBeLessThan(unsure);
  });

  test('sums to one, grows with each vote for and falls with each against, whatever is believed', () => {
    const votes = fc.double({ min: 0.5, max: 2000, noNaN: true });
    const beliefs = fc.array(fc.record({ up: votes, down: votes }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(beliefs, (all) => {
        const chances = chancesOfBest(all);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1);
        const [first, ...others] = all as [Belief, ...Belief[]];
        const [more = 0] = chancesOfBest([{ ...first, up: first.up + 1 }, ...others]);
        const [less = 0] = chancesOfBest([{ ...first, down: first.down + 1 }, ...others]);
        expect(more).toBeGreaterThanOrEqual((chances[0] ?? 0) - 1e-6);
        expect(less).toBeLessThanOrEqual((chances[0] ?? 0) + 1e-6);
      }),
    );
  });
});

/** Two Gamma draws (Marsaglia and Tsang), for whole and broken votes alike. */
function drawBeta({ up, down }: Belief, random: () => number): number {
  const [one, other] = [drawGamma(up, random), drawGamma(down, random)];
  return one / (one + other);
}

function drawGamma(shape: number, random: () => number): number {
  if (shape < 1) return drawGamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
}
