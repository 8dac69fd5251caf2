import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barScale } from '../../../src/bot/charts/bar-scale.ts';

const counts = fc.array(fc.nat(100_000), { maxLength: 60 });

test('a scale goes in whole, round steps to its top, and every bar that is not broken fits', () => {
  fc.assert(
    fc.property(counts, (values) => {
      const { top, step, breaks } = barScale(values);
      expect(Number.isInteger(step)).toBe(true);
      expect(String(step)).toMatch(/^[125]0*$/);
      expect(top % step).toBe(0);
      expect(top / step).toBeLessThanOrEqual(5);
      for (const value of values) expect(value > top).toBe(breaks(value));
    }),
  );
});

test('only few bars are broken off', () => {
  fc.assert(
    fc.property(counts, (values) => {
      const broken = values.filter(barScale(values).breaks).length;
      expect(broken).toBeLessThanOrEqual(1 + values.length / 10);
    }),
  );
});

test('one that towers above all others is broken off, and they keep most of the height', () => {
  const { top, breaks } = barScale([5, 8, 2600, 3, 0, 7, 8]);
  expect(breaks(2600)).toBe(true);
  expect(breaks(8)).toBe(false);
  expect(top).toBeLessThan(20);
});

test.each([[[3, 10]], [[1, 2, 9000]], [[10, 12, 30, 15]], [[0, 0, 0]], [[]]])('nothing else is: %j', (values) => {
  expect(values.filter(barScale(values).breaks)).toEqual([]);
});
