import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastShare } from '../../../src/bot/votes/exact-bound.ts';

const seen = fc.integer({ min: 1, max: 400 }).chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));

/** The chance to see so many or more, added up the long way. */
function chanceOf(right: number, of: number, share: number): number {
  let [term, chance] = [(1 - share) ** of, 0];
  for (let count = 0; count <= of; count++) {
    if (count >= right) chance += term;
    term *= ((of - count) / (count + 1)) * (share / (1 - share));
  }
  return chance;
}

test('a share is at least what would show so much in one of twenty cases, as tables have it', () => {
  expect(leastShare(43, 46)).toBeCloseTo(0.841, 2);
  expect(leastShare(49, 50)).toBeCloseTo(0.9086, 4);
  expect(leastShare(48, 50)).toBeCloseTo(0.8794, 4);
  expect(leastShare(50, 50)).toBeCloseTo(0.05 ** (1 / 50), 6);
  expect(leastShare(1, 20)).toBeCloseTo(0.00256, 4);
  expect([leastShare(0, 5), leastShare(0, 0)]).toEqual([0, 0]);
});

test('whatever was seen, it lies below what was seen, and just that much would be seen in one of twenty cases', () => {
  fc.assert(
    fc.property(seen, ([right, of]) => {
      const least = leastShare(right, of);
      expect(least).toBeGreaterThanOrEqual(0);
      expect(least).toBeLessThanOrEqual(right / of);
      if (right > 0 && of < 150) expect(chanceOf(right, of, least)).toBeCloseTo(0.05, 6);
    }),
  );
});

test('one more that is right raises it, and one more that is wrong lowers it', () => {
  fc.assert(
    fc.property(seen, ([right, of]) => {
      expect(leastShare(right + 1, of + 1)).toBeGreaterThan(leastShare(right, of));
      expect(leastShare(right, of + 1)).toBeLessThanOrEqual(leastShare(right, of));
    }),
  );
});

test('whatever the truth is, it lies below the bound in no more than one of twenty cases', () => {
  for (const of of [10, 50, 120])
    for (const share of [0.5, 0.8, 0.9, 0.95]) {
      const first = [...Array(of + 1).keys()].find((right) => leastShare(right, of) > share);
      expect(first === undefined ? 0 : chanceOf(first, of, share)).toBeLessThanOrEqual(0.05);
    }
});
