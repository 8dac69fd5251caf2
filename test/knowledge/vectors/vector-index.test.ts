import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createVectorIndex, type VectorIndex, type VectorQuery } from '../../../src/knowledge/vectors/vector-index.ts';
import type { Store } from '../../../src/store/index.ts';
import { scratchFolder, scratchStore } from '../../scratch.ts';
import { type Community, createCommunity, type EntrySettings } from '../community.ts';
import { addVectors, createVectorMaker, dot, toUnit } from './made-vectors.ts';

const never = new AbortController().signal;
const embedding = 'made|1';

let store: Store & { file: string };
let index: VectorIndex;
let community: Community;
beforeEach(async () => {
  store = await scratchStore();
  index = openIndex(`file:${store.file}`);
  community = await createCommunity(store);
});

describe('a search by vectors', () => {
  test('finds the nearest entries, best first, with their true cosines', async () => {
    const make = createVectorMaker({ dimensions: 96, rank: 24, seed: 1 });
    const vectors = await addMany(2500, make);
    for (let question = 0; question < 5; question++) {
      const vector = make();
      const exact = [...vectors]
        .map(([entryId, each]) => ({ entryId, cosine: dot(each, vector) }))
        .sort((one, other) => other.cosine - one.cosine);
      const hits = await search({ vector, limit: 10 });
      expect(hits.map(({ entryId }) => entryId)).toEqual(exact.slice(0, 10).map(({ entryId }) => entryId));
      for (const [at, { cosine }] of hits.entries()) expect(cosine).toBeCloseTo(exact[at]?.cosine ?? 0, 5);
    }
  });

  test('sees a vector in the same moment in which it was written, and not after its entry was deleted', async () => {
    expect(await found()).toEqual([]);
    const [id] = await add({});
    expect(await found()).toEqual([id]);
    const [later] = await add({});
    expect(await found()).toEqual([id, later].sort());
    await store.write((tx) => tx.entry.deleteMany({ where: { id: later ?? '' } }));
    expect(await found()).toEqual([id]);
  });

  test('is not misled when a row is given to another entry', async () => {
    const [first, second] = await add({}, {});
    expect(await found()).toEqual([first, second].sort());
    await store.write((tx) => tx.entry.deleteMany({ where: { id: second ?? '' } }));
    const [third] = await add({}); // SQLite gives it the number of the row that is gone
    expect(await found()).toEqual([first, third].sort());
  });

  test('finds what is live alone, from the moment in which it is', async () => {
    const importId = await community.startImport();
    const [retired, denied, staged] = await add({}, { standing: 'denied' }, { importId });
    await community.retire(retired ?? '');
    expect(await found()).toEqual([]);
    await store.write(async (tx) => {
      await tx.entry.update({ where: { id: retired ?? '' }, data: { retiredAt: null } });
      await tx.entry.update({ where: { id: denied ?? '' }, data: { standing: 'open' } });
      await tx.import.update({ where: { id: importId }, data: { state: 'done' } });
    });
    expect(await found()).toEqual([retired, denied, staged].sort());
    await store.write((tx) => tx.entry.update({ where: { id: denied ?? '' }, data: { standing: 'denied' } }));
    expect(await found()).toEqual([retired, staged].sort());
  });

  test('tells what is meant for one room in that room alone, though all nearer ones are for another', async () => {
    const [here, there] = [await community.addRoom(), await community.addRoom()];
    await add(...Array.from({ length: 400 }, () => ({ audienceRoomId: there })));
    const [own] = await addWith(toUnit(Float32Array.of(1, 1, 1, 0)), { audienceRoomId: here });
    const [open] = await addWith(toUnit(Float32Array.of(1, 1, 0, 0)), {});
    expect(await found({ roomId: here })).toEqual([own, open].sort());
    expect(await found({ roomId: 'a room without entries' })).toEqual([open]);
  });

  test('follows an entry from one audience to another', async () => {
    const [here, there] = [await community.addRoom(), await community.addRoom()];
    const [id] = await add({ audienceRoomId: here });
    const moveTo = (audienceRoomId: string | null) =>
      store.write((tx) => tx.entry.update({ where: { id: id ?? '' }, data: { audienceRoomId } }));
    expect([await found({ roomId: here }), await found({ roomId: there })]).toEqual([[id], []]);
    await moveTo(there);
    expect([await found({ roomId: here }), await found({ roomId: there })]).toEqual([[], [id]]);
    await moveTo(null);
    expect([await found({ roomId: here }), await found({ roomId: there })]).toEqual([[id], [id]]);
  });

  test('knows nothing of other communities and other embeddings, nor of vectors of another length', async () => {
    const [own] = await add({});
    const other = await createCommunity(store);
    const [strange] = await other.addUnindexed([{}]);
    await addVectors(store, embedding, new Map([[strange ?? '', axis]]));
    const [older, longer, broken] = await community.addUnindexed([{}, {}, {}]);
    await addVectors(store, 'older|1', new Map([[older ?? '', axis]]));
    await addVectors(store, embedding, new Map([[longer ?? '', Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)]]));
    await addVectors(store, embedding, new Map([[broken ?? '', Float32Array.of(Number.NaN, 0, 0, 0)]]));
    expect(await found()).toEqual([own]);
    expect(await found({ communityId: other.communityId })).toEqual([strange]);
    expect(await found({ embedding: 'older|1' })).toEqual([older]);
    expect(await found({ vector: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0) })).toEqual([longer]);
  });

  test('tells the cosines of entries that were found otherwise, if they may be told', async () => {
    const room = await community.addRoom();
    const [nearest] = await add({});
    const far = toUnit(Float32Array.of(0, 1, 0, 0));
    const [named, hidden] = await addWith(far, {}, { audienceRoomId: room });
    const [vectorless] = await community.addUnindexed([{}]);
    const alongside = [nearest, named, hidden, vectorless].map((id) => id ?? '');
    expect(await search({ vector: axis, limit: 1, alongside })).toEqual([
      { entryId: nearest, cosine: 1 },
      { entryId: named, cosine: 0 },
    ]);
  });

  test('is right after a VACUUM, which may give rows other numbers', async () => {
    const [first, second, third] = await add({}, {}, {});
    expect(await found()).toHaveLength(3);
    await store.write((tx) => tx.entry.deleteMany({ where: { id: first ?? '' } }));
    const database = new Database(store.file);
    database.exec('VACUUM');
    database.close();
    const [fourth] = await add({});
    expect(await found()).toEqual([second, third, fourth].sort());
  });
});

describe('the thread that searches', () => {
  test('goes on with the others when one search is given up', async () => {
    const [id] = await add({});
    const giveUp = new AbortController();
    const given = search({}, giveUp.signal);
    const kept = found();
    giveUp.abort(new Error('too late'));
    await expect(given).rejects.toThrow('too late');
    expect(await kept).toEqual([id]);
    await expect(search({}, giveUp.signal)).rejects.toThrow('too late');
  });

  test('says what is wrong with a database that it cannot open', async () => {
    const lost = openIndex(`file:${scratchFolder()}/nowhere.db`);
    await expect(lost.search(query({}), never)).rejects.toMatchObject({ code: 'vectors-unreadable' });
  });

  test('fails what is under way when it is closed, and everything after', async () => {
    const under = search({});
    const failed = expect(under).rejects.toMatchObject({ code: 'vectors-unreadable' });
    await index.close();
    await failed;
    await expect(search({})).rejects.toMatchObject({ code: 'vectors-unreadable' });
  });
});

const axis = Float32Array.of(1, 0, 0, 0);

function openIndex(url: string): VectorIndex {
  const opened = createVectorIndex({ url });
  onTestFinished(() => opened.close());
  return opened;
}

function query(settings: Partial<VectorQuery>): VectorQuery {
  return { communityId: community.communityId, roomId: 'any', embedding, vector: axis, limit: 500, ...settings };
}

function search(settings: Partial<VectorQuery>, signal: AbortSignal = never) {
  return index.search(query(settings), signal);
}

/** The ids that a search finds, in the order of their letters. */
async function found(settings: Partial<VectorQuery> = {}): Promise<string[]> {
  return (await search(settings)).map(({ entryId }) => entryId).sort();
}

function add(...entries: EntrySettings[]) {
  return addWith(axis, ...entries);
}

async function addWith(vector: Float32Array, ...entries: EntrySettings[]) {
  const ids = await community.addUnindexed(entries);
  await addVectors(store, embedding, new Map(ids.map((id) => [id, vector])));
  return ids;
}

async function addMany(count: number, make: () => Float32Array) {
  const ids = await community.addUnindexed(Array.from({ length: count }, () => ({})));
  const vectors = new Map(ids.map((id) => [id, make()]));
  await addVectors(store, embedding, vectors);
  return vectors;
}
