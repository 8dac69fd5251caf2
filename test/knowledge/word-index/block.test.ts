import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBlock, findPosting, type Posting, postingsIn } from '../../../src/knowledge/word-index/block.ts';
import { countPostings, createPostingWriter, readPostings } from '../../../src/knowledge/word-index/posting-list.ts';
import { bucketBitsFor, decodeEntries, encodeEntries, toBlocks } from '../../../src/knowledge/word-index/segment.ts';
import { bucketOf, compareHashes, hashTerm } from '../../../src/knowledge/word-index/term-hash.ts';

const number = fc.oneof(fc.nat({ max: 300 }), fc.nat());
const holders = fc
  .uniqueArray(
    fc.tuple(
      fc.nat({ max: 2 ** 31 - 1 }),
      number.map((weight) => Math.max(1, weight)),
    ),
    { selector: ([entry]) => entry },
  )
  .map((rows) => rows.sort(([one], [other]) => one - other));

describe('a list of entries', () => {
  test('is read as it was written, and counted without being read', () => {
    fc.assert(
      fc.property(fc.array(holders, { maxLength: 5 }), (lists) => {
        const writer = createPostingWriter();
        for (const list of lists) {
          for (const [entry, weight] of list) writer.add(entry, weight);
          const bytes = writer.finish();
          expect(read(bytes)).toEqual(list);
          expect(countPostings(bytes)).toBe(list.length);
        }
      }),
    );
  });

  test('that is damaged comes to an end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(read(bytes).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

const uint32 = fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const posting = fc.record({ high: uint32, low: uint32, bytes: fc.uint8Array({ maxLength: 9 }) });
const postings = fc
  .uniqueArray(posting, { selector: ({ high, low }) => `${high} ${low}`, maxLength: 60 })
  .map((all) => all.sort(compareHashes));

describe('a block', () => {
  test('is read as it was written, wherever its bytes lie', () => {
    fc.assert(
      fc.property(postings, fc.nat({ max: 7 }), (all, offset) => {
        expect([...postingsIn(moved(encodeBlock(all), offset))].map(copied)).toEqual(all.map(copied));
      }),
    );
  });

  test('gives for each term what was put there, and for any other nothing', () => {
    fc.assert(
      fc.property(postings, posting, (all, stranger) => {
        const block = encodeBlock(all);
        for (const each of all) expect([...(findPosting(block, each) ?? [-1])]).toEqual([...each.bytes]);
        const isThere = all.some((each) => compareHashes(each, stranger) === 0);
        expect(findPosting(block, stranger) !== undefined).toBe(isThere);
      }),
    );
  });

  test('holds the terms of its bucket and no others; together the blocks hold all, in order', () => {
    fc.assert(
      fc.property(postings, fc.nat({ max: 20 }), (all, bits) => {
        const blocks = [...toBlocks(all, bits)];
        expect(new Set(blocks.map(({ bucket }) => bucket)).size).toBe(blocks.length);
        for (const { bucket, postings: block } of blocks) {
          for (const each of postingsIn(block)) expect(bucketOf(each, bits)).toBe(bucket);
        }
        expect(blocks.flatMap(({ postings: block }) => [...postingsIn(block)].map(copied))).toEqual(all.map(copied));
      }),
    );
  });

  test('has a few terms, neither one nor hundreds, however many there are in all', () => {
    for (const terms of [100, 1000, 50_000, 1e7]) {
      const each = terms / 2 ** bucketBitsFor(terms);
      expect(each).toBeGreaterThan(4);
      expect(each).toBeLessThan(100);
    }
    expect(bucketBitsFor(0)).toBe(0);
  });
});

test('the hashes of many like terms all differ, and fill their buckets alike', () => {
  const hashes = Array.from({ length: 20_000 }, (_, index) => hashTerm(`term${index}`));
  expect(new Set(hashes.map(({ high, low }) => `${high} ${low}`)).size).toBe(hashes.length);
  const sizes = [...Map.groupBy(hashes, (hash) => bucketOf(hash, 6)).values()].map(({ length }) => length);
  expect(sizes).toHaveLength(64);
  expect(Math.max(...sizes)).toBeLessThan(1.5 * (hashes.length / 64));
});

test('the entries of a segment are read as they were written', () => {
  const entry = fc.record({ id: fc.uuid(), wordCount: uint32, gramCount: uint32 });
  fc.assert(
    fc.property(fc.array(entry), fc.nat({ max: 7 }), (entries, offset) => {
      const table = decodeEntries(moved(encodeEntries(entries), offset));
      const rows = Array.from({ length: table.count }, (_, at) => ({
        id: table.idOf(at),
        wordCount: table.wordCounts[at],
        gramCount: table.gramCounts[at],
      }));
      expect(rows).toEqual(entries);
      expect(table.totalWords).toBe(entries.reduce((sum, { wordCount }) => sum + wordCount, 0));
    }),
  );
});

function read(bytes: Uint8Array): [entry: number, weight: number][] {
  const rows: [number, number][] = [];
  readPostings(bytes, (entry, weight) => rows.push([entry, weight]));
  return rows;
}

/** The same bytes somewhere within a larger buffer, as a database driver may hand them over. */
function moved(bytes: Uint8Array, offset: number): Uint8Array {
  const larger = new Uint8Array(bytes.length + offset + 3);
  larger.set(bytes, offset);
  return larger.subarray(offset, offset + bytes.length);
}

const copied = ({ high, low, bytes }: Posting) => ({ high, low, bytes: [...bytes] });
