import { describe, expect, test } from 'vitest';
import { exportEntries } from '../../../src/knowledge/export.ts';
import { claimImport } from '../../../src/knowledge/import/claim.ts';
import { openSource } from '../../../src/knowledge/import/open-source.ts';
import { sweepImports } from '../../../src/knowledge/import/sweep.ts';
import {
  aCommunity,
  aGate,
  aRow,
  type ImportCommunity,
  never,
  numbersOf,
  rowsNamed,
  sourceOf,
  textOf,
} from './import-builder.ts';
import { aFile } from './source-builder.ts';

const nothing = { entries: 0, segments: 0, sources: 0, imports: 0 };
const many = Array.from({ length: 4100 }, (_, index) => aRow(`thing${index}`));

/** An import that is held up after two of its batches, which are staged by then. */
async function aHalfImport(community: ImportCommunity, signal = never) {
  const gate = aGate();
  const source = sourceOf(many, (row) => (row === many.length ? gate.pass() : undefined));
  const ended = community.import(source, {}, signal);
  ended.catch(() => {}); // looked at by the test
  await gate.reached;
  await community.writesUnderWay();
  expect((await community.stored()).entries).toBe(4000);
  return { ended, goOn: gate.open };
}

describe('before an import is done', () => {
  test('nothing of it is found, listed, shown or exported; afterwards all of it is', async () => {
    const community = await aCommunity();
    const { store, catalogue } = community;
    const { ended, goOn } = await aHalfImport(community);
    const staged = await store.read.entry.findFirst({ where: { key: 'thing1' } });

    expect(await community.search('thing1')).toEqual([]);
    expect(await catalogue.list({ limit: 9 })).toEqual([]);
    await expect(catalogue.show(staged?.id ?? '')).rejects.toMatchObject({ code: 'no-such-entry' });
    expect(await textOf(exportEntries(catalogue.all(), 'jsonl'))).toBe('');

    goOn();
    await ended;
    expect(await community.search('thing1')).toContain('What is thing1?');
    expect(await catalogue.list({ limit: 9 })).toHaveLength(9);
    expect(await catalogue.show(staged?.id ?? '')).toMatchObject({ question: 'What is thing1?' });
    expect((await textOf(exportEntries(catalogue.all(), 'jsonl'))).match(/\n/g)).toHaveLength(many.length);
  });

  test('what the source brought last time holds', async () => {
    const community = await aCommunity();
    await community.import(rowsNamed('firefox'));
    const gate = aGate();
    const source = sourceOf([aRow('steam')], (row) => (row === 1 ? gate.pass() : undefined));
    const ended = community.import(source);
    await gate.reached;
    expect(await community.known()).toMatchObject([{ key: 'firefox' }]);
    gate.open();
    await ended;
    expect(await community.known()).toMatchObject([{ key: 'steam' }]);
  });

  test('other writes go on', async () => {
    const community = await aCommunity();
    const { ended, goOn } = await aHalfImport(community);
    const { id } = await community.catalogue.add({ question: 'What is taught?', answer: 'This.', verified: true });
    expect(await community.catalogue.show(id)).toMatchObject({ question: 'What is taught?' });
    goOn();
    expect(numbersOf(await ended)).toMatchObject({ added: many.length });
  });

  test('a second import of the source is refused with a sentence, and one of another is not', async () => {
    const community = await aCommunity();
    const { ended, goOn } = await aHalfImport(community);
    await expect(community.import(rowsNamed('firefox'))).rejects.toMatchObject({
      code: 'import-running',
      message: expect.stringMatching(/^faq\.jsonl is being imported already, since .+\.$/),
    });
    expect(numbersOf(await community.import(rowsNamed('firefox'), { uri: 'file:///other.jsonl' })).added).toBe(1);
    goOn();
    expect((await ended).added).toBe(many.length);
  });
});

describe('nothing is left of an import', () => {
  test('whose file turns out to be malformed half-way', async () => {
    const community = await aCommunity();
    const lines = many.map(({ key, title, text }) => JSON.stringify({ id: key, question: title, answer: text }));
    const file = aFile('faq.jsonl', [...lines, '{"id": "broken", "question"'].join('\n'));
    await expect(community.import(await openSource(file, {}, never))).rejects.toMatchObject({
      code: 'malformed-import',
      message: expect.stringContaining(`faq.jsonl:${many.length + 1}`),
    });
    expect(await community.stored()).toEqual(nothing);
  });

  test('that was called off half-way', async () => {
    const community = await aCommunity();
    const stop = new AbortController();
    const { ended, goOn } = await aHalfImport(community, stop.signal);
    stop.abort(new Error('called off'));
    goOn();
    await expect(ended).rejects.toThrow('called off');
    expect(await community.stored()).toEqual(nothing);
  });

  test('that was called off in the moment in which all was read', async () => {
    const community = await aCommunity();
    const stop = new AbortController();
    const source = sourceOf(rowsNamed('firefox'), (row) => row === 1 && stop.abort(new Error('called off')));
    await expect(community.import(source, {}, stop.signal)).rejects.toThrow('called off');
    expect(await community.stored()).toEqual(nothing);
  });

  test('but for what was known before', async () => {
    const community = await aCommunity();
    await community.import(rowsNamed('firefox'));
    const before = await community.stored();
    const source = sourceOf(many, (row) => {
      if (row === 4050) throw new Error('broken');
    });
    await expect(community.import(source)).rejects.toThrow('broken');
    expect(await community.stored()).toEqual({ ...before, imports: 2 });
    expect(await community.known()).toMatchObject([{ key: 'firefox' }]);
  });
});

describe('an import whose process was taken for dead', () => {
  test('is swept away by the next one, and learns so when it goes on after all', async () => {
    const community = await aCommunity();
    const { ended, goOn } = await aHalfImport(community);
    await community.clock.advance(61_000);
    expect(numbersOf(await community.import(rowsNamed('firefox')))).toMatchObject({ added: 1 });
    expect(await community.stored()).toMatchObject({ entries: 1, segments: 1, sources: 1 });
    goOn();
    await expect(ended).rejects.toMatchObject({ code: 'import-lost' });
    expect(await community.stored()).toMatchObject({ entries: 1, segments: 1, sources: 1 });
    expect(await community.known()).toMatchObject([{ key: 'firefox' }]);
  });

  test('takes its source with it where that has nothing else', async () => {
    const community = await aCommunity();
    const { store, clock, communityId } = community;
    const { ended, goOn } = await aHalfImport(community);
    await clock.advance(61_000);
    await sweepImports(store, communityId, new Date(clock.now()));
    expect(await community.stored()).toEqual(nothing);
    goOn();
    await expect(ended).rejects.toMatchObject({ code: 'import-lost' });
    expect(await community.stored()).toEqual(nothing);
  });

  test('is let be while it gives signs of life', async () => {
    const community = await aCommunity();
    const { ended, goOn } = await aHalfImport(community);
    await community.clock.advance(50_000);
    await sweepImports(community.store, community.communityId, new Date(community.clock.now()));
    expect((await community.stored()).entries).toBe(4000);
    goOn();
    expect((await ended).added).toBe(many.length);
  });

  test('is swept by the next one, too, when the sweeping itself was cut off', async () => {
    const community = await aCommunity();
    const { store, clock, communityId } = community;
    const source = { communityId, uri: 'file:///other', name: 'other', settings: {} };
    const { importId, sourceId } = await claimImport(store, source, new Date(clock.now()));
    const entry = { communityId, sourceId, importId, kind: 'pair' as const, title: 'a', text: 'b', verified: true };
    await store.write(async (tx) => {
      await tx.entry.create({ data: { ...entry, key: 'left', createdAt: new Date(clock.now()) } });
      await tx.import.update({ where: { id: importId }, data: { state: 'failed' } });
    });
    await community.import(rowsNamed('firefox'));
    expect(await community.stored()).toMatchObject({ entries: 1, sources: 1 });
  });
});

test('what was superseded by an import that came to nothing can be superseded by the next', async () => {
  const community = await aCommunity();
  await community.import(rowsNamed('firefox', 'steam'));
  const changed = [aRow('firefox', { text: 'A browser.' }), aRow('steam')];
  await community.import(changed, { dryRun: true });
  await expect(
    community.import(sourceOf(changed, (row) => row === 2 && Promise.reject(new Error('broken')))),
  ).rejects.toThrow('broken');
  expect(numbersOf(await community.import(changed))).toMatchObject({ changed: 1, unchanged: 1 });
});
