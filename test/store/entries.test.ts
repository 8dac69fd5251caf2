import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertEntries, type NewEntry, newId, plainEntry, retireSuperseded } from '../../src/store/index.ts';
import { scratchStore } from '../scratch.ts';

const createdAt = new Date('2026-11-25T20:00:00.123Z');

test('entries stored in one statement are read as Prisma would have stored them', async () => {
  const { store, own } = await aSource();
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('"', "'; DROP TABLE Entry; --", '\\u0041', '{}'),
  );
  const entry = fc.record({
    kind: fc.constantFrom('pair' as const, 'passage' as const),
    title: text,
    text,
    category: fc.option(text),
    url: fc.option(fc.webUrl()),
    verified: fc.boolean(),
    standing: fc.constantFrom('open' as const, 'approved' as const, 'contested' as const, 'denied' as const),
    holdsFor: fc.option(text),
    madeFromId: fc.option(fc.uuid()),
    credit: fc.option(text),
    likeness: fc.option(fc.uint8Array({ maxLength: 40 })),
    createdAt: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 6 }), async (entries) => {
      const rows: NewEntry[] = entries.map((each, at) => ({ ...own, ...each, id: newId(at), key: String(at) }));
      await store.write((tx) => insertEntries(tx, rows));
      const never = { retiredAt: null, retiredReason: null, reviewSince: null, reviewReason: null };
      const stored = await store.read.entry.findMany({
        where: { id: { in: rows.map(({ id }) => id) } },
        orderBy: { id: 'asc' },
      });
      const plain = <Row extends { likeness: Uint8Array | null }>(row: Row) => ({
        ...row,
        likeness: row.likeness && [...row.likeness],
      });
      expect(stored.map(plain)).toEqual(rows.map((row) => plain({ ...row, ...never })));
    }),
    { numRuns: 30 },
  );
});

test('what an import supersedes leaves in one moment, and only once', async () => {
  const { store, own } = await aSource();
  const { id: importId } = await store.write((tx) =>
    tx.import.create({ data: { sourceId: own.sourceId, startedAt: createdAt, leaseUntil: createdAt } }),
  );
  const old = { ...own, id: newId(1), key: 'a', title: '', text: '', createdAt };
  const other = { ...old, id: newId(2), key: 'b' };
  const successor = { ...old, id: newId(3), importId, supersedesId: old.id };
  await store.write((tx) => insertEntries(tx, [old, other, successor]));
  expect(await store.write((tx) => retireSuperseded(tx, importId, createdAt))).toBe(1);
  expect(await store.write((tx) => retireSuperseded(tx, importId, new Date(0)))).toBe(0);
  expect(await store.read.entry.findMany({ where: { retiredAt: { not: null } } })).toMatchObject([
    { id: old.id, retiredAt: createdAt, retiredReason: 'superseded' },
  ]);
});

test('ids are UUIDs that sort in the order in which they were made, however many there are in a millisecond', () => {
  const start = Date.UTC(2200, 0);
  const ids = [...Array(9000).fill(0), 1, 1, 2, 2, 3, 7, 6].map((ms: number) => newId(start + ms));
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

async function aSource() {
  const store = await scratchStore();
  const data = { platform: 'test', platformId: 'test', name: 'Test', createdAt };
  const { id: communityId } = await store.write((tx) => tx.community.create({ data }));
  const source = { communityId, uri: 'test:', name: 'Test', createdAt };
  const { id: sourceId } = await store.write((tx) => tx.source.create({ data: source }));
  return { store, own: { ...plainEntry, verified: true, communityId, sourceId } };
}
