/** Vectors that are made rather than embedded. */
import { createRandom } from '../../../src/knowledge/random.ts';
import { toBytes } from '../../../src/knowledge/vectors/vector-rows.ts';
import type { Store } from '../../../src/store/index.ts';

const createdAt = new Date(0);
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
