import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSource } from '../../../src/knowledge/import/open-source.ts';
import { ifLeftOut, noSharedData, sharedData } from '../../shared-data.ts';
import { aFile, aFolder, failureOf, readFile, readSource } from './source-builder.ts';

const pair = '{"q":"Q","a":"A"}';
const words = 'Here it is explained at length, for everyone who wants to know it, what it is.';

describe('a source is recognised', () => {
  test.each([
    ['a.jsonl', pair, 'jsonl'],
    ['a.ndjson', pair, 'jsonl'],
    ['a.json', `[${pair}]`, 'json'],
    ['a.json', `${pair}\n${pair}`, 'jsonl'],
    ['a.json', `{"items": [${pair}]}`, 'json'],
    ['a.json', '{"approval_history": []}', 'agent-memory'],
    ['dump', `\n [${pair}]`, 'json'],
    ['dump', `${pair}\n${pair}`, 'jsonl'],
    ['a.csv', 'q,a\n1,2', 'csv'],
    ['a.csv', 'q\ta\n1\t2', 'csv'],
    ['a.tsv', 'q\ta\n1\t2', 'tsv'],
    ['a.txt', 'q\ta\n1\t2', 'tsv'],
    ['a.txt', 'question;answer\n1;2', 'csv'],
    ['a.txt', 'Only words.', 'pages'],
    ['a.md', '## Why?\nSo.\n## How?\nThus.', 'faq'],
    ['a.md', '# Why?\n\n## Install\nSo.\n## Remove\nThus.', 'pages'],
    ['a.md', '[link](x) first', 'pages'],
    ['a.html', '<p>Hello', 'pages'],
    ['page', '<!DOCTYPE html><p>Hello', 'pages'],
  ])('%s with %j', async (name, content, format) => {
    const source = await openSource(aFile(name, content), {}, new AbortController().signal);
    expect(source.format).toBe(format);
  });

  test.each([0, 1, 2])('by a beginning that ends within a character (%i)', async (shift) => {
    const content = `## なぜ？\n${'x'.repeat(shift)}${'答'.repeat(40_000)}\n## どうやって？\nこう。`;
    const source = await openSource(aFile('a.md', `## 何？\nこれ。\n${content}`), {}, new AbortController().signal);
    expect(source.format).toBe('faq');
  });

  test.each([
    [{ 'questions/q_1.txt': 'Q', 'answers/a_1.txt': 'A' }, 'numbered'],
    [{ 'sub/a.md': '# A' }, 'pages'],
    [{ 'a.html': '<p>a' }, 'pages'],
  ])('as a folder with %j', async (files, format) => {
    const source = await openSource(aFolder(files), {}, new AbortController().signal);
    expect(source.format).toBe(format);
  });

  test.each([
    ['data.bin', 'words alone', 'data.bin  is in no format that is known here'],
    ['a.bin', 'a\0b', 'a.bin  holds NUL bytes, expected text'],
  ])('or not: %s', async (name, content, sentence) => {
    expect((await failureOf(readFile(name, content))).message).toContain(sentence);
  });

  test('or not, and then the formats are said', async () => {
    const failure = await failureOf(readSource(aFolder({ 'a.png': 'x' })));
    expect(failure.code).toBe('malformed-import');
    expect(failure.remedy).toContain('Name the format with --format: jsonl, json, csv, tsv, faq, pages, numbered');
  });

  test('by what someone calls it, first of all', async () => {
    expect((await readFile('a.txt', pair, { format: 'jsonl' })).drafts).toHaveLength(1);
    const failure = await failureOf(readSource(aFolder({ 'a.md': '# A' }), { format: 'csv' }));
    expect(failure.message).toMatch(/ {2}is a folder, expected a file for the format csv$/);
  });
});

describe('a source', () => {
  test('that is not there is said', async () => {
    const failure = await failureOf(readSource('/nowhere/faq.csv'));
    expect(failure.message).toBe('/nowhere/faq.csv  cannot be found, expected a file or a folder');
  });

  test.each([
    ['faq.zip', [0x50, 0x4b, 0x03, 0x04, 0x14], 'a zip archive'],
    ['faq.csv', [0x1f, 0x8b, 0x08], 'a gzip archive'],
    ['faq.pdf', [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31], 'a PDF'],
    ['faq.7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'a 7z archive'],
  ])('that is an archive, such as %s, is never opened', async (name, bytes, what) => {
    const failure = await failureOf(readFile(name, Uint8Array.from(bytes), { format: 'csv' }));
    expect(failure.message).toContain(`${name}  is ${what}`);
    expect(failure.remedy).toContain('Unpack it, and import the folder');
  });

  test('says how much of it there is, and how much has been read', async () => {
    const read = await readFile('a.jsonl', `${pair}\n`);
    expect([read.bytes, read.bytesRead]).toEqual([18, 18]);
  });

  test('stops when it is told to', async () => {
    const controller = new AbortController();
    const source = await openSource(aFile('a.jsonl', `${pair}\n`.repeat(20_000)), {}, controller.signal);
    const found: unknown[] = [];
    await expect(
      (async () => {
        for await (const each of source.read) {
          found.push(each);
          controller.abort();
        }
      })(),
    ).rejects.toThrow('aborted');
    expect(found.length).toBeLessThan(20_000);
  });
});

test('columns of what has none are refused', async () => {
  const failure = await failureOf(readFile('a.md', '# A', { columns: { question: 'q' } }));
  expect(failure.code).toBe('unknown-column');
  expect(failure.message).toBe('a.md is read as pages, which has no columns.');
});

describe('a folder of pages', () => {
  test('is read in the order of its names, without what is hidden or installed', async () => {
    const folder = aFolder({
      ...{ 'b.md': words, 'a/z.md': words, 'a.md': words, '.git/x.md': words, 'node_modules/p/x.md': words },
      ...{ 'images/x.png': '\0', 'c.html': `<p>${words}` },
    });
    const read = await readSource(folder);
    expect(read.drafts.map(({ key }) => key)).toEqual(['a.md', 'a/z.md', 'b.md', 'c.html']);
    expect(read.notes).toEqual(['1 file was left out: images/x.png is neither Markdown nor HTML.']);
    expect(read.bytesRead).toBe(read.bytes);
  });

  test('never leads out of itself: no link is followed, and each is said', async () => {
    const outside = aFolder({ 'secret.md': words });
    const folder = aFolder({ 'a.md': words });
    symlinkSync(join(outside, 'secret.md'), join(folder, 'b.md'));
    symlinkSync(outside, join(folder, 'c'));
    symlinkSync('.', join(folder, 'loop'));
    const read = await readSource(folder);
    expect(read.drafts.map(({ key }) => key)).toEqual(['a.md']);
    expect(read.notes).toEqual(['3 symbolic links were not followed, such as b.md.']);
  });

  test('leaves out pages that are too long or no text', async () => {
    const folder = aFolder({
      'a.md': words,
      'b.md': 'a\0b',
      'c.md': 'x\n'.repeat(2_100_000),
      'd.md': Buffer.from([0xfc]),
    });
    const read = await readSource(folder);
    expect(read.drafts.map(({ key, text }) => [key, text])).toEqual([
      ['a.md', words],
      ['d.md', 'ü'],
    ]);
    expect(read.refusals).toEqual([
      {
        ...{ at: { file: 'c.md', line: 1 }, rule: 'too-long' },
        why: 'Found a page of 4200000 bytes, expected at most 4 MiB.',
      },
    ]);
    expect(read.notes).toEqual([
      '1 file was left out: b.md is no text.',
      'd.md is not UTF-8; it was read as Windows-1252.',
    ]);
  });
});

describe.skipIf(noSharedData)(`the pages of nix.dev${ifLeftOut}`, () => {
  test('become passages that have their breadcrumbs, anchors and code', async () => {
    const { drafts, refusals } = await readSource(sharedData('data/nix.dev'), {
      linkOf: (file) => `https://nix.dev/${file.replace('.md', '')}`,
    });
    expect(refusals).toEqual([]);
    expect(new Set(drafts.map(({ at }) => at.file)).size).toBe(34);
    expect(drafts.length).toBeGreaterThan(300);
    expect(Math.max(...drafts.map(({ text }) => text.length))).toBeLessThanOrEqual(1_800);
    expect(drafts.find(({ key }) => key === 'tutorials/nix-language.md#rec-attrset')).toMatchObject({
      title: 'Nix language basics › Names and values › Attribute set { ... } › Recursive attribute set rec { ... }',
      url: 'https://nix.dev/tutorials/nix-language#rec-attrset',
    });
    const left = drafts.filter(({ text }) => /^\s*:{3,}|\{(?:term|ref|doc)\}`|^\s*`{3,}\{/m.test(text));
    expect(left).toEqual([]);
  });
});
