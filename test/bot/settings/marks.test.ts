import { describe, expect, test } from 'vitest';
import { markPair, marksOf, writtenMarks } from '../../../src/bot/settings/marks.ts';

const reads = writtenMarks.pipe(markPair);

describe('marks, as a moderator writes them', () => {
  test.each([
    ['✅ ❌', ['✅', '❌']],
    ['✅❌', ['✅', '❌']],
    ['✔️; ✖️', ['✔️', '✖️']],
    ['<:yes:123> <a:no:456>', ['<:yes:123>', '<a:no:456>']],
    ['👩‍🔬 🏳️‍🌈', ['👩‍🔬', '🏳️‍🌈']],
  ])('are read: %s', (written, expected) => expect(reads.parse(written)).toEqual(expected));

  test.each(['👍 👎', '✅ 👎🏽', '✅ ✅', '<:yes:123> <:other:123>', '✅', '✅ ❌ 🟢', 'yes no', '✅ no', ''])(
    'are refused: %s',
    (written) => expect(reads.safeParse(written).success).toBe(false),
  );
});

test('a mark of former days is known as such, unless it is one again', () => {
  const marks = marksOf({
    marks: ['🟢', '✅'],
    formerMarks: [
      ['✅', '❌'],
      ['<:yes:123>', '<:no:456>'],
    ],
  });
  expect(Object.fromEntries(marks)).toEqual({
    '🟢': { value: 2, isFormer: false },
    '✅': { value: -2, isFormer: false },
    '❌': { value: -2, isFormer: true },
    '123': { value: 2, isFormer: true },
    '456': { value: -2, isFormer: true },
  });
});
