/** The rows of vectors as the embedder reads and writes them: they are the truth, so it can be broken off anywhere. */
import type { Store } from '../../store/index.ts';
import { alive } from '../living.ts';

/** What has to be embedded of an entry. */
export interface EntryText {
  id: string;
  title: string;
  text: string;
}

/** Live entries without a vector of this embedding, oldest first, after the one that was read last. */
export function readMissing(store: Store, embedding: string, after: string, take: number): Promise<EntryText[]> {
  return store.read.entry.findMany({
    where: { ...alive, id: { gt: after }, vectors: { none: { embedding } } },
    select: { id: true, title: true, text: true },
    orderBy: { id: 'asc' },
    take,
  });
}

/** Keeps the vectors of those entries that are still there and that nobody else has embedded in the meantime. */
export function keepVectors(
  store: Store,
  embedding: string,
  vectors: ReadonlyMap<string, Float32Array>,
  createdAt: Date,
): Promise<void> {
  const ids = [...vectors.keys()];
  return store.write(async (tx) => {
    const there = await tx.entry.findMany({
      where: { id: { in: ids }, vectors: { none: { embedding } } },
      select: { id: true },
    });
    const data = there.flatMap(({ id }) => {
      const vector = vectors.get(id);
      return vector ? [{ entryId: id, embedding, vector: toBytes(vector), createdAt }] : [];
    });
    if (data.length > 0) await tx.entryVector.createMany({ data });
  });
}

/** Deletes vectors of every embedding that is not among those kept, some at a time; false when none was left. */
export async function forgetOthers(store: Store, kept: readonly string[], atOnce: number): Promise<boolean> {
  const [one] = await store.read.entryVector.findMany({
    where: { embedding: { notIn: [...kept] } },
    select: { embedding: true },
    take: 1,
  });
  if (!one) return false;
  const { embedding } = one;
  const others = await store.read.entryVector.findMany({
    where: { embedding },
    select: { entryId: true },
    take: atOnce,
  });
  const entryId = { in: others.map(({ entryId }) => entryId) };
  await store.write((tx) => tx.entryVector.deleteMany({ where: { embedding, entryId } }));
  return true;
}

export async function countVectors(
  store: Store,
  communityId: string,
  embedding: string | undefined,
): Promise<{ embedded: number; missing: number }> {
  const entry = { ...alive, communityId };
  const all = await store.read.entry.count({ where: entry });
  const embedded = embedding === undefined ? 0 : await store.read.entryVector.count({ where: { embedding, entry } });
  return { embedded, missing: Math.max(0, all - embedded) };
}

/** Single-precision floats, little-endian, as every machine that Node runs on here has them in memory. */
export function toBytes(vector: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float32Array.from(vector).buffer);
}
