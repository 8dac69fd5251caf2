import { expect, test } from 'vitest';
import { similarity, twinSimilarity } from '../../src/knowledge/import/near-duplicates.ts';
import { loadStarterPack, readStarterPack } from '../../src/knowledge/starter-pack.ts';
import { aCommunity } from './import/import-builder.ts';

const { entries } = readStarterPack();

test('the starter pack is known once it is loaded, under its own name, and a source of its own', async () => {
  const { store, clock, communityId, catalogue } = await aCommunity();
  expect(await loadStarterPack(store, clock, communityId)).toBe(entries.length);
  const known = await catalogue.list({ limit: 500 });
  expect(known.map(({ source }) => source.key).sort()).toEqual(entries.map(({ key }) => key).sort());
  expect(new Set(known.map(({ source }) => source.name))).toEqual(new Set([readStarterPack().name]));
});

test('two processes that load it at once load it once', async () => {
  const { store, clock, communityId } = await aCommunity();
  const loaded = await Promise.all([1, 2].map(() => loadStarterPack(store, clock, communityId)));
  expect(loaded.sort()).toEqual([0, entries.length]);
});

test('what was taken out of it does not come back with the next start', async () => {
  const { store, clock, communityId, catalogue } = await aCommunity();
  await loadStarterPack(store, clock, communityId);
  const [first] = await catalogue.list({ limit: 1 });
  await catalogue.retire(first?.id ?? '');
  expect(await loadStarterPack(store, clock, communityId)).toBe(0);
  expect(await catalogue.list({ limit: 500 })).toHaveLength(entries.length - 1);
});

test('teaching what it says already is refused', async () => {
  const { store, clock, communityId, catalogue } = await aCommunity();
  await loadStarterPack(store, clock, communityId);
  const [{ question = '', answer = '' } = {}] = entries;
  await expect(catalogue.add({ question, answer, verified: true })).rejects.toThrow('near-duplicate');
});

test('no two of its entries say the same', () => {
  const texts = entries.map(({ question, answer }) => ({ title: question, text: answer }));
  const twins = texts.flatMap((one, index) =>
    texts.slice(index + 1).filter((other) => similarity(one, other) >= twinSimilarity),
  );
  expect(twins).toEqual([]);
});
