import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutBody } from '../../../src/knowledge/import/pages/cut.ts';
import { createFenceTracker } from '../../../src/knowledge/import/pages/fence.ts';
import { linesOf } from '../../../src/knowledge/import/pages/line.ts';
import { passagesOf } from '../../../src/knowledge/import/pages/passages.ts';
import { reduceMarkdown } from '../../../src/knowledge/import/pages/reduce-markdown.ts';
import { sectionsOf } from '../../../src/knowledge/import/pages/sections.ts';

const limit = 120;
const longestCode = 8_000;

/** Markdown from the pieces that make cutting hard, in any order. */
const markdown = fc
  .array(
    fc.oneof(
      fc.constantFrom('', '', '# One', '## Two', '### Two', 'Under', '===', '---', '```', '```sh', '````', '~~~'),
      fc.constantFrom(
        '- item',
        '  ```nix',
        '  ```',
        '> ```',
        '> quote',
        '1. ```',
        '    # code',
        '(label)=',
        ':::',
        ':::{note}',
      ),
      fc.constantFrom(
        '```{code-block} nix',
        '```{tip} Title',
        '<!-- no',
        'no -->',
        '[a]: https://a.org',
        'see [a]',
        'Run:',
      ),
      fc.lorem({ mode: 'sentences', maxCount: 4 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 1, max: 300 }).map((length) => 'x'.repeat(length)),
    ),
    { maxLength: 40 },
  )
  .map((lines) => lines.join('\n'));

const anyText = fc.oneof(markdown, fc.string({ unit: 'binary', maxLength: 400 }));

const page = (text: string) => ({ file: 'a.md', lines: linesOf(text), title: undefined, url: undefined });

describe('whatever a page is made of', () => {
  test('no line of a section is lost, doubled or moved by cutting it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { body } of sectionsOf(linesOf(text))) {
          const pieces = cutBody(body, limit).map((piece) => piece.text);
          // A fence that the page forgot is there at the end, and nothing else is.
          const expected = wordsIn(body.map((line) => line.text).join('\n'));
          const found = wordsIn(pieces.join('\n'));
          expect(withoutFences(found)).toBe(withoutFences(expected));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('no line of a page is lost by joining sections that say little', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const all = passagesOf(page(text), limit)
          .map((passage) => passage.text)
          .join('\n');
        const bodies = sectionsOf(linesOf(text)).flatMap(({ body }) => body.map((line) => line.text.trim()));
        const words = withoutFences(wordsIn(all));
        for (const line of bodies) expect(words).toContain(withoutFences(wordsIn(line)));
      }),
      { numRuns: 500 },
    );
  });

  test('every fence that opens in a passage closes in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const passage of passagesOf(page(text), limit)) expect(endsInCode(passage.text), passage.text).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('no passage is longer than the limit but for code, and code has a limit too', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { body } of sectionsOf(linesOf(text))) {
          for (const piece of cutBody(body, limit)) {
            const isCode = createFenceTracker()(piece.text.split('\n')[0] ?? '') === 'opens';
            expect(piece.text.length).toBeLessThanOrEqual(isCode ? longestCode : limit);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('keys are unique, and lines lie within the page', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const passages = passagesOf({ ...page(text), lines: reduceMarkdown(linesOf(text)) }, limit);
        expect(new Set(passages.map(({ key }) => key)).size).toBe(passages.length);
        for (const { at, text: words } of passages) {
          expect(at.line).toBeGreaterThanOrEqual(1);
          expect(at.line).toBeLessThanOrEqual(linesOf(text).length);
          expect(words.trim()).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('code that is longer than anything should be', () => {
  const code = Array.from({ length: 400 }, (_, index) => `line ${index} ${'x'.repeat(40)}`);
  const text = ['Before.', '', '- ```nix', ...code.map((line) => `  ${line}`), '  ```', '', 'After.'].join('\n');

  test('is cut at lines, each part with its fences', () => {
    const pieces = cutBody(linesOf(text), 1_000).map((piece) => piece.text);
    expect(pieces.length).toBe(5);
    expect(pieces[0]).toBe('Before.');
    expect(pieces[2]).toMatch(/^ {2}```nix\n {2}line \d+ /);
    for (const piece of pieces.slice(1, 4)) expect(piece).toMatch(/\n {2}```$/);
    expect(pieces.flatMap((piece) => piece.match(/line \d+/g) ?? [])).toEqual(
      code.map((line) => line.replace(/ x+/, '')),
    );
  });

  test('stays whole up to that length, however small passages are', () => {
    const whole = ['```', ...code.slice(0, 100), '```'].join('\n');
    expect(cutBody(linesOf(`Run:\n\n${whole}`), 100).map((piece) => piece.text)).toEqual(['Run:', whole]);
  });
});

test('a line without a space is cut between letters, never within one', () => {
  const pieces = cutBody(linesOf('😀'.repeat(101)), 51).map((piece) => piece.text);
  expect(pieces.join('')).toBe('😀'.repeat(101));
  for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
});

function wordsIn(text: string): string {
  return text.replace(/\s+/g, '');
}

function withoutFences(words: string): string {
  return words.replace(/[`~>]+/g, '');
}

function endsInCode(text: string): boolean {
  const spotOf = createFenceTracker();
  const spots = text.split('\n').map((line) => spotOf(line));
  return spots.at(-1) === 'inside' || spots.at(-1) === 'opens';
}
