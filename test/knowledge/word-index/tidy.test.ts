import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createWordSearch } from '../../../src/knowledge/word-index/search-words.ts';
import { buildSegment } from '../../../src/knowledge/word-index/segment-builder.ts';
import { startSegmentThread } from '../../../src/knowledge/word-index/segment-thread.ts';
import { dropTheDead, tidyIndex } from '../../../src/knowledge/word-index/tidy.ts';
import { newId, openStore, type Store } from '../../../src/store/index.ts';
import { scratchStore } from '../../scratch.ts';
import { type Community, createCommunity } from '../community.ts';

let store: Store & { file: string };
let community: Community;
beforeEach(async () => {
  store = await scratchStore();
  community = await createCommunity(store);
});

test('parts of about the same size become one, so that there are never many', async () => {
  const ids: string[] = [];
  for (let entry = 0; entry < 40; entry++) {
    ids.push(await community.add({ title: 'nix' }));
    await community.tidy();
    expect(await community.countSegments()).toBeLessThanOrEqual(9);
  }
  expect(await found()).toEqual(ids);
});

test('what has left is left out, and a part of which nothing stays is gone', async () => {
  const ids = await addOneByOne(4);
  for (const id of ids.slice(1)) await community.retire(id);
  await community.tidy();
  expect(await found()).toEqual(ids.slice(0, 1));
  for (const id of await addOneByOne(4)) await community.deny(id);
  await community.tidy();
  expect(await found()).toEqual(ids.slice(0, 1));
  expect(await store.read.wordSegment.count()).toBe(1);
});

test('a part most of whose entries have left is made anew without them, and another is left as it is', async () => {
  const shelf = { communityId: community.communityId, now: new Date(0) };
  const [stays, ...leaving] = await community.addTogether(Array.from({ length: 5 }, () => ({ title: 'nix' })));
  const others = await community.addTogether(Array.from({ length: 5 }, () => ({ title: 'nix' })));
  for (const id of leaving) await community.retire(id);
  await community.retire(others[0] ?? '');
  await dropTheDead(store, shelf);
  const rows = await store.read.wordSegment.findMany({ select: { entryCount: true }, orderBy: { entryCount: 'asc' } });
  expect(rows.map(({ entryCount }) => entryCount)).toEqual([1, 5]);
  expect(await found()).toEqual(expect.arrayContaining([stays, ...others.slice(1)]));
});

test('parts for other rooms are never merged together', async () => {
  const rooms = [null, await community.addRoom(), await community.addRoom()];
  for (const audienceRoomId of [...rooms, ...rooms, ...rooms, ...rooms])
    await community.add({ title: 'nix', audienceRoomId });
  await community.tidy();
  const rows = await store.read.wordSegment.findMany({ select: { audienceRoomId: true, entryCount: true } });
  expect(new Set(rows.map(({ audienceRoomId }) => audienceRoomId))).toEqual(new Set(rooms));
  expect(rows.map(({ entryCount }) => entryCount)).toEqual([4, 4, 4]);
});

test('searches find everything while parts are merged and others are added', async () => {
  const ids = await addOneByOne(16);
  const merging = Promise.all([community.tidy(), addOneByOne(8), community.tidy()]);
  let isDone = false;
  const done = merging.then(() => {
    isDone = true;
  });
  let searches = 0;
  while (!isDone) {
    expect(await found()).toEqual(expect.arrayContaining(ids));
    searches += 1;
    await setImmediate(); // lets the merge go on
  }
  await done;
  const [, later] = await merging;
  expect(searches).toBeGreaterThan(1);
  expect(await found()).toEqual([...ids, ...later]);
});

test('two processes that tidy at once leave each entry findable once', async () => {
  const other = await openStore({ url: `file:${store.file}` });
  onTestFinished(() => other.close());
  const { communityId } = community;
  for (let round = 0; round < 5; round++) {
    await addOneByOne(5);
    await Promise.all([store, other, store].map((each) => tidyIndex(each, { communityId, now: new Date(0) })));
    const ids = await found();
    expect(ids).toHaveLength(5 * (round + 1));
    expect(new Set(ids).size).toBe(ids.length);
  }
  expect(await store.read.wordSegment.count({ where: { searchable: false } })).toBe(0);
});

test('an entry that stands in two parts stands in the merged one once', async () => {
  const [id] = await addOneByOne(3);
  const segment = await store.read.wordSegment.findFirstOrThrow({ include: { blocks: true } });
  const { blocks, id: _, ...copy } = segment;
  await store.write((tx) =>
    tx.wordSegment.create({
      data: { ...copy, blocks: { create: blocks.map(({ bucket, postings }) => ({ bucket, postings })) } },
    }),
  );
  expect((await found()).filter((each) => each === id)).toHaveLength(2);
  await community.tidy();
  expect((await found()).filter((each) => each === id)).toHaveLength(1);
});

test('what a process left half made when it died is swept away a day later', async () => {
  const { communityId } = community;
  const dead = {
    communityId,
    searchable: false,
    wordsVersion: 1,
    entryCount: 0,
    bucketBits: 0,
    entries: new Uint8Array(0),
  };
  await store.write((tx) => tx.wordSegment.create({ data: { ...dead, createdAt: new Date(0) } }));
  const tidyAt = async (hours: number) => {
    await addOneByOne(4);
    await tidyIndex(store, { communityId, now: new Date(hours * 3600_000) });
    return store.read.wordSegment.count({ where: { searchable: false } });
  };
  expect(await tidyAt(1)).toBe(1);
  expect(await tidyAt(25)).toBe(0);
});

test('a thread beside builds the same as is built here, batch after batch', async () => {
  const thread = startSegmentThread();
  onTestFinished(() => thread.close());
  const texts = ['Nix builds packages.', '我怎么安装浏览器', 'services.nginx.enable'].map((text, at) => ({
    id: newId(at),
    title: 'A title',
    text,
  }));
  for (const batch of [texts, texts.slice(1)]) {
    const here = buildSegment(batch);
    const there = await thread.build(batch);
    expect(there.entries).toEqual(here.entries);
    expect(there.blocks).toEqual([...here.blocks]);
  }
});

async function addOneByOne(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let entry = 0; entry < count; entry++) ids.push(await community.add({ title: 'nix' }));
  return ids;
}

/** In the order in which they were added. */
async function found(): Promise<string[]> {
  const audience = { communityId: community.communityId, roomId: null };
  const { hits } = await createWordSearch(store.wordIndex).search('nix', audience, 1000);
  return hits.map(({ id }) => id).sort();
}
