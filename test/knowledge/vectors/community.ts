/** A community for the tests of vectors: entries, rooms, and vectors that are made rather than embedded. */
import { createRandom } from '../../../src/knowledge/random.ts';
import { toBytes } from '../../../src/knowledge/vectors/vector-rows.ts';
import type { Store } from '../../../src/store/index.ts';

const createdAt = new Date(0);
let communities = 0;

export interface EntrySettings {
  title?: string;
  text?: string;
  audienceRoomId?: string | null;
  importId?: string | null;
  standing?: 'open' | 'denied';
  retiredAt?: Date | null;
}

export async function createCommunity(store: Store) {
  communities += 1;
  const platformId = String(communities);
  const [communityId, sourceId] = await store.write(async (tx) => {
    const { id } = await tx.community.create({ data: { platform: 'test', platformId, name: 'Test', createdAt } });
    const source = await tx.source.create({ data: { communityId: id, uri: 'test:', name: 'Test', createdAt } });
    return [id, source.id];
  });
  let keys = 0;
  return {
    communityId,
    async addRoom(): Promise<string> {
      keys += 1;
      const data = { communityId, platformId: `room ${keys}`, kind: 'channel' as const, name: 'room', open: false };
      return store.write(async (tx) => (await tx.room.create({ data: { ...data, createdAt } })).id);
    },
    async startImport(): Promise<string> {
      const data = { sourceId, startedAt: createdAt, leaseUntil: createdAt };
      return store.write(async (tx) => (await tx.import.create({ data })).id);
    },
    async addEntries(entries: readonly EntrySettings[]): Promise<string[]> {
      const data = entries.map((entry) => {
        keys += 1;
        const key = String(keys);
        return { title: 'A title', text: 'A text.', ...entry, communityId, sourceId, key, kind: 'pair' as const };
      });
      const rows = await store.write((tx) =>
        tx.entry.createManyAndReturn({
          data: data.map((entry) => ({ ...entry, verified: true, createdAt })),
          select: { id: true },
        }),
      );
      return rows.map(({ id }) => id);
    },
  };
}

export async function addVectors(
  store: Store,
  embedding: string,
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<void> {
  const data = [...vectors].map(([entryId, vector]) => ({ entryId, embedding, vector: toBytes(vector), createdAt }));
  await store.write((tx) => tx.entryVector.createMany({ data }));
}

/** Numbers that fall as a normal distribution has them. */
export function createGaussian(seed: number): () => number {
  const random = createRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Unit vectors that lie near a space of few dimensions, around a mean if there is one, as those of real models do. */
export function createVectorMaker(options: { dimensions: number; rank: number; mean?: number; seed: number }) {
  const { dimensions, rank, mean = 0, seed } = options;
  const gaussian = createGaussian(seed);
  const axis = () => Float32Array.from({ length: dimensions }, gaussian);
  const factors = Array.from({ length: rank }, axis);
  const centre = axis().map((value) => value * mean * Math.sqrt(rank));
  return (): Float32Array => {
    const vector = centre.slice();
    for (const factor of factors) {
      const share = gaussian();
      for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] ?? 0) + share * (factor[at] ?? 0);
    }
    return toUnit(vector);
  };
}

export function toUnit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}

export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
