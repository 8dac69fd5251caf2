import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { createLibrary } from '../../src/knowledge/index.ts';
import type { Store } from '../../src/store/index.ts';
import { scratchStore } from '../scratch.ts';
import { type Community, createCommunity } from './community.ts';

const never = new AbortController().signal;
const clock = { now: () => 0, wait: async () => {} };

let store: Store;
beforeEach(async () => {
  store = await scratchStore();
});

type Step =
  | { do: 'add' | 'edit' | 'move' | 'retire' | 'deny'; at: number; room: number }
  | { do: 'tidy' | 'stage' | 'finish'; at: number; room: number };

/** Room 0 stands for the whole community. */
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('add', 'add', 'add', 'edit', 'move', 'retire', 'deny', 'tidy', 'stage', 'finish'),
  at: fc.nat({ max: 30 }),
  room: fc.nat({ max: 2 }),
});

test('whatever was added, edited, retired, denied, imported and merged, a room is told all of its own and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const [here, elsewhere] = [await createCommunity(store), await createCommunity(store)];
      const rooms = [null, await here.addRoom(), await here.addRoom()];
      const secret = await elsewhere.add({ title: 'nix of another community' });
      const told = await play(here, rooms, steps);
      for (const roomId of [...rooms, 'a room that nobody knows']) {
        const inside = [...told].filter(([, audience]) => audience === null || audience === roomId).map(([id]) => id);
        expect(await search(here, roomId)).toEqual(inside.sort());
        expect(await search(elsewhere, roomId)).toEqual([secret]);
      }
    }),
    { numRuns: 25 },
  );
});

/** Returns who may be told each entry that is known in the end. */
async function play(community: Community, rooms: readonly (string | null)[], steps: readonly Step[]) {
  const told = new Map<string, string | null>();
  const staged: { ids: string[]; audience: string | null; finish: () => Promise<void> }[] = [];
  for (const { do: what, at, room } of steps) {
    const audience = rooms[room] ?? null;
    const id = [...told.keys()][at % Math.max(1, told.size)];
    if (what === 'add') told.set(await community.add(about(audience)), audience);
    if (what === 'tidy') await community.tidy();
    if (what === 'stage') staged.push({ ...(await community.stage([about(audience), about(audience)])), audience });
    if (what === 'finish') {
      const done = staged.shift();
      await done?.finish();
      for (const each of done?.ids ?? []) told.set(each, done?.audience ?? null);
    }
    if (id === undefined || !['edit', 'move', 'retire', 'deny'].includes(what)) continue;
    const before = told.get(id) ?? null;
    told.delete(id);
    if (what === 'edit') told.set(await community.edit(id, about(before)), before);
    if (what === 'move') told.set(await community.edit(id, about(audience)), audience);
    if (what === 'retire') await community.retire(id);
    if (what === 'deny') await community.deny(id);
  }
  return told;
}

const about = (audienceRoomId: string | null) => ({ title: 'About nix', text: 'nix', audienceRoomId });

test('an entry whose audience is narrowed where it stands is told to nobody else from then on', async () => {
  const community = await createCommunity(store);
  const roomId = await community.addRoom();
  const id = await community.add(about(null));
  expect(await search(community, null)).toEqual([id]);
  await store.write((tx) => tx.entry.update({ where: { id }, data: { audienceRoomId: roomId } }));
  expect(await search(community, null)).toEqual([]);
  await Promise.all([community.add(about(null)), community.add(about(null)), community.add(about(null))]);
  await community.tidy();
  expect(await search(community, null)).not.toContain(id);
});

test('nothing of an import is found until it is done, then all of it', async () => {
  const community = await createCommunity(store);
  const { ids, finish } = await community.stage([about(null), about(null)]);
  expect(await search(community, null)).toEqual([]);
  await finish();
  expect(await search(community, null)).toEqual(ids.sort());
});

async function search({ communityId }: Community, roomId: string | null): Promise<string[]> {
  const query = { communityId, roomId, question: 'what about nix?', limit: 60 };
  const { passages } = await createLibrary({ store, clock }).search(query, never);
  return passages.map(({ entryId }) => entryId).sort();
}
