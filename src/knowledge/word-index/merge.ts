import type { SegmentRow, WordIndexReader } from '../../store/index.ts';
import { type Posting, postingsIn } from './block.ts';
import { createPostingWriter, readPostings } from './posting-list.ts';
import { decodeEntries, encodeEntries, type IndexedEntry, type Segment, toBlocks } from './segment.ts';
import { compareHashes } from './term-hash.ts';

/**
 * Many small segments as one that says the same, without the entries that have left, and each entry once. Read slice by
 * slice, so that memory stays flat. Undefined when one of them has been merged away meanwhile.
 */
export async function mergeSegments(
  reader: WordIndexReader,
  segments: readonly SegmentRow[],
  living: (ids: readonly string[]) => Promise<Set<string>>,
): Promise<MergedSegment | undefined> {
  const parts: Part[] = [];
  const kept: IndexedEntry[] = [];
  const seen = new Set<string>();
  for (const segment of segments) {
    const bytes = await reader.entries(segment.id);
    if (!bytes) return undefined;
    const table = decodeEntries(bytes);
    const ids = Array.from({ length: table.count }, (_, entry) => table.idOf(entry));
    const alive = await living(ids);
    const numbers = new Int32Array(table.count).fill(-1);
    ids.forEach((id, entry) => {
      if (!alive.has(id) || seen.has(id)) return;
      seen.add(id);
      numbers[entry] = kept.length;
      kept.push({ id, wordCount: table.wordCounts[entry] ?? 0, gramCount: table.gramCounts[entry] ?? 0 });
    });
    parts.push({ segment, numbers });
  }
  const bits = segments.map(({ bucketBits }) => bucketBits);
  const bucketBits = Math.min(20, Math.max(...bits) + (segments.length > 1 ? 1 : 0));
  return {
    entryCount: kept.length,
    entries: encodeEntries(kept),
    bucketBits,
    blocks: mergedBlocks(reader, parts, Math.min(...bits), bucketBits),
  };
}

type MergedSegment = Omit<Segment, 'blocks'> & { blocks: AsyncIterable<{ bucket: number; postings: Uint8Array }> };

interface Part {
  segment: SegmentRow;
  /** The new number of each entry; -1 for one that has left. */
  numbers: Int32Array;
}

/** Goes through all segments by the leading bits that they have in common. */
async function* mergedBlocks(reader: WordIndexReader, parts: readonly Part[], sliceBits: number, bucketBits: number) {
  for (let slice = 0; slice < 2 ** sliceBits; slice++) {
    const postings: { posting: Posting; numbers: Int32Array }[] = [];
    for (const { segment, numbers } of parts) {
      const width = 2 ** (segment.bucketBits - sliceBits);
      for (const block of await reader.blocksBetween(segment.id, slice * width, (slice + 1) * width)) {
        for (const posting of postingsIn(block)) postings.push({ posting, numbers });
      }
    }
    postings.sort((one, other) => compareHashes(one.posting, other.posting)); // stable: parts stay in their order
    yield* toBlocks(united(postings), bucketBits);
  }
}

/** Equal neighbours become one; its entries stay in ascending order, because the parts' new numbers are. */
function* united(postings: readonly { posting: Posting; numbers: Int32Array }[]): Generator<Posting> {
  const writer = createPostingWriter();
  for (let from = 0; from < postings.length; ) {
    const first = postings[from];
    if (!first) return;
    let count = 0;
    let to = from;
    for (let next = postings[to]; next && compareHashes(first.posting, next.posting) === 0; next = postings[++to]) {
      const { numbers } = next;
      readPostings(next.posting.bytes, (entry, weight) => {
        const number = numbers[entry] ?? -1;
        if (number < 0) return;
        writer.add(number, weight);
        count += 1;
      });
    }
    if (count > 0) yield { high: first.posting.high, low: first.posting.low, bytes: writer.finish() };
    from = to;
  }
}
