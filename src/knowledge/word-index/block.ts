import type { TermHash } from './term-hash.ts';

/**
 * The bytes of one block: how many terms, then a table of (high, low, end) in the order of the hashes, then for each term
 * its entries, by ascending number within the segment: how far from the one before, and how much the term weighs there.
 */

export interface Posting extends TermHash {
  /** Pairs of distance and weight as variable-length integers. */
  bytes: Uint8Array;
}

const rowBytes = 12;

export function encodeBlock(postings: readonly Posting[]): Uint8Array {
  const tableBytes = 4 + postings.length * rowBytes;
  const block = new Uint8Array(postings.reduce((sum, { bytes }) => sum + bytes.length, tableBytes));
  const view = new DataView(block.buffer);
  view.setUint32(0, postings.length, true);
  let end = tableBytes;
  postings.forEach(({ high, low, bytes }, index) => {
    const row = 4 + index * rowBytes;
    block.set(bytes, end);
    end += bytes.length;
    view.setUint32(row, high, true);
    view.setUint32(row + 4, low, true);
    view.setUint32(row + 8, end, true);
  });
  return block;
}

/** The terms of a block in the order of their hashes. */
export function* postingsIn(block: Uint8Array): Generator<Posting> {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const count = view.getUint32(0, true);
  let start = 4 + count * rowBytes;
  for (let row = 4; row < 4 + count * rowBytes; row += rowBytes) {
    const end = view.getUint32(row + 8, true);
    yield { high: view.getUint32(row, true), low: view.getUint32(row + 4, true), bytes: block.subarray(start, end) };
    start = end;
  }
}

/** The entries of one term, or nothing. */
export function findPosting(block: Uint8Array, { high, low }: TermHash): Uint8Array | undefined {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const count = view.getUint32(0, true);
  const startOf = (index: number) =>
    index === 0 ? 4 + count * rowBytes : view.getUint32(4 + (index - 1) * rowBytes + 8, true);
  let from = 0;
  let to = count - 1;
  while (from <= to) {
    const middle = (from + to) >>> 1;
    const row = 4 + middle * rowBytes;
    const order = view.getUint32(row, true) - high || view.getUint32(row + 4, true) - low;
    if (order === 0) return block.subarray(startOf(middle), view.getUint32(row + 8, true));
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return undefined;
}
