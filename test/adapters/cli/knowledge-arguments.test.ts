import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseColumn, parseCount } from '../../../src/adapters/cli/knowledge/arguments.ts';
import { fromText, toText } from '../../../src/adapters/cli/knowledge/edit-text.ts';
import { cronOf } from '../../../src/adapters/cli/knowledge/every.ts';
import { findRoom } from '../../../src/adapters/cli/knowledge/find-room.ts';

describe('--every', () => {
  const now = new Date(2026, 10, 25, 15, 42); // a Wednesday

  test.each([
    ['1h', '42 * * * *'],
    ['6h', '42 3-23/6 * * *'],
    ['3h', '42 */3 * * *'],
    ['1d', '42 15 * * *'],
    ['1w', '42 15 * * 3'],
    ['never', undefined],
    ['0 4 * * 1-5', '0 4 * * 1-5'],
  ])('%s is, at a quarter to four, %s', (every, cron) => {
    expect(cronOf(every, now)).toBe(cron);
  });
});

describe('--column', () => {
  test('says which column holds what, as often as it is given', () => {
    expect(parseColumn('holds-for=Seit=wann', parseColumn('question=Frage'))).toEqual({
      question: 'Frage',
      holdsFor: 'Seit=wann',
    });
  });

  test.each(['Frage', 'frage=question', 'question=', '='])('“%s” is refused with what was expected', (written) => {
    expect(() => parseColumn(written)).toThrow(/Expected one of question, answer/);
  });
});

test.each(['0', '-1', '1.5', 'many', '', '1e9', '10000000'])('“%s” is no count', (written) => {
  expect(() => parseCount(written)).toThrow('Expected a whole number');
});

describe('an entry in an editor', () => {
  test('that is saved as it was says the same', () => {
    const line = fc.stringMatching(/^[a-z#`.:-][a-z #`.:-]{0,30}[a-z]$/);
    fc.assert(
      fc.property(line, fc.array(line, { minLength: 1 }), (question, answer) => {
        const text = { question: question.replace(/\s+/g, ' '), answer: answer.join('\n') };
        expect(fromText(toText(text))).toEqual(text);
      }),
    );
  });

  test('may come back with Windows line ends, and without an answer', () => {
    expect(fromText('\uFEFF# Why?\r\n\r\nBecause.\r\nReally.\r\n')).toEqual({
      question: 'Why?',
      answer: 'Because.\nReally.',
    });
    expect(fromText('# Why?')).toEqual({ question: 'Why?', answer: '' });
  });

  test('must keep the question on its first line', () => {
    expect(() => fromText('Because.')).toThrow('The first line is “Because.”; expected “# ” and the question.');
    expect(() => fromText('')).toThrow('The first line is “”');
  });
});

describe('--room', () => {
  const rooms = async () => [
    { id: '1', platformId: '10', name: 'Help' },
    { id: '2', platformId: '20', name: 'lounge' },
    { id: '3', platformId: '30', name: 'Lounge' },
  ];

  test('finds a room however it is spelt, and by its id', async () => {
    expect(await findRoom({ rooms }, '#help')).toBe('1');
    expect(await findRoom({ rooms }, '3')).toBe('3');
    expect(await findRoom({ rooms }, '20')).toBe('2');
    expect(await findRoom({ rooms }, undefined)).toBeUndefined();
  });

  test('that is not there lists those that are', async () => {
    await expect(findRoom({ rooms }, 'kitchen')).rejects.toMatchObject({
      code: 'no-such-room',
      remedy: 'There are: Help, Lounge, lounge.',
    });
    await expect(findRoom({ rooms: async () => [] }, 'kitchen')).rejects.toMatchObject({
      remedy: expect.stringContaining('No room is known yet'),
    });
  });

  test('that fits two asks for the id', async () => {
    await expect(findRoom({ rooms }, 'lounge')).rejects.toMatchObject({ remedy: 'Give its id: 2, 3.' });
  });
});
