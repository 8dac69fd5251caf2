import { join } from 'node:path';
import { createRandom } from '../src/knowledge/random.ts';
import { createVectorIndex } from '../src/knowledge/vectors/vector-index.ts';
import { toBytes } from '../src/knowledge/vectors/vector-rows.ts';
import { openStore, type Store } from '../src/store/index.ts';
import { ms, percentile, rounds } from './measure.ts';

const dimensions = 768;
const rank = 64;
const embedding = 'made|1';
const questions = 200;
const judged = 50;
const never = new AbortController().signal;

/** Search by vectors over 100,000 made ones, or as many as `BENCH_VECTORS` says, beside exact search. */
export async function benchVectors(folder: string): Promise<string[]> {
  const entries = Number(process.env.BENCH_VECTORS ?? 100_000);
  const url = `file:${join(folder, 'vectors.db')}`;
  const store = await openStore({ url });
  const make = createVectorMaker();
  const { communityId, vectors } = await addEntries(store, entries, make);
  const asked = Array.from({ length: questions }, make);

  const index = createVectorIndex({ url });
  const search = (number: number) => {
    const vector = asked.at(number % questions) ?? new Float32Array(dimensions);
    return index.search({ communityId, roomId: 'bench', embedding, vector, limit: 10 }, never);
  };
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  await search(0);
  const firstMs = performance.now() - startedAt;
  const quiet = await rounds(questions, (number) => timed(() => search(number)));
  const written = await rounds(questions, async (number) => {
    await store.write((tx) => tx.fact.create({ data: { name: `bench ${number}`, value: '' } }));
    return timed(() => search(number));
  });
  const bytesEach = (process.memoryUsage().rss - before) / entries;

  let found = 0;
  for (let number = 0; number < judged; number++) {
    const exact = new Set(nearest(vectors, asked[number] ?? new Float32Array(dimensions), 10));
    found += (await search(number)).filter(({ entryId }) => exact.has(entryId)).length;
  }
  await index.close();
  await store.close();
  return [
    `search over ${entries.toLocaleString('en')} × ${dimensions} made vectors, off the main thread`,
    `  (each is ${rank} fixed Gaussian directions mixed by Gaussian shares, at length 1; mulberry32, seed 1)`,
    `  question → ids and cosines  p50 ${ms(percentile(quiet, 0.5))} (bar 25)   p99 ${ms(percentile(quiet, 0.99))}`,
    `  the same, after a write     p50 ${ms(percentile(written, 0.5))}            p99 ${ms(percentile(written, 0.99))}`,
    `  recall@10 of exact search   ${(found / judged / 10).toFixed(3)} (bar 0.98), ${judged} questions`,
    `  codes made from the rows    ${ms(firstMs)}`,
    `  memory an entry             ${Math.round(bytesEach)} bytes, the thread itself and SQLite's cache included`,
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function createVectorMaker(): () => Float32Array {
  const random = createRandom(1);
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const directions = Array.from({ length: rank }, () => Float32Array.from({ length: dimensions }, gaussian));
  return () => {
    const vector = new Float32Array(dimensions);
    for (const direction of directions) {
      const share = gaussian();
      for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] ?? 0) + share * (direction[at] ?? 0);
    }
    const length = Math.sqrt(dot(vector, vector));
    return vector.map((value) => value / length);
  };
}

async function addEntries(store: Store, count: number, make: () => Float32Array) {
  const createdAt = new Date(0);
  const [communityId, sourceId] = await store.write(async (tx) => {
    const community = { platform: 'bench', platformId: 'bench', name: 'Bench', createdAt };
    const { id } = await tx.community.create({ data: community });
    const source = { communityId: id, uri: 'bench:', name: 'Bench', createdAt };
    return [id, (await tx.source.create({ data: source })).id];
  });
  const entry = { communityId, sourceId, kind: 'passage' as const, verified: true, createdAt };
  const text = 'A passage of some length, as most are. '.repeat(20);
  const vectors = new Map<string, Float32Array>();
  const atOnce = 1000;
  for (let start = 0; start < count; start += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - start) }, (_, at) => String(start + at));
    const rows = numbers.map((key) => ({ ...entry, key, title: `Passage ${key}`, text }));
    await store.write(async (tx) => {
      const made = await tx.entry.createManyAndReturn({ data: rows, select: { id: true } });
      const data = made.map(({ id }) => {
        const vector = make();
        vectors.set(id, vector);
        return { entryId: id, embedding, vector: toBytes(vector), createdAt };
      });
      await tx.entryVector.createMany({ data });
    });
  }
  return { communityId, vectors };
}

function nearest(vectors: ReadonlyMap<string, Float32Array>, asked: Float32Array, count: number): string[] {
  const cosines = [...vectors].map(([id, vector]) => ({ id, cosine: dot(vector, asked) }));
  return cosines
    .sort((one, other) => other.cosine - one.cosine)
    .slice(0, count)
    .map(({ id }) => id);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
