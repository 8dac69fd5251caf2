import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lineBlocks } from '../../../src/knowledge/import/read-text.ts';
import { aFile, aFolder, failureOf, readFile, readSource } from './source-builder.ts';

const gigabyte = 1024 ** 3;
const many = 100_000;

/** Runs something, and says how much more memory the process holds for it. */
async function memoryGrowth(run: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  await run();
  return process.memoryUsage.rss() - before;
}

describe('a file of a gigabyte', () => {
  test.each([
    ['jsonl', '{"q":"Q","a":"A"}\n{"q":"', 'a.txt:2  holds NUL bytes'],
    ['csv', 'q,a\n1,2\n"', 'a.txt:3  holds NUL bytes'],
    ['json', '[{"q":"', 'a.txt  is a JSON file of more than 256 MiB'],
    ['agent-memory', '{"conversation_history":[', 'a.txt  is a JSON file of more than 256 MiB'],
    ['faq', '## Why?', 'a.txt  is longer than 16 MiB'],
  ] as const)('is refused at once as %s, in little memory', async (format, head, sentence) => {
    // What comes first is text; the rest is a hole, so that the file takes no room.
    const file = aFile('a.txt', head.padEnd(70_000, ' '));
    truncateSync(file, gigabyte);
    const growth = await memoryGrowth(async () => {
      expect((await failureOf(readSource(file, { format }))).message).toContain(sentence);
    });
    expect(growth).toBeLessThan(100 * 1024 ** 2);
  });

  test('in one line is not held: the line is named as soon as it is too long', async () => {
    let pieces = 0;
    async function* endless() {
      yield Buffer.from('{}\n{}\n');
      while (true) {
        pieces++;
        yield Buffer.alloc(64 * 1024, 'x');
      }
    }
    const read = async () => {
      for await (const block of lineBlocks(endless(), 'a.jsonl')) expect(block.line).toBe(1);
    };
    expect((await failureOf(read())).message).toBe('a.jsonl:3  found a line of more than 4 MiB, expected shorter ones');
    expect(pieces).toBe(65);
  });

  test('among pages is left out without being read', async () => {
    const folder = aFolder({ 'a.md': '# A', 'b.md': 'B' });
    truncateSync(join(folder, 'a.md'), gigabyte);
    const read = await readSource(folder);
    expect(read.refusals.map(({ rule }) => rule)).toEqual(['too-long']);
    expect(read.bytesRead).toBe(1);
  });
});

describe('lines of any length', () => {
  test('are found wherever the pieces of a file end', async () => {
    const text = 'one\ntwö\r\n\nthree\n\nlast';
    for (let size = 1; size <= text.length + 2; size++) {
      const bytes = Buffer.from(text);
      async function* pieces() {
        for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
      }
      let found = '';
      let line = 1;
      for await (const block of lineBlocks(pieces(), 'a')) {
        expect(block.line).toBe(line);
        const words = block.bytes.toString();
        line += words.split('\n').length - 1;
        found += words;
      }
      expect(found).toBe(text);
    }
  });
});

describe('JSON that is nested deeply', () => {
  test.each([
    ['a.json', '['.repeat(many)],
    ['a.json', `[{"q":"Q","a":"A","x":${'['.repeat(many)}${']'.repeat(many)}},]`],
    ['a.jsonl', '{"a":'.repeat(many)],
    ['a.json', `{"x":${'{"a":'.repeat(many)}1${'}'.repeat(many)}}`],
  ])('%# ends in a sentence', async (name, content) => {
    expect((await failureOf(readFile(name, content))).code).toBe('malformed-import');
  });
});

describe('Markdown that is made to be slow', () => {
  test.each([
    ['quotes', '>'.repeat(many)],
    ['brackets', '['.repeat(many)],
    ['closed brackets', '[a]('.repeat(many)],
    ['stars', '*'.repeat(many)],
    ['backticks', '`'.repeat(many)],
    ['roles', '{a}`'.repeat(many)],
    ['pairs of backticks', '` `` '.repeat(many)],
    ['spaces in a heading', `# a${' '.repeat(many)}b${' #'.repeat(many)}`],
    ['braces in a heading', `# ${'{#a'.repeat(many)}`],
    ['tags in a heading', `# ${'<a'.repeat(many)}`],
    ['brackets in a heading', `# ${'[a]('.repeat(many)}`],
    ['underscores in a heading', `# ${'_'.repeat(many)}`],
    ['comments that never end', '<!-- \n'.repeat(many)],
    ['comments in a line', `${'<!-- a'.repeat(many)}-->`],
    ['nested lists', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')],
    ['headings', '# a\n'.repeat(200_000)],
    ['headings with words', `# a\n${'b '.repeat(40)}\n`.repeat(20_000)],
    ['underlines', 'a\n===\n'.repeat(many)],
    ['fences', '```\n'.repeat(many)],
    ['fences that never end', '~~~a\n````b\n'.repeat(many)],
    ['directives', ':::{note}\n'.repeat(many)],
    ['directives with ends', `${'::::{note}\n'.repeat(many)}${':::::\n'.repeat(many)}`],
    ['labels', '(a)=\n'.repeat(many)],
    ['references', `${'[a]: b\n'.repeat(many)}${'[a]'.repeat(many)}`],
    ['front matter', `---\n${'a: b\n'.repeat(many)}`],
    ['questions', '## Why?\n'.repeat(many)],
    ['questions in lines', 'Q: a\nA: b\n'.repeat(many)],
    ['a word', 'x'.repeat(4_000_000)],
    ['blank lines', '\n'.repeat(4_000_000)],
  ])('is read all the same: %s', async (_what, text) => {
    const read = await readFile('a.md', text, { linkOf: () => undefined });
    for (const { text: passage } of read.drafts)
      expect(passage.length).toBeLessThanOrEqual(read.format === 'faq' ? 200_000 : 8_000);
  });
});

describe('HTML that is made to be slow', () => {
  test.each([
    ['divisions', '<div>'.repeat(many)],
    ['bold', '<b>'.repeat(800_000)],
    ['foreign tags', '<svg>'.repeat(many)],
  ])('is left out where it is too deep: %s', async (_what, html) => {
    const { refusals } = await readFile('a.html', html);
    expect(refusals.map(({ why }) => why)).toEqual([
      'Found tags nested more than 512 deep, expected a page for people.',
    ]);
  });

  test.each([
    ['ends of nothing', `${'<div>'.repeat(500)}${'</b>'.repeat(500_000)}`],
    ['lists in lists', `${'<ul><li>'.repeat(200)}${'<li>a'.repeat(200_000)}`],
    ['tables in tables', '<table><tr><td>a'.repeat(150)],
    ['an attribute', `<p ${'a '.repeat(many)}>b`],
    ['a tag that never ends', `<p ${'a="'.repeat(many)}`],
    ['entities', '&amp;'.repeat(many)],
    ['comments', '<!--'.repeat(many)],
    ['links', `<a href="https://x.org/${'x'.repeat(many)}">`.repeat(10)],
    ['spaces', `<p>a${' '.repeat(1_000_000)}b`],
    ['languages', `<pre class="${'language-'.repeat(many)}">a</pre>`],
  ])('is read all the same: %s', async (_what, html) => {
    expect((await readFile('a.html', html)).format).toBe('pages');
  });
});

describe('tables that are made to be slow', () => {
  test.each([
    ['columns', `question,answer${',x'.repeat(many)}\n${'a,'.repeat(many + 1)}`, { drafts: 1, refusals: 0 }],
    ['quotes', `question,answer\n${'"'.repeat(many)},a`, { drafts: 1, refusals: 0 }],
    ['short rows', `question,answer\n${'a\n'.repeat(many)}`, { drafts: 0, refusals: many }],
  ])('are read all the same: %s', async (_what, text, { drafts, refusals }) => {
    const read = await readFile('a.csv', text);
    expect([read.drafts.length, read.refusals.length]).toEqual([drafts, refusals]);
  });

  test('end at a quote that never does', async () => {
    const failure = await failureOf(readFile('a.csv', `q,a\n1,2\n"${'a\n'.repeat(3_000_000)}`));
    expect(failure.message).toBe(
      'a.csv:3  found a row of more than 4 MiB, expected a shorter one; perhaps a quote never ends',
    );
  });
});

describe('broken encodings', () => {
  test.each([
    ['half a letter of UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x62])],
    ['half a pair of UTF-16', Buffer.from([0xff, 0xfe, 0x3d, 0xd8, 0x61, 0x00])],
    ['half a letter of UTF-8', Buffer.from([0x61, 0xe2, 0x82])],
    ['overlong UTF-8', Buffer.from([0x61, 0xc0, 0xaf])],
    ['a mark alone', Buffer.from([0xef, 0xbb, 0xbf])],
    ['all bytes but NUL', Uint8Array.from({ length: 255 }, (_, byte) => byte + 1)],
  ])('%s is read as well as it goes', async (_what, bytes) => {
    const { drafts } = await readFile('a.md', bytes);
    for (const { text } of drafts) expect(text.isWellFormed()).toBe(true);
  });
});
