import { encodeBlock, type Posting } from './block.ts';
import { bucketOf } from './term-hash.ts';

/** A part of the index as it is stored: see `WordSegment` and `WordBlock` in the schema. */
export interface Segment {
  entryCount: number;
  entries: Uint8Array;
  bucketBits: number;
  blocks: Iterable<{ bucket: number; postings: Uint8Array }>;
}

export interface IndexedEntry {
  id: string;
  /** How many words it has, and how many grams, each counted as often as it weighs. */
  wordCount: number;
  gramCount: number;
}

/** The entries of a segment by their number in it. */
export interface EntryTable {
  count: number;
  idOf(entry: number): string;
  wordCounts: Uint32Array;
  gramCounts: Uint32Array;
  totalWords: number;
  totalGrams: number;
}

/** About how many terms share a block: few enough to read fast, enough that a row is worth its overhead. */
const termsInBlock = 12;

export function bucketBitsFor(terms: number): number {
  return Math.min(20, Math.max(0, Math.ceil(Math.log2(Math.max(1, terms / termsInBlock)))));
}

/** Cuts terms in the order of their hashes into blocks. */
export function* toBlocks(
  postings: Iterable<Posting>,
  bucketBits: number,
): Generator<{ bucket: number; postings: Uint8Array }> {
  let bucket = -1;
  let together: Posting[] = [];
  for (const posting of postings) {
    const next = bucketOf(posting, bucketBits);
    if (next !== bucket && together.length > 0) {
      yield { bucket, postings: encodeBlock(together) };
      together = [];
    }
    bucket = next;
    together.push(posting);
  }
  if (together.length > 0) yield { bucket, postings: encodeBlock(together) };
}

const entryBytes = 24;

export function encodeEntries(entries: readonly IndexedEntry[]): Uint8Array {
  const bytes = new Uint8Array(entries.length * entryBytes);
  const view = new DataView(bytes.buffer);
  entries.forEach(({ id, wordCount, gramCount }, entry) => {
    bytes.set(Buffer.from(id.replaceAll('-', ''), 'hex'), entry * entryBytes);
    view.setUint32(entry * entryBytes + 16, wordCount, true);
    view.setUint32(entry * entryBytes + 20, gramCount, true);
  });
  return bytes;
}

export function decodeEntries(bytes: Uint8Array): EntryTable {
  const count = bytes.length / entryBytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wordCounts = new Uint32Array(count);
  const gramCounts = new Uint32Array(count);
  let totalWords = 0;
  let totalGrams = 0;
  for (let entry = 0; entry < count; entry++) {
    totalWords += wordCounts[entry] = view.getUint32(entry * entryBytes + 16, true);
    totalGrams += gramCounts[entry] = view.getUint32(entry * entryBytes + 20, true);
  }
  return { count, idOf, wordCounts, gramCounts, totalWords, totalGrams };

  function idOf(entry: number): string {
    const hex = Buffer.from(bytes.buffer, bytes.byteOffset + entry * entryBytes, 16).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}
