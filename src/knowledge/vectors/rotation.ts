import { createRandom } from '../random.ts';

/**
 * A random rotation, the same for everyone: what a vector says is spread over all of its dimensions, so that the sign
 * of each of them says as much as any other's, however unevenly a model uses them.
 */
export interface Rotation {
  /** How many numbers come out: the dimensions, filled up to a multiple of 64. */
  size: number;
  /** Overwritten by the next call. */
  rotate(vector: Float32Array): Float32Array;
}

/** Twice: another order, random signs, a Walsh–Hadamard transform of each block. The second one mixes the blocks. */
const rounds = 2;
const seed = 0x51_0e_c0de;

export function createRotation(dimensions: number): Rotation {
  const size = Math.max(64, Math.ceil(dimensions / 64) * 64);
  const block = size & -size; // the largest power of two that divides it
  const random = createRandom(seed);
  const scale = 1 / Math.sqrt(block);
  const plans = Array.from({ length: rounds }, () => ({
    signs: Float32Array.from({ length: size }, () => (random() < 0.5 ? -scale : scale)),
    order: shuffled(size, random),
  }));
  let [here, there] = [new Float32Array(size), new Float32Array(size)];

  return {
    size,
    rotate(vector) {
      here.fill(0);
      here.set(vector.subarray(0, size));
      for (const { signs, order } of plans) {
        for (let at = 0; at < size; at++) there[at] = (here[order[at] ?? 0] ?? 0) * (signs[at] ?? 0);
        for (let start = 0; start < size; start += block) transform(there, start, block);
        [here, there] = [there, here];
      }
      return here;
    },
  };
}

/** The fast Walsh–Hadamard transform of one block, in place, without its scale. */
function transform(values: Float32Array, start: number, length: number): void {
  for (let half = 1; half < length; half *= 2) {
    for (let pair = start; pair < start + length; pair += 2 * half) {
      for (let at = pair; at < pair + half; at++) {
        const one = values[at] ?? 0;
        const other = values[at + half] ?? 0;
        values[at] = one + other;
        values[at + half] = one - other;
      }
    }
  }
}

function shuffled(size: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, at) => at);
  for (let at = size - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
