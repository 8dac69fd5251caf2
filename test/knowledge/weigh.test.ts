import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Weighed, weightOf } from '../../src/knowledge/weigh.ts';

const day = 24 * 3600_000;
const fresh: Weighed = { standing: 'open', reviewSince: null, createdAt: new Date(0) };
const standing = fc.constantFrom('open' as const, 'approved' as const, 'contested' as const);
const weighed: fc.Arbitrary<Weighed> = fc.record({
  standing,
  reviewSince: fc.option(fc.constant(new Date(0))),
  createdAt: fc.nat({ max: 10_000 }).map((days) => new Date(days * day)),
});

test('what speaks for an entry besides its words settles what is close, and no more', () => {
  fc.assert(
    fc.property(weighed, fc.nat({ max: 10_000 }), (entry, days) => {
      const weight = weightOf(entry, days * day);
      expect(weight).toBeGreaterThan(0.7);
      expect(weight).toBeLessThanOrEqual(1.05);
    }),
  );
});

test('what is denied weighs nothing, however new it is', () => {
  expect(weightOf({ ...fresh, standing: 'denied' }, 0)).toBe(0);
});

test('approved weighs more than open, and open more than contested', () => {
  const [approved, open, contested] = (['approved', 'open', 'contested'] as const).map((each) =>
    weightOf({ ...fresh, standing: each }, 0),
  );
  expect(approved).toBeGreaterThan(open ?? 0);
  expect(open).toBeGreaterThan(contested ?? 0);
});

test('what is due for review weighs a little less', () => {
  const due = weightOf({ ...fresh, reviewSince: new Date(0) }, 0);
  expect(due).toBeLessThan(1);
  expect(due).toBeGreaterThan(0.85);
});

test('an entry weighs less the older it grows, and never less than 0.92 of what it did', () => {
  fc.assert(
    fc.property(fc.nat({ max: 20_000 }), fc.nat({ max: 20_000 }), (one, other) => {
      const [younger, older] = [Math.min(one, other), Math.max(one, other)];
      expect(weightOf(fresh, older * day)).toBeLessThanOrEqual(weightOf(fresh, younger * day));
      expect(weightOf(fresh, older * day)).toBeGreaterThanOrEqual(0.92);
    }),
  );
});

test('an entry from the future, as clocks that differ make them, is as good as new', () => {
  expect(weightOf({ ...fresh, createdAt: new Date(day) }, 0)).toBe(1);
});
