import { beforeEach, describe, expect, test } from 'vitest';
import { createLibrary, loadStarterPack, type Query, readStarterPack } from '../../src/knowledge/index.ts';
import { defaultTuning, readTuning, writeTuning } from '../../src/knowledge/tuning.ts';
import type { Store } from '../../src/store/index.ts';
import { scratchStore } from '../scratch.ts';
import { type Community, createCommunity } from './community.ts';

const never = new AbortController().signal;
const clock = { now: () => 0, wait: async () => {} };

let store: Store;
let community: Community;
beforeEach(async () => {
  store = await scratchStore();
  community = await createCommunity(store);
});

describe('the library', () => {
  test('finds the entry that speaks of a question, best first, and is sure of it', async () => {
    await loadStarterPack(store, clock, community.communityId);
    await community.add({ title: 'How do I install Steam?', text: 'Set programs.steam.enable.' });
    await community.add({ title: 'How do I install Blender?', text: 'Set programs.blender.enable.' });
    const { passages, isKnown } = await search('installing blender');
    expect(passages[0]?.title).toBe('How do I install Blender?');
    expect(isKnown).toBe(true);
  });

  test('is not confident about a question that nothing speaks of', async () => {
    await loadStarterPack(store, clock, community.communityId);
    const { isKnown } = await search('What is the boiling point of tungsten?');
    expect(isKnown).toBe(false);
  });

  test('finds nothing where there is nothing, and knows it', async () => {
    expect(await search('firefox')).toEqual({ passages: [], confidence: 0, isKnown: false, evidence: undefined });
    await community.add({ title: 'Firefox', text: 'A browser.' });
    expect((await search('')).passages).toEqual([]);
  });

  test('sees an entry in the same moment in which it was written, and not after it left', async () => {
    const id = await community.add({ title: 'Firefox', text: 'A browser.' });
    const other = await community.add({ title: 'Firefox', text: 'A browser, and denied.' });
    expect(await titles('firefox')).toHaveLength(2);
    await community.retire(id);
    await community.deny(other);
    expect(await titles('firefox')).toEqual([]);
  });

  test('does not wait for vectors once a passage settles the question, and waits for them otherwise', async () => {
    const id = await community.add({ title: 'Firefox', text: 'A browser.' });
    const far = await community.add({ title: 'Steam', text: 'A shop for games.' });
    const asked = { communityId: community.communityId, roomId: null, question: 'firefox', limit: 5 };
    const stuck = createLibrary({ store, clock, dense: { search: () => new Promise(() => {}) } });
    const settled = await stuck.search({ ...asked, settles: ({ title }) => title === 'Firefox' }, never);
    expect(settled.passages.map(({ entryId }) => entryId)).toEqual([id]);
    const near = createLibrary({ store, clock, dense: { search: async () => [{ id: far, cosine: 0.9 }] } });
    const { passages } = await near.search({ ...asked, settles: () => false }, never);
    expect(passages.map(({ entryId }) => entryId).sort()).toEqual([id, far].sort());
  });

  test('finds an entry among ever so many that have left', async () => {
    let id = await community.add({ title: 'Firefox', text: 'A browser.' });
    await community.addTogether(Array.from({ length: 700 }, () => ({ title: 'Firefox', standing: 'denied' as const })));
    for (let edit = 0; edit < 3; edit++) id = await community.edit(id, { title: 'Firefox', text: 'A browser.' });
    const { passages } = await search('firefox');
    expect(passages.map(({ entryId }) => entryId)).toEqual([id]);
  });

  test('names each entry once, even while it stands in two parts of the index', async () => {
    const id = await community.add({ title: 'Firefox', text: 'A browser.' });
    const { blocks, id: _, ...copy } = await store.read.wordSegment.findFirstOrThrow({ include: { blocks: true } });
    const create = blocks.map(({ bucket, postings }) => ({ bucket, postings }));
    await store.write((tx) => tx.wordSegment.create({ data: { ...copy, blocks: { create } } }));
    expect((await search('firefox')).passages.map(({ entryId }) => entryId)).toEqual([id]);
  });

  test('gives as many passages as are wanted, in the same order however many that is', async () => {
    await community.addTogether(
      Array.from({ length: 30 }, (_, at) => ({ title: `Firefox ${'browser '.repeat(at)}`, text: 'A browser.' })),
    );
    const all = (await search('firefox', { limit: 30 })).passages;
    expect(all).toHaveLength(30);
    for (const limit of [1, 7, 20]) expect((await search('firefox', { limit })).passages).toEqual(all.slice(0, limit));
  });

  test('puts what votes approve before what is the same but for that', async () => {
    const texts = { title: 'Firefox', text: 'A browser.' };
    const contested = await community.add({ ...texts, standing: 'contested' });
    const approved = await community.add({ ...texts, standing: 'approved' });
    const { passages } = await search('firefox');
    expect(passages.map(({ entryId }) => entryId)).toEqual([approved, contested]);
  });

  test('gives up when it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('no longer wanted'));
    const query = { communityId: community.communityId, roomId: null, question: 'firefox', limit: 5 };
    await expect(createLibrary({ store, clock }).search(query, stop.signal)).rejects.toThrow('no longer wanted');
  });
});

describe('with vectors', () => {
  test('what only they find is found, and the confidence is a number', async () => {
    const [id] = await community.addUnindexed([{ title: 'Firefox', text: 'A browser.' }]);
    const { passages, confidence } = await searchNear('internet viewer', [{ id: id ?? '', cosine: 0.9 }]);
    expect(passages.map(({ entryId }) => entryId)).toEqual([id]);
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(1);
  });

  test('what they find is told to nobody outside its audience, nor after it left', async () => {
    const elsewhere = await createCommunity(store);
    const near = [
      await community.add({ title: 'Firefox', audienceRoomId: await community.addRoom() }),
      await community.add({ title: 'Firefox', standing: 'denied' }),
      await elsewhere.add({ title: 'Firefox' }),
    ].map((id) => ({ id, cosine: 0.9 }));
    expect((await searchNear('firefox', near)).passages).toEqual([]);
  });

  function searchNear(question: string, near: { id: string; cosine: number }[]) {
    const library = createLibrary({ store, clock, dense: { search: async () => near } });
    return library.search({ communityId: community.communityId, roomId: null, question, limit: 5 }, never);
  }
});

describe('what was fitted for a community', () => {
  test('is read as it was written, and is the default where nothing was', async () => {
    expect(await readTuning(store, community.communityId)).toEqual(defaultTuning);
    const fitted = { ...defaultTuning, denseWeight: 0.4 };
    await writeTuning(store, community.communityId, fitted);
    expect(await readTuning(store, community.communityId)).toEqual(fitted);
  });

  test('decides from where on an answer is known', async () => {
    await community.addTogether([
      { title: 'Firefox', text: 'A browser.' },
      { title: 'Steam', text: 'A shop.' },
    ]);
    const isKnownFrom = async (knownFrom: number) => {
      await writeTuning(store, community.communityId, { ...defaultTuning, knownFrom });
      return (await search('firefox')).isKnown;
    };
    expect([await isKnownFrom(0), await isKnownFrom(1)]).toEqual([true, false]);
  });

  test('is the default where another version of Quorum wrote it', async () => {
    const data = { searchTuning: { denseWeight: 'much' } };
    await store.write((tx) => tx.community.update({ where: { id: community.communityId }, data }));
    expect(await readTuning(store, community.communityId)).toEqual(defaultTuning);
  });
});

describe('the starter pack', () => {
  test('finds each of its own questions first, and is sure of it', async () => {
    await loadStarterPack(store, clock, community.communityId);
    for (const { question } of readStarterPack().entries) {
      const { passages, isKnown } = await search(question);
      expect(passages[0]?.title).toBe(question);
      expect(isKnown).toBe(true);
    }
  });
});

function search(question: string, options: Partial<Query> = {}) {
  const query = { communityId: community.communityId, roomId: null, question, limit: 5, ...options };
  return createLibrary({ store, clock }).search(query, never);
}

async function titles(question: string): Promise<string[]> {
  return (await search(question)).passages.map(({ title }) => title);
}
