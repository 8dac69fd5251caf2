/** A community whose entries are stored and made findable as the bot does it: in one write, from one moment on. */
import { indexEntries } from '../../src/knowledge/word-index/index-entries.ts';
import { tidyIndex } from '../../src/knowledge/word-index/tidy.ts';
import { insertEntries, type NewEntry, newId, plainEntry, type Standing, type Store } from '../../src/store/index.ts';

export interface EntrySettings {
  title?: string;
  text?: string;
  audienceRoomId?: string | null;
  importId?: string | null;
  supersedesId?: string | null;
  standing?: Standing;
}

const createdAt = new Date(0);
let communities = 0;
let keys = 0;

export type Community = Awaited<ReturnType<typeof createCommunity>>;

export async function createCommunity(store: Store) {
  communities += 1;
  const platformId = `${process.pid} ${communities}`;
  const [communityId, sourceId] = await store.write(async (tx) => {
    const { id } = await tx.community.create({ data: { platform: 'test', platformId, name: 'Test', createdAt } });
    const source = await tx.source.create({ data: { communityId: id, uri: 'test:', name: 'Test', createdAt } });
    return [id, source.id];
  });
  const shelf = { communityId, now: createdAt };

  /** Entries as they are stored, not yet findable. */
  function make(entries: readonly EntrySettings[]): NewEntry[] {
    return entries.map((entry) => {
      keys += 1;
      const own = {
        ...plainEntry,
        title: 'A title',
        text: 'A text.',
        verified: true,
        ...entry,
        id: newId(keys),
        key: String(keys),
      };
      return { ...own, communityId, sourceId, createdAt };
    });
  }

  async function addTogether(entries: readonly EntrySettings[]): Promise<string[]> {
    const rows = make(entries);
    await store.write(async (tx) => {
      await insertEntries(tx, rows);
      await indexEntries(tx, shelf, rows);
    });
    return rows.map(({ id }) => id);
  }

  async function add(entry: EntrySettings): Promise<string> {
    const [id] = await addTogether([entry]);
    if (id === undefined) throw new Error('An entry was not added.');
    return id;
  }

  async function startImport(): Promise<string> {
    const data = { sourceId, startedAt: createdAt, leaseUntil: createdAt };
    return store.write(async (tx) => (await tx.import.create({ data })).id);
  }

  const update = (id: string, data: { retiredAt?: Date | null; standing?: Standing }) =>
    store.write((tx) => tx.entry.update({ where: { id }, data }));

  return {
    communityId,
    add,
    /** All in one part of the index for each audience. */
    addTogether,
    /** Entries that are known, and of which the index knows nothing. */
    async addUnindexed(entries: readonly EntrySettings[]): Promise<string[]> {
      const rows = make(entries);
      await store.write((tx) => insertEntries(tx, rows));
      return rows.map(({ id }) => id);
    },
    retire: (id: string) => update(id, { retiredAt: createdAt }),
    deny: (id: string) => update(id, { standing: 'denied' }),
    /** What an edit does: a new entry in the place of the old. */
    async edit(id: string, entry: EntrySettings): Promise<string> {
      const rows = make([{ ...entry, supersedesId: id }]);
      await store.write(async (tx) => {
        await tx.entry.update({ where: { id }, data: { retiredAt: createdAt, retiredReason: 'superseded' } });
        await insertEntries(tx, rows);
        await indexEntries(tx, shelf, rows);
      });
      return rows[0]?.id ?? '';
    },
    async addRoom(): Promise<string> {
      keys += 1;
      const data = { communityId, platformId: `room ${keys}`, kind: 'channel' as const, name: 'room', open: false };
      return store.write(async (tx) => (await tx.room.create({ data: { ...data, createdAt } })).id);
    },
    startImport,
    /** Stages entries as an import does, and returns what makes them known. */
    async stage(entries: readonly EntrySettings[]): Promise<{ ids: string[]; finish: () => Promise<void> }> {
      const importId = await startImport();
      const rows = make(entries.map((entry) => ({ ...entry, importId })));
      await store.write(async (tx) => {
        await insertEntries(tx, rows);
        await indexEntries(tx, { ...shelf, importId }, rows);
        await tx.wordSegment.updateMany({ where: { importId }, data: { searchable: false } });
      });
      const finish = () =>
        store.write(async (tx) => {
          await tx.wordSegment.updateMany({ where: { importId }, data: { importId: null, searchable: true } });
          await tx.import.update({ where: { id: importId }, data: { state: 'done' } });
        });
      return { ids: rows.map(({ id }) => id), finish };
    },
    tidy: () => tidyIndex(store, shelf),
    countSegments: () => store.read.wordSegment.count({ where: { communityId } }),
  };
}
