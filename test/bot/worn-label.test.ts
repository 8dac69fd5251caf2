import { expect, test } from 'vitest';
import { lookOf, wornLabel } from '../../src/bot/worn-label.ts';

test.each([
  ['fromSources', 'open', false, 'fromSources'],
  ['withoutSources', 'contested', false, 'withoutSources'],
  ['withoutSources', 'approved', false, 'approved'],
  ['fromSources', 'approved', true, 'verified'],
  ['fromSources', 'denied', false, 'fromSources'],
  ['verified', 'open', true, 'verified'],
  ['verified', 'open', false, 'fromSources'],
  ['verified', 'approved', false, 'approved'],
  [null, 'open', false, null],
] as const)('what was made as %s and is %s, vouched for: %s, wears %s', (label, standing, isVerified, worn) => {
  expect(wornLabel({ label, standing, isVerified })).toBe(worn);
});

test('of what is denied, that is what is seen first', () => {
  expect(lookOf({ label: 'fromSources', standing: 'denied', isVerified: false })).toBe('denied');
  expect(lookOf({ label: 'fromSources', standing: 'approved', isVerified: false })).toBe('approved');
});
