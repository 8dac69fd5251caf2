import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLibrary, loadStarterPack, readStarterPack } from '../../src/knowledge/index.ts';
import type { Store } from '../../src/store/index.ts';
import { scratchStore } from '../scratch.ts';

const never = new AbortController().signal;
const createdAt = new Date(0);

let store: Store;
beforeEach(async () => {
  store = await scratchStore();
});

describe('the library', () => {
  test('finds the entry that speaks of a question, best first', async () => {
    const { communityId, add } = await community();
    await add({ title: 'How do I install Firefox?', text: 'Set programs.firefox.enable.' });
    await add({ title: 'How do I install Steam?', text: 'Set programs.steam.enable.' });
    const { passages, confidence } = await search(communityId, 'installing firefox');
    expect(passages[0]?.title).toBe('How do I install Firefox?');
    expect(confidence).toBeGreaterThan(0.9);
  });

  test('is not confident about a question that nothing speaks of', async () => {
    const { communityId, add } = await community();
    await add({ title: 'How do I install Firefox?', text: 'Set programs.firefox.enable.' });
    const { confidence } = await search(communityId, 'What is the boiling point of tungsten?');
    expect(confidence).toBeLessThan(0.3);
  });

  test('sees an entry in the same moment in which it was written, and not after it was retired', async () => {
    const { communityId, add, retire } = await community();
    expect((await search(communityId, 'firefox')).passages).toEqual([]);
    const id = await add({ title: 'Firefox', text: 'A browser.' });
    expect((await search(communityId, 'firefox')).passages).toHaveLength(1);
    await retire(id);
    expect((await search(communityId, 'firefox')).passages).toEqual([]);
  });

  test('tells nothing of another community', async () => {
    const one = await community();
    const other = await community();
    await one.add({ title: 'Firefox', text: 'A secret of the one.' });
    expect((await search(other.communityId, 'firefox secret')).passages).toEqual([]);
  });

  test('tells what is meant for one room in that room alone, whatever is asked', async () => {
    const { communityId, add, addRoom } = await community();
    const rooms = [await addRoom(), await addRoom()];
    const audience = new Map<string, string | null>();
    for (const audienceRoomId of [null, ...rooms, ...rooms]) {
      const id = await add({ title: 'alpha beta', text: 'gamma delta', audienceRoomId });
      audience.set(id, audienceRoomId);
    }
    const words = fc.array(fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(words, fc.constantFrom(...rooms, 'a DM'), async (asked, roomId) => {
        const { passages } = await search(communityId, asked.join(' '), roomId);
        for (const { entryId } of passages) expect([null, roomId]).toContain(audience.get(entryId));
      }),
    );
  });
});

describe('the starter pack', () => {
  test('holds at least forty entries, each with a category, no key or question twice', () => {
    const { entries } = readStarterPack();
    expect(entries.length).toBeGreaterThanOrEqual(40);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
    expect(new Set(entries.map(({ question }) => question.toLowerCase())).size).toBe(entries.length);
  });

  test('is loaded once, verified, and found', async () => {
    const { communityId } = await community();
    const { entries } = readStarterPack();
    expect(await loadStarterPack(store, systemClock, communityId)).toBe(entries.length);
    expect(await loadStarterPack(store, systemClock, communityId)).toBe(0);
    expect(await store.read.entry.count({ where: { verified: true, category: { not: null } } })).toBe(entries.length);
  });

  test('finds each of its own questions first', async () => {
    const { communityId } = await community();
    await loadStarterPack(store, systemClock, communityId);
    for (const { question } of readStarterPack().entries) {
      expect((await search(communityId, question)).passages[0]?.title).toBe(question);
    }
  });
});

function search(communityId: string, question: string, roomId = 'any') {
  return createLibrary(store).search({ communityId, roomId, question, limit: 5 }, never);
}

let communities = 0;

async function community() {
  communities += 1;
  const platformId = String(communities);
  const { id: communityId } = await store.write((tx) =>
    tx.community.create({ data: { platform: 'test', platformId, name: 'Test', createdAt } }),
  );
  const { id: sourceId } = await store.write((tx) =>
    tx.source.create({ data: { communityId, uri: 'test:', name: 'Test', createdAt } }),
  );
  const tick = { where: { id: communityId }, data: { knowledgeTick: { increment: 1 } } };
  let rooms = 0;
  return {
    communityId,
    add: (entry: { title: string; text: string; audienceRoomId?: string | null }) =>
      store.write(async (tx) => {
        const { id } = await tx.entry.create({
          data: { communityId, sourceId, key: entry.title, kind: 'pair', verified: true, createdAt, ...entry },
        });
        await tx.community.update(tick);
        return id;
      }),
    retire: (id: string) =>
      store.write(async (tx) => {
        await tx.entry.update({ where: { id }, data: { retiredAt: createdAt } });
        await tx.community.update(tick);
      }),
    addRoom: () => {
      rooms += 1;
      const data = {
        communityId,
        platformId: String(rooms),
        kind: 'channel' as const,
        name: 'room',
        open: false,
        createdAt,
      };
      return store.write(async (tx) => (await tx.room.create({ data })).id);
    },
  };
}
