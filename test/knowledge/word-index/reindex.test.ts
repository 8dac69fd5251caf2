import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { reindex, reindexAll } from '../../../src/knowledge/word-index/reindex.ts';
import { createWordSearch } from '../../../src/knowledge/word-index/search-words.ts';
import { wordsVersion } from '../../../src/knowledge/words/terms.ts';
import { openStore, type Store } from '../../../src/store/index.ts';
import { scratchStore } from '../../scratch.ts';
import { type Community, createCommunity } from '../community.ts';

const never = new AbortController().signal;
const now = () => new Date(0);

let store: Store & { file: string };
let community: Community;
beforeEach(async () => {
  store = await scratchStore();
  community = await createCommunity(store);
});

test('a community that was never indexed becomes searchable, each entry once', async () => {
  const ids = await community.addUnindexed(many(1200));
  expect(await found()).toEqual([]);
  expect(await reindex(store, community.communityId, now, never)).toBe(ids.length);
  expect(await found()).toEqual(ids);
});

test('is done once: the second time there is nothing to do', async () => {
  await community.addUnindexed(many(3));
  await reindex(store, community.communityId, now, never);
  const before = await store.read.wordSegment.findMany();
  expect(await reindex(store, community.communityId, now, never)).toBe(0);
  expect(await store.read.wordSegment.findMany()).toEqual(before);
});

test('what is indexed as it should be is left as it is', async () => {
  const ids = await community.addTogether(many(3));
  expect(await reindex(store, community.communityId, now, never)).toBe(0);
  expect(await found()).toEqual(ids);
  expect(await store.read.community.findFirstOrThrow()).toMatchObject({ wordsVersion });
});

test('what has left, or is not known yet, is not made findable', async () => {
  const [stays, retired, denied] = await community.addUnindexed(many(3));
  await community.retire(retired ?? '');
  await community.deny(denied ?? '');
  await community.stage(many(1));
  await reindex(store, community.communityId, now, never);
  expect(await found()).toEqual([stays]);
});

test('the old index is searched until the new one is there, and then no more', async () => {
  const ids = await community.addTogether(many(1200));
  await age();
  const stop = new AbortController();
  let builds = 0;
  const halfway = () => {
    builds += 1;
    if (builds === 2) stop.abort(new Error('stopped'));
    return new Date(0);
  };
  await expect(reindex(store, community.communityId, halfway, stop.signal)).rejects.toThrow('stopped');
  expect(await found()).toEqual(ids);
  expect(await store.read.wordSegment.count({ where: { searchable: false } })).toBe(0);
  await reindex(store, community.communityId, now, never);
  expect(await found()).toEqual(ids);
  expect(await store.read.wordSegment.count({ where: { searchable: true, wordsVersion: { not: wordsVersion } } })).toBe(
    0,
  );
});

test('entries added meanwhile are found at once and afterwards, each once', async () => {
  const ids = await community.addUnindexed(many(1200));
  const later: Promise<string>[] = [];
  const meanwhile = () => {
    if (later.length < 2) later.push(community.add({ title: 'nix' }));
    return new Date(0);
  };
  await reindex(store, community.communityId, meanwhile, never);
  expect(later).toHaveLength(2);
  expect(await found()).toEqual([...ids, ...(await Promise.all(later))].sort());
});

test('several that do it at once, in one process and in two, leave each entry findable once', async () => {
  const other = await openStore({ url: `file:${store.file}` });
  onTestFinished(() => other.close());
  const ids = await community.addUnindexed(many(700));
  await Promise.all([store, store, other].map((each) => reindex(each, community.communityId, now, never)));
  expect(await found()).toEqual(ids);
  expect(await store.read.wordSegment.count({ where: { searchable: false } })).toBe(0);
});

test('all communities are seen to, each for itself', async () => {
  const other = await createCommunity(store);
  const ids = await community.addUnindexed(many(3));
  const [elsewhere] = await other.addUnindexed(many(1));
  expect(await reindexAll(store, now, never)).toBe(4);
  expect(await found()).toEqual(ids);
  expect(await found(other)).toEqual([elsewhere]);
  expect(await reindexAll(store, now, never)).toBe(0);
});

const many = (count: number) => Array.from({ length: count }, () => ({ title: 'nix' }));

/** As if all that is indexed had been so by an older way of finding words. */
async function age(): Promise<void> {
  await store.write((tx) => tx.wordSegment.updateMany({ data: { wordsVersion: 0 } }));
}

async function found({ communityId } = community): Promise<string[]> {
  const audience = { communityId, roomId: null };
  const { hits } = await createWordSearch(store.wordIndex).search('nix', audience, 5000);
  return hits.map(({ id }) => id).sort();
}
