import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryView } from '../../src/knowledge/entry-view.ts';
import { type ExportFormat, exportEntries } from '../../src/knowledge/export.ts';
import { cleanText, cleanTitle } from '../../src/knowledge/import/clean-text.ts';
import { openSource } from '../../src/knowledge/import/open-source.ts';
import { createManualClock } from '../models/manual-clock.ts';
import { scratchStore } from '../scratch.ts';
import { aCommunity, aRow, type ImportCommunity, never, type Row, textOf } from './import/import-builder.ts';
import { aFile } from './import/source-builder.ts';

const fileNames = { jsonl: 'export.jsonl', json: 'export.json', markdown: 'export.md' };

async function exported({ catalogue }: ImportCommunity, format: ExportFormat): Promise<string> {
  return textOf(exportEntries(catalogue.all(), format));
}

/** Everything of one community, brought into another by way of a file. */
async function carry(from: ImportCommunity, to: ImportCommunity, format: ExportFormat) {
  const file = aFile(fileNames[format], await exported(from, format));
  return to.import(await openSource(file, {}, never));
}

async function entriesOf({ catalogue }: ImportCommunity) {
  const entries: Partial<EntryView>[] = [];
  for await (const { kind, question, answer, category, url, verified, holdsFor, source } of catalogue.all()) {
    entries.push({ kind, question, answer, category, url, verified, holdsFor, ...(source && {}) });
  }
  return entries.sort((a, b) => (`${a.question}${a.answer}` < `${b.question}${b.answer}` ? -1 : 1));
}

const word = fc.stringMatching(/^[a-z]{3,9}$/);
const plainText = fc.array(word, { minLength: 3, maxLength: 12 }).map((words) => words.join(' '));
/** Any text that cleaning leaves as it is, and that a rule of importing does not keep out. */
const anyText = fc
  .tuple(plainText, fc.string({ unit: 'grapheme', maxLength: 60 }), plainText)
  .map(([first, odd, last]) => cleanText(`${first}\n${odd}\n${last}`));
const optional = {
  category: fc.option(plainText, { nil: undefined }),
  url: fc.option(
    word.map((name) => `https://example.org/${name}`),
    { nil: undefined },
  ),
  holdsFor: fc.option(fc.constantFrom('24.05', '24.11'), { nil: undefined }),
  verified: fc.boolean(),
};
const toRow = ({ key, title, ...rest }: { key: number; title: string; [field: string]: unknown }): Row => ({
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  key: `key ${key}`,
  title: cleanTitle(`${title} of ${key}`),
});
const rowsOf = (kind: fc.Arbitrary<'pair' | 'passage'>, text: fc.Arbitrary<string>) =>
  fc
    .uniqueArray(fc.record({ key: fc.nat(), kind, title: plainText, text, ...optional }), {
      selector: ({ key }) => key,
      maxLength: 6,
    })
    .map((rows) => rows.map(toRow));

describe('what is exported', () => {
  test.each(['jsonl', 'json'] as const)('as %s and imported elsewhere is the same there', async (format) => {
    const store = await scratchStore();
    const clock = createManualClock();
    await fc.assert(
      fc.asyncProperty(rowsOf(fc.constantFrom('pair', 'passage'), anyText), async (rows) => {
        const [here, there] = [await aCommunity({ store, clock }), await aCommunity({ store, clock })];
        await here.import(rows);
        await carry(here, there, format);
        expect(await entriesOf(there)).toEqual(await entriesOf(here));
        expect((await there.known()).map(({ key }) => key)).toEqual((await here.known()).map(({ key }) => key));
      }),
      { numRuns: 30 },
    );
  });

  test('as Markdown and imported elsewhere has the same questions, answers and categories there', async () => {
    const store = await scratchStore();
    const clock = createManualClock();
    const pairs = rowsOf(
      fc.constant('pair'),
      fc.array(plainText, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n\n')),
    );
    await fc.assert(
      fc.asyncProperty(pairs, async (rows) => {
        fc.pre(rows.length !== 1); // one question alone is not recognised as a list of them
        const [here, there] = [await aCommunity({ store, clock }), await aCommunity({ store, clock })];
        await here.import(rows);
        if (rows.length > 0) await carry(here, there, 'markdown');
        const plain = (all: Partial<EntryView>[]) =>
          all.map(({ question, answer, category }) => ({ question, answer, category }));
        expect(plain(await entriesOf(there))).toEqual(plain(await entriesOf(here)));
      }),
      { numRuns: 30 },
    );
  });

  test('can be imported twice, and is the same the second time', async () => {
    const [here, there] = [await aCommunity(), await aCommunity()];
    await here.import([aRow('firefox'), aRow('steam', { kind: 'passage' })]);
    expect(await carry(here, there, 'jsonl')).toMatchObject({ added: 2, refused: 0 });
    expect(await carry(here, there, 'jsonl')).toMatchObject({ unchanged: 2, refused: 0 });
  });

  test('is what is known, not what was or what must not be', async () => {
    const here = await aCommunity();
    await here.import([aRow('firefox'), aRow('steam'), aRow('gimp', { standing: 'denied' })]);
    const [firefox] = await here.catalogue.list({ limit: 1 });
    await here.catalogue.retire(firefox?.id ?? '');
    expect(JSON.parse(await exported(here, 'json'))).toMatchObject([{ id: 'steam' }]);
  });

  test('is a list without entries where nothing is known', async () => {
    const here = await aCommunity();
    expect(await exported(here, 'json')).toBe('[]\n');
    expect(await exported(here, 'jsonl')).toBe('');
    expect(await exported(here, 'markdown')).toBe('');
  });
});

describe('in Markdown', () => {
  test('entries stand under their categories', async () => {
    const here = await aCommunity();
    for (const row of [
      aRow('firefox', { category: 'browsers', text: 'A browser.' }),
      aRow('steam', { text: 'A shop.' }),
      aRow('gimp', { category: 'pictures', text: 'A program.' }),
    ]) {
      await here.import([row], { uri: `file:///${row.key}` });
    }
    expect(await exported(here, 'markdown')).toBe(
      [
        ...['## browsers', '**Q:** What is firefox?', '**A:**', 'A browser.'],
        ...['# Others', '**Q:** What is steam?', '**A:**', 'A shop.'],
        ...['## pictures', '**Q:** What is gimp?', '**A:**', 'A program.', ''],
      ].join('\n\n'),
    );
  });

  test('an answer keeps its code blocks, and its headings as lines in bold', async () => {
    const [here, there] = [await aCommunity(), await aCommunity()];
    const answer = '## First\n\nRun this:\n\n```sh\n# a comment\necho\n---\n```\n\nThen\n---\nthat.';
    await here.import([aRow('firefox', { text: answer }), aRow('steam')]);
    await carry(here, there, 'markdown');
    const answers = (await there.known()).map(({ text }) => text);
    expect(answers).toContain('**First**\n\nRun this:\n\n```sh\n# a comment\necho\n---\n```\n\nThen\n\n---\nthat.');
  });
});
