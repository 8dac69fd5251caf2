/** Codes beside what is needed to rank them, in columns: about 120 bytes an entry at 768 dimensions. */
import { createBestFew } from '../best-few.ts';
import type { Coder, PreparedQuestion } from './binary-codes.ts';

export interface CodeTable {
  readonly length: number;
  add(row: number, entryId: string, audience: number, vector: Float32Array): void;
  /** Where a row stands; undefined where it is not there. */
  find(row: number): number | undefined;
  isOf(slot: number, entryId: string): boolean;
  setAudience(slot: number, audience: number): void;
  /** The rows that look most alike among those that `audience` may be told of; the others are never ranked. */
  nearest(question: PreparedQuestion, audience: number, count: number): number[];
}

/** Everyone in the community. Rooms are numbered from 1. */
export const everyone = 0;
/** What nobody is told of: it is no longer live, or no longer there. */
export const nobody = -1;

/**
 * Half of a code, which after the rotation says half as much about all of it, is enough to choose so many times as many
 * as are wanted; the whole of it chooses among those.
 */
const likelyPerFound = 8;

/** Entries in one chunk: what is there is never copied when more comes. */
const chunkLength = 1024;

interface Chunk {
  codes: Uint8Array;
  /** The same bytes, four at a time. */
  words: Int32Array;
  rows: Float64Array;
  prints: Int32Array;
  audiences: Int32Array;
  bases: Float32Array;
  slopes: Float32Array;
}

export function createCodeTable(coder: Coder): CodeTable {
  const { codeBytes } = coder;
  const wordsEach = codeBytes / 4;
  const chunks: Chunk[] = [];
  let length = 0;

  /** The chunk that holds a slot, and where in it; a slot that is not there yet begins the next chunk. */
  function at(slot: number): [Chunk, number] {
    const number = Math.floor(slot / chunkLength);
    const chunk = chunks[number] ?? createChunk(codeBytes);
    chunks[number] = chunk;
    return [chunk, slot % chunkLength];
  }

  function rowAt(slot: number): number {
    const [{ rows }, place] = at(slot);
    return rows[place] ?? 0;
  }

  return {
    get length() {
      return length;
    },

    add(row, entryId, audience, vector) {
      const [chunk, place] = at(length);
      const { base, slope } = coder.encode(vector, chunk.codes, place * codeBytes);
      chunk.rows[place] = row;
      chunk.prints[place] = printOf(entryId);
      chunk.audiences[place] = audience;
      chunk.bases[place] = base;
      chunk.slopes[place] = slope;
      length += 1;
    },

    find(row) {
      let [low, high] = [0, length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (rowAt(middle) < row) low = middle + 1;
        else high = middle;
      }
      return low < length && rowAt(low) === row ? low : undefined;
    },

    isOf(slot, entryId) {
      const [{ prints }, place] = at(slot);
      return prints[place] === printOf(entryId);
    },

    setAudience(slot, audience) {
      const [{ audiences }, place] = at(slot);
      audiences[place] = audience;
    },

    nearest({ table, unit }, audience, count) {
      const likely = createBestFew(count * likelyPerFound);
      for (const [number, { words, audiences, bases, slopes }] of chunks.entries()) {
        const first = number * chunkLength;
        const places = Math.min(chunkLength, length - first);
        for (let place = 0; place < places; place++) {
          const to = audiences[place];
          if (to !== everyone && to !== audience) continue;
          const sum = 2 * sumOf(table, words, place * wordsEach, wordsEach / 2);
          likely.offer(first + place, (bases[place] ?? 0) + (slopes[place] ?? 0) * unit * sum);
        }
      }
      const best = createBestFew(count);
      for (const slot of likely.slots()) {
        const [{ words, bases, slopes }, place] = at(slot);
        const sum = sumOf(table, words, place * wordsEach, wordsEach);
        best.offer(slot, (bases[place] ?? 0) + (slopes[place] ?? 0) * unit * sum);
      }
      return Array.from(best.slots(), rowAt);
    },
  };
}

function createChunk(codeBytes: number): Chunk {
  const codes = new Uint8Array(chunkLength * codeBytes);
  return {
    codes,
    words: new Int32Array(codes.buffer),
    rows: new Float64Array(chunkLength),
    prints: new Int32Array(chunkLength),
    audiences: new Int32Array(chunkLength),
    bases: new Float32Array(chunkLength),
    slopes: new Float32Array(chunkLength),
  };
}

/** What the first words of a code add up to; each is four of its bytes, the first of them lowest. */
function sumOf(table: Int16Array, words: Int32Array, from: number, count: number): number {
  let sum = 0;
  for (let at = 0, start = 0; at < count; at++, start += 1024) {
    const word = words[from + at] ?? 0;
    sum +=
      (table[start + (word & 255)] ?? 0) +
      (table[start + 256 + ((word >>> 8) & 255)] ?? 0) +
      (table[start + 512 + ((word >>> 16) & 255)] ?? 0) +
      (table[start + 768 + (word >>> 24)] ?? 0);
  }
  return sum;
}

/** Tells ids apart well enough to notice that a row was given to another entry (FNV-1a). */
function printOf(entryId: string): number {
  let print = 0x811c9dc5 | 0;
  for (let at = 0; at < entryId.length; at++) print = Math.imul(print ^ entryId.charCodeAt(at), 0x01000193);
  return print;
}
