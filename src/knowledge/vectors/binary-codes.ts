/**
 * Vectors as one bit a dimension: the signs of what is left of a rotated vector once the centre of all is taken away,
 * and two numbers that make of such a code an unbiased estimate of a cosine (RaBitQ, arXiv 2405.12497).
 */
import { createRotation } from './rotation.ts';

export interface Coder {
  /** What one code takes; a multiple of 8. */
  codeBytes: number;
  /** Writes the code of a vector and returns what its estimate needs. */
  encode(vector: Float32Array, codes: Uint8Array, at: number): Correction;
  /** A question's vector, prepared to be compared with many codes. */
  prepare(vector: Float32Array): PreparedQuestion;
}

/** A cosine is estimated as `base` + `slope` × what the tables say, up to what is the same for every code. */
export interface Correction {
  base: number;
  slope: number;
}

export interface PreparedQuestion {
  /** For each byte of a code, and each of the 256 values it may have, what it adds. */
  table: Int16Array;
  /** What one unit of the table stands for. */
  unit: number;
}

/** `centre` is the mean of the vectors, or of enough of them; any other only makes the estimates coarser. */
export function createCoder(dimensions: number, centre: Float32Array): Coder {
  const rotation = createRotation(dimensions);
  const rotatedCentre = rotation.rotate(centre).slice();
  const codeBytes = rotation.size / 8;
  const rest = new Float32Array(rotation.size);
  const sums = new Float32Array(codeBytes * 256);

  function takeCentre(vector: Float32Array): void {
    const rotated = rotation.rotate(vector);
    for (let at = 0; at < rest.length; at++) rest[at] = (rotated[at] ?? 0) - (rotatedCentre[at] ?? 0);
  }

  return {
    codeBytes,

    encode(vector, codes, at) {
      takeCentre(vector);
      let [base, length, reach] = [0, 0, 0];
      for (let byte = 0; byte < codeBytes; byte++) {
        let bits = 0;
        for (let bit = 0; bit < 8; bit++) {
          const value = rest[byte * 8 + bit] ?? 0;
          base += value * (rotatedCentre[byte * 8 + bit] ?? 0);
          length += value * value;
          reach += Math.abs(value);
          if (value >= 0) bits |= 1 << bit;
        }
        codes[at + byte] = bits;
      }
      return { base, slope: reach > 0 ? length / reach : 0 };
    },

    prepare(vector) {
      takeCentre(vector);
      let largest = 0;
      for (let byte = 0; byte < codeBytes; byte++) {
        const start = byte * 256;
        let all = 0;
        for (let bit = 0; bit < 8; bit++) all += Math.abs(rest[byte * 8 + bit] ?? 0);
        largest = Math.max(largest, all);
        let none = 0;
        for (let bit = 0; bit < 8; bit++) none -= rest[byte * 8 + bit] ?? 0;
        sums[start] = none;
        for (let bit = 0; bit < 8; bit++) {
          const twice = 2 * (rest[byte * 8 + bit] ?? 0);
          const end = start + (1 << bit);
          for (let at = start; at < end; at++) sums[at + (1 << bit)] = (sums[at] ?? 0) + twice;
        }
      }
      // Whole numbers of 16 bits halve the tables, so that they stay in the processor's nearest caches.
      const unit = largest / 32_767 || 1;
      const table = new Int16Array(sums.length);
      for (let at = 0; at < sums.length; at++) table[at] = Math.round((sums[at] ?? 0) / unit);
      return { table, unit };
    },
  };
}
