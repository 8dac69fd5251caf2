import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intervals, measure, type Outcome } from '../../../src/knowledge/evaluation/measures.ts';
import { createRandom } from '../../../src/knowledge/random.ts';

const at = (place: number | undefined, isRefused = false): Outcome => ({ place, isAnswerable: true, isRefused });
const unanswerable = (isRefused: boolean): Outcome => ({ place: undefined, isAnswerable: false, isRefused });

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc
    .tuple(fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined }), fc.boolean())
    .map(([place, is]) => at(place, is)),
  fc.boolean().map(unanswerable),
);

describe('the measures', () => {
  test('of four questions are those that one works out by hand', () => {
    const { r1, r5, mrr10, ndcg10 } = measure([at(1), at(3), at(11), at(undefined)]);
    expect(r1).toBe(1 / 4);
    expect(r5).toBe(2 / 4);
    expect(mrr10).toBeCloseTo((1 + 1 / 3) / 4, 12);
    expect(ndcg10).toBeCloseTo((1 + 1 / 2) / 4, 12); // the third place gains 1 / log2(4)
  });

  test('judge finding on answerable questions alone, and declining on each kind', () => {
    const outcomes = [at(1), at(2, true), unanswerable(true), unanswerable(true), unanswerable(false)];
    const { r1, refused, wronglyRefused } = measure(outcomes);
    expect(r1).toBe(1 / 2);
    expect(refused).toBe(2 / 3);
    expect(wronglyRefused).toBe(1 / 2);
  });

  test('say nothing of a kind that was not asked', () => {
    expect(measure([at(1)]).refused).toBeNull();
    expect(measure([unanswerable(true)]).wronglyRefused).toBeNull();
  });

  test('are in [0, 1], and no stricter one is above a more lenient one', () => {
    fc.assert(
      fc.property(fc.array(outcome), (outcomes) => {
        const { r1, r5, mrr10, ndcg10 } = measure(outcomes);
        for (const value of [r1, r5, mrr10, ndcg10]) expect(value).toBeGreaterThanOrEqual(0);
        expect(r1).toBeLessThanOrEqual(Math.min(r5, mrr10) + 1e-12);
        expect(mrr10).toBeLessThanOrEqual(ndcg10 + 1e-12);
        expect(ndcg10).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('the intervals', () => {
  test('contain the value', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 40 }), fc.nat(), (outcomes, seed) => {
        const values = measure(outcomes);
        for (const [name, interval] of Object.entries(intervals(outcomes, createRandom(seed), 300))) {
          const value = values[name as keyof typeof values]; // both are records of the same measures
          if (value === null) continue;
          const [low, high] = interval ?? [1, 0];
          expect(low).toBeLessThanOrEqual(value + 1e-12);
          expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('are the same for the same random numbers, and narrower for more questions', () => {
    const outcomes = [at(1), at(2), at(1), at(undefined)];
    const widthOf = (times: number) => {
      const [low, high] = intervals(Array(times).fill(outcomes).flat(), createRandom(1)).r1 ?? [0, 0];
      return high - low;
    };
    expect(widthOf(1)).toBe(widthOf(1));
    expect(widthOf(50)).toBeLessThan(widthOf(1) / 3);
  });

  test('of what was not asked are none', () => {
    expect(intervals([at(1)], createRandom(1)).refused).toBeNull();
  });
});
