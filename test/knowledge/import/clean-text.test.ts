import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, cleanTitle } from '../../../src/knowledge/import/clean-text.ts';

describe('text is cleaned', () => {
  test.each([
    ['one form for each character', 'Cafe\u0301', 'Café'],
    ['line ends of other systems', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['controls', 'a\u0000b\u0007c\u001b[31md', 'abc[31md'],
    ['marks of direction', 'safe\u202egnp.exe\u202c', 'safegnp.exe'],
    ['zero-width characters and tags', 'in\u200bstall\u{E0041}\ufeff', 'install'],
    ['a lone surrogate', 'a\ud800b', 'ab'],
    ['text read in the wrong encoding', 'SchÃ¤fer donâ€™t', 'Schäfer don’t'],
    ['odd spaces', '10\u00a0kg\u3000of\u2009it', '10 kg of it'],
    ['spaces at the end of lines', 'a  \nb\t\n', 'a\nb'],
    ['long gaps', 'a\n\n\n\n\n\nb', 'a\n\n\nb'],
    ['blank lines around it', '\n\n  a\n\n', '  a'],
    ['the line of a telephone', 'Restart it.\n\nSent from my iPhone', 'Restart it.'],
    ['a signature', 'Restart it.\n-- \nJane Doe\nSome Company', 'Restart it.'],
    ['both', 'Restart it.\n\n-- \nJane\n\nVon meinem iPhone gesendet\n', 'Restart it.'],
  ])('%s', (_, dirty, clean) => expect(cleanText(dirty)).toBe(clean));
});

describe('what may be meant stays', () => {
  test.each([
    ['joiners of emoji', '👩‍💻 and 👨‍👩‍👧 and ❤️‍🔥'],
    ['joiners of Persian and Hindi', 'می‌خواهم क्‍ष'],
    ['odd spaces in code', 'Use `a\u00a0b` or\n```\nx\u00a0y\n\n\n\n\nz\n```'],
    ['a rule of Markdown', 'a\n\n---\n\nb'],
    ['a comment of SQL or Lua', '```sql\nselect 1\n--\n-- two\n```'],
    ['a telephone that is the subject', 'Mail sent from my iPhone has no subject. Why?'],
    ['a text that is nothing but such a line', 'Sent from my iPhone'],
    ['indentation', '    nix-shell\n\tmake'],
    ['icons of a private use area', '\ue0b0'],
  ])('%s', (_, text) => expect(cleanText(text)).toBe(text));
});

test('a joiner or selector without its place is dropped', () => {
  expect(cleanText('in\u200dstall a\ufe0f\ufe0f\ufe0f \ufe0f')).toBe('install a\ufe0f');
});

test('a title is one line', () => expect(cleanTitle(' How\n do  I\u00a0install it? ')).toBe('How do I install it?'));

const dirt = fc.constantFrom(
  ...[
    'a',
    'é',
    'e\u0301',
    'Ã',
    '¤',
    'A\u0303',
    'ƒ',
    'Â',
    '\r',
    '\n',
    '\n\n',
    ' ',
    '\u00a0',
    '`',
    '```',
    '~~~\n',
    '-- ',
  ],
  ...[
    '\nSent from my iPad',
    '\n-- \n',
    '\u200d',
    '\u200c',
    '\ufe0f',
    '👩',
    '\u202e',
    '\ud83d',
    '\u0000',
    '\u3164',
    'می',
  ],
);
const dirtyText = fc.oneof(
  fc.array(dirt, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

test('cleaning twice changes nothing more', () => {
  fc.assert(
    fc.property(dirtyText, (text) => {
      const once = cleanText(text);
      expect(cleanText(once)).toBe(once);
    }),
    { numRuns: 3000 },
  );
});

test.each(['Âㅤ¤\nSent from my iPad', 'Â\u200cƒ\n-- \na'])(
  '%j keeps a letter, whatever its repair brings to light',
  (text) => {
    expect(cleanText(text)).toMatch(/\p{Letter}/u);
  },
);

test('a text with letters keeps some', () => {
  fc.assert(
    fc.property(dirtyText, (text) => {
      if (/[a-zéم]/u.test(text)) expect(cleanText(text)).toMatch(/\p{Letter}/u);
    }),
    { numRuns: 2000 },
  );
});

test('hostile text comes to an end in time', () => {
  for (const piece of ['Sent from my x\n', '-- \n', '```\n', '`', '\u200d', '\ufe0f', '\n', 'Ãƒ', ' ', 'A\u0303¤']) {
    expect(typeof cleanText(piece.repeat(100_000))).toBe('string');
  }
});
