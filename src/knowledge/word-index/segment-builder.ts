import { termsOf } from '../words/terms.ts';
import type { Posting } from './block.ts';
import { bucketBitsFor, encodeEntries, type IndexedEntry, type Segment, toBlocks } from './segment.ts';
import { createTermBook } from './term-book.ts';
import { compareHashes } from './term-hash.ts';
import { createTermRows } from './term-rows.ts';

/** A word in the question of a pair, or in the headings above a passage, says more of it than one in its text. */
const titleWeight = 3;

export interface Text {
  id: string;
  title: string;
  text: string;
}

/**
 * Reads texts into a segment: every term of every entry as one row of three numbers, sorted at the end. The same book
 * may serve for many segments.
 */
export function buildSegment(texts: readonly Text[], book = createTermBook()): Segment {
  const rows = createTermRows();
  const entries: IndexedEntry[] = [];
  let weights = new Int32Array(1024);
  let present: number[] = [];

  function add(term: number, weight: number): void {
    if (term >= weights.length) {
      const larger = new Int32Array(Math.max(book.size, weights.length * 2));
      larger.set(weights);
      weights = larger;
    }
    const before = weights[term] ?? 0;
    if (before === 0) present.push(term);
    weights[term] = before + weight;
  }

  for (const [number, { id, title, text }] of texts.entries()) {
    const entry: IndexedEntry = { id, wordCount: 0, gramCount: 0 };
    for (const [field, weight] of [[title, titleWeight] as const, [text, 1] as const]) {
      const { words, exact, runs } = termsOf(field);
      for (const word of words) {
        const terms = book.ofWord(word);
        for (const term of terms) add(term, weight);
        entry.gramCount += (terms.length - 1) * weight;
      }
      for (const name of exact) add(book.ofName(name), weight);
      for (const run of runs) {
        const terms = book.ofRun(run);
        for (const term of terms) add(term, weight);
        entry.gramCount += terms.length * weight;
      }
      entry.wordCount += words.length * weight;
    }
    for (const term of present) {
      rows.add(term, number, weights[term] ?? 0);
      weights[term] = 0;
    }
    present = [];
    entries.push(entry);
  }

  const { present: met, postingsOf } = rows.sort(book.size);
  const order = met.sort((one, other) => compareHashes(book.hashOf(one), book.hashOf(other)));
  const postings = order.map((term): Posting => ({ ...book.hashOf(term), bytes: postingsOf(term) }));
  const bucketBits = bucketBitsFor(postings.length);
  return {
    entryCount: entries.length,
    entries: encodeEntries(entries),
    bucketBits,
    blocks: toBlocks(postings, bucketBits),
  };
}
