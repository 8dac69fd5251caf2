import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOlderRelease } from '../../src/knowledge/release.ts';

test.each([
  ['24.05', '24.11'],
  ['23.11', '24.05'],
  ['3.9', '3.12'],
  ['v2', 'v10'],
  ['v2', '10'],
  ['1.2', '1.2.1'],
  [' 24.05 ', '24.11'],
])('%s came before %s', (one, other) => {
  expect(isOlderRelease(one, other)).toBe(true);
  expect(isOlderRelease(other, one)).toBe(false);
});

test.each([
  ['24.05', '24.05'],
  ['v2.1', '2.1'],
  ['V2', 'v2'],
])('%s and %s are the same', (one, other) => {
  expect(isOlderRelease(one, other) || isOlderRelease(other, one)).toBe(false);
});

test('versions of numbers are in the order of their numbers', () => {
  const version = fc.array(fc.nat({ max: 2000 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(version, version, (one, other) => {
      const isBefore = compareNumbers(one, other) < 0;
      expect(isOlderRelease(one.join('.'), other.join('.'))).toBe(isBefore);
    }),
  );
});

function compareNumbers(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, place) => part !== other[place]);
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
}
