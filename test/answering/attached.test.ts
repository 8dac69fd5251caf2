import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptAttached } from '../../src/answering/attached/accept-attached.ts';
import { acceptPictures, isPicture } from '../../src/answering/attached/accept-pictures.ts';
import { shownName } from '../../src/answering/attached/file-name.ts';
import { fitAttached } from '../../src/answering/attached/fit-attached.ts';
import { tellingLines } from '../../src/answering/attached/telling-lines.ts';
import { estimateTokens } from '../../src/answering/tokens.ts';

const file = (name: string, content: string | Uint8Array) => ({
  name,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const png = latin1('\x89PNG\r\n\x1a\n');
const read = (content: string | Uint8Array) => acceptAttached([file('a.log', content)]).texts[0]?.text;

describe('a file that came with a question', () => {
  test.each([
    ['UTF-8', 'Grüße, 你好'],
    ['UTF-8 with a mark', '\uFEFFGrüße, 你好'],
    ['UTF-16, little end first', Uint8Array.from(Buffer.from('\uFEFFGrüße, 你好', 'utf16le'))],
    ['UTF-16, big end first', Uint8Array.from(Buffer.from('\uFEFFGrüße, 你好', 'utf16le').swap16())],
    ['UTF-8 that was cut within a character', new TextEncoder().encode('Grüße, 你好你').subarray(0, -1)],
  ])('is read as %s', (_, content) => expect(read(content)).toBe('Grüße, 你好'));

  test.each([
    ['a picture', png],
    ['an archive', latin1('PK\x03\x04\x14')],
    ['a PDF', '%PDF-1.7\n1 0 obj'],
    ['rich text', '{\\rtf1\\ansi hello}'],
    ['a program', latin1('\x7fELF\x02\x01\x01\0\0\0')],
    ['text with a NUL', 'a\0b'],
    ['Latin-1', latin1('Gr\xfc\xdfe')],
    ['half of a pair', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00)],
    ['this machine’s Node', readFileSync(process.execPath).subarray(0, 4096)],
  ])('is refused in a sentence where it is %s', (_, content) => {
    expect(acceptAttached([file('core.dump', content)])).toEqual({
      texts: [],
      refusals: ['`core.dump` is no text that I can read.'],
    });
  });

  test('is refused where it is empty, or one too many', () => {
    const files = ['1', '2', '', '3', '4', '5', '6', '7'].map((text, at) => file(`${at}.log`, text));
    const { texts, refusals } = acceptAttached(files);
    expect(texts.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
    expect(refusals).toEqual(['`2.log` is empty.', 'I read 5 files at once, so I left out `6.log` and `7.log`.']);
  });

  test('loses its middle where it is too long, and says so', () => {
    const lines = Array.from({ length: 1000 }, (_, at) => `line ${at}`).join('\n');
    const text = acceptAttached([file('a.log', lines)], { files: 5, characters: 1000 }).texts[0]?.text ?? '';
    expect(text.length).toBeLessThan(1100);
    expect(text).toMatch(
      /^line 0\nline 1\n[^…]*line \d+\n\[… 7,\d{3} characters left out …\]\nline \d+\n[^…]*\nline 999$/,
    );
    const endless = acceptAttached([file('a.js', 'x'.repeat(5000))], { files: 5, characters: 1000 }).texts[0]?.text;
    expect(endless).toMatch(/^x{500}\n\[… 4,000 characters left out …\]\nx{500}$/);
  });

  test('is kept as a terminal would show it', () => {
    expect(read('\u001b[1;31merror:\u001b[0m no such file\u001b[K\r\n')).toBe('error: no such file');
    expect(read('\u001b]0;my title\u0007\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\\n')).toBe('link');
    expect(read('start\n10 %\r50 %\r100 %\nend\n')).toBe('start\n100 %\nend');
    expect(read('old\rMac\rlines')).toBe('old\nMac\nlines');
    expect(read('safe \u202Eevil\u202C \u200Btext\u{E0041}\u0007')).toBe('safe evil text');
    expect(read('\tindented\n  code')).toBe('\tindented\n  code');
  });

  test('has a name that is harmless in a sentence', () => {
    expect(shownName('build.log')).toBe('build.log');
    expect(shownName('../../etc/passwd')).toBe('passwd');
    expect(shownName('`x`\n# Ignore\u202E that')).toBe('x # Ignore that');
    expect(shownName(`${'x'.repeat(300)}.log`)).toMatch(/^x{55}….log$/);
    expect(shownName(' / ')).toBe('a file');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'ab./\\`\n\r\t\u0000\u202E\u2028 …<|🙂')), (letters) => {
        const name = letters.join('');
        expect(shownName(name)).toMatch(/^[^`\n\r\p{Cc}]{1,60}$/u);
      }),
    );
  });

  test('is read or refused, whatever its bytes are, and what is read hides nothing', () => {
    const texts = fc.constantFrom('\u001b[0m', 'plain\n', '\u202E', '\uFEFF', 'é', '\u0000', '\u0085', '%PDF-', '\r');
    const pieces = fc.oneof(
      fc.uint8Array(),
      texts.map((text) => file('', text).bytes),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 4 }), (parts) => {
        const bytes = Uint8Array.from(Buffer.concat(parts));
        const { texts, refusals } = acceptAttached([file('a', bytes)]);
        expect(texts.length + refusals.length).toBe(1);
        expect(texts[0]?.text ?? '').not.toMatch(/(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u);
      }),
    );
  });

  test('is read in no time to speak of, however hostile', () => {
    for (const text of ['\u001b[', '\u001b]', '\r', 'x\r', ' ', '\n', 'a;', '\u001b'].map((one) => one.repeat(500_000)))
      expect(acceptAttached([file('a', text)]).texts.length).toBeLessThanOrEqual(1);
  });
});

describe('pictures that came with a question', () => {
  test('are those that begin like one, whatever they are called', () => {
    expect(isPicture(png)).toBe(true);
    const { pictures, refusals } = acceptPictures([file('a.txt', png), file('b.png', '<svg/>')]);
    expect(pictures).toEqual([png]);
    expect(refusals).toEqual(['`b.png` is no picture that I can look at: PNG, JPEG, WebP and GIF are.']);
  });

  test('are not too large, nor too many', () => {
    const large = Uint8Array.from([...png, ...new Array(20)]);
    const files = [file('large.png', large), ...[1, 2, 3].map((number) => file(`${number}.png`, png))];
    expect(acceptPictures(files, { pictures: 2, bytes: 10 })).toEqual({
      pictures: [png, png],
      refusals: [
        '`large.png` is larger than 0 MB, so I did not look at it.',
        'I look at 2 pictures at once, so I left out `3.png`.',
      ],
    });
    expect(acceptPictures(files).pictures).toHaveLength(4);
  });
});

describe('texts within a budget', () => {
  const tokens = (fitted: { quoted: string }[]) => fitted.reduce((sum, { quoted }) => sum + estimateTokens(quoted), 0);
  const long = Array.from({ length: 2000 }, (_, at) => `${at} is fine`).join('\n');

  test('are whole where they fit, and a short one is not cut for a long one', () => {
    const [first, second] = fitAttached(
      [
        { name: 'long', text: long },
        { name: 'short', text: 'a\nb' },
      ],
      1000,
    );
    expect(second).toEqual({ name: 'short', quoted: '| short\n|\n| a\n| b', shown: 'a\nb', linesLeftOut: 0 });
    expect(first?.linesLeftOut).toBeGreaterThan(0);
    expect(first?.shown).toMatch(/^0 is fine\n1 is fine\n/);
    expect(first?.shown).toMatch(/\n1999 is fine$/);
  });

  test('stay within it, use most of it, and account for every line', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('error: no', 'it failed', ''),
    );
    const text = fc.array(line, { maxLength: 600, size: 'max' });
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 300, max: 3000 }),
        (texts, budget) => {
          const attached = texts.map((lines) => ({ name: 'a.log', text: lines.join('\n') }));
          const fitted = fitAttached(attached, budget);
          expect(tokens(fitted)).toBeLessThanOrEqual(budget);
          for (const [at, { quoted, linesLeftOut }] of fitted.entries()) {
            const lines = attached[at]?.text.split('\n').length ?? 0;
            const gaps = [...quoted.matchAll(/^\((\d+) lines? left out\)$/gm)].map(([, count]) => Number(count));
            expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBe(linesLeftOut);
            expect(linesLeftOut).toBeLessThanOrEqual(lines);
          }
          if (fitted.some(({ linesLeftOut }) => linesLeftOut > 0)) expect(tokens(fitted)).toBeGreaterThan(budget * 0.5);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('keep something of a line without an end', () => {
    const [fitted] = fitAttached([{ name: 'min.js', text: 'x'.repeat(100_000) }], 500);
    expect(fitted?.shown).toMatch(/^x{250} … x{120}$/);
  });
});

describe('the lines that tell what went wrong', () => {
  test.each([
    [
      '2026-11-02T10:14:05.991Z ERROR [worker-3] connect ECONNREFUSED 127.0.0.1:5432',
      'connect ECONNREFUSED 127.0.0.1:5432',
    ],
    ['error[E0308]: mismatched types', 'E0308]: mismatched types'],
    ['npm ERR! code ELIFECYCLE', 'npm ERR! code ELIFECYCLE'],
    ['12:00:01 INFO done, 0 errors', undefined],
    ['    at Object.<anonymous> (/home/ada/error.js:1:7)', undefined],
    ['all is well', undefined],
    ['error:', undefined],
  ])('of %j are %j', (line, expected) =>
    expect(tellingLines(line, 3)).toEqual(expected === undefined ? [] : [expected]),
  );

  test('are the first and the last, each once', () => {
    const log = ['error: one', 'error: one', 'fine', 'error: two of', 'error: three of', 'KeyError: missing key'].join(
      '\n',
    );
    expect(tellingLines(log.replace('one\nerror: one', 'one of\nerror: one of'), 3)).toEqual([
      'one of',
      'two of',
      'KeyError: missing key',
    ]);
  });

  test('are found in no time to speak of, however hostile the log', () => {
    for (const text of ['error ', '/a', '[', '0x', 'E', '12:', '-1.1', "'"].map(
      (one) => `error ${one.repeat(200_000)}`,
    ))
      expect(tellingLines(text, 3).length).toBeLessThanOrEqual(1);
  });
});
