import type { WordIndexReader } from '../../store/index.ts';
import { gramsOf } from '../words/grams.ts';
import { contentWords } from '../words/small-words.ts';
import { stemOf, termsOf } from '../words/terms.ts';
import { findPosting } from './block.ts';
import { type Asked, type Part, type Ranking, rank } from './rank.ts';
import { decodeEntries, type EntryTable } from './segment.ts';
import { asGram, gramsOfWord } from './term-book.ts';
import { bucketOf, hashTerm } from './term-hash.ts';

/** BM25 over words of our own finding, and over their grams for what words alone miss. The same on every database. */
export interface WordSearch {
  search(question: string, audience: Audience, limit: number): Promise<WordFindings>;
}

/** Who asks: the entries of the whole community are searched, and those of this room alone. */
export interface Audience {
  communityId: string;
  roomId: string | null;
}

export interface WordFindings extends Ranking {
  /** The share of what was asked that is an identifier. */
  identifierShare: number;
}

export function createWordSearch(reader: WordIndexReader): WordSearch {
  const tables = createTableCache(reader);

  async function searchOnce(asked: readonly Asked[], audience: Audience, limit: number) {
    const segments = await reader.segments(audience.communityId, audience.roomId);
    const loaded = await Promise.all(segments.map(({ id }) => tables.get(id)));
    const blocks = await reader.blocks(
      segments.flatMap(({ id, bucketBits }) =>
        asked.map((term) => ({ segmentId: id, bucket: bucketOf(term, bucketBits) })),
      ),
    );
    if (!blocks || loaded.includes(undefined)) return undefined; // a segment was merged away just now
    const parts = loaded.flatMap((table, index): Part[] => {
      const own = blocks.slice(index * asked.length, (index + 1) * asked.length);
      const postings = asked.map((term, place) => {
        const block = own[place];
        return block && findPosting(block, term);
      });
      return table ? [{ table, postings }] : [];
    });
    return rank(asked, parts, limit);
  }

  return {
    async search(question, audience, limit) {
      const { asked, identifierShare } = readQuestion(question);
      for (;;) {
        const found = await searchOnce(asked, audience, limit);
        if (found) return { ...found, identifierShare };
      }
    },
  };
}

function readQuestion(question: string): { asked: Asked[]; identifierShare: number } {
  const { words, exact, runs } = termsOf(question);
  const about = contentWords(words);
  const content = about.length + exact.length > 0 ? about : words;
  const runGrams = runs.flatMap((run) => gramsOf(run).map(asGram));
  const isContent = new Set([...content.map(stemOf), ...exact, ...content.flatMap(gramsOfWord), ...runGrams]);
  const spelled = new Map([
    ...words.map((word) => [stemOf(word), word] as const),
    ...exact.map((name) => [name, name] as const),
  ]);
  const grams = new Set([...words.flatMap(gramsOfWord), ...runGrams]);
  const read = (term: string, word: string, isGram: boolean): Asked => {
    return { ...hashTerm(term), term, word, isGram, isContent: isContent.has(term) };
  };
  return {
    asked: [
      ...[...spelled].map(([term, word]) => read(term, word, false)),
      ...[...grams].map((gram) => read(gram, gram, true)),
    ],
    identifierShare: exact.length / Math.max(1, exact.length + words.length),
  };
}

/** Segments never change, so what was read of one holds until it is gone. */
function createTableCache(reader: WordIndexReader) {
  const mostEntries = 400_000;
  const tables = new Map<string, EntryTable>();
  return {
    async get(id: string): Promise<EntryTable | undefined> {
      const known = tables.get(id);
      tables.delete(id);
      const bytes = known ? undefined : await reader.entries(id);
      const table = known ?? (bytes && decodeEntries(bytes));
      if (!table) return undefined;
      tables.set(id, table); // the last used stand last
      let entries = 0;
      for (const [other, { count }] of [...tables].reverse()) {
        entries += count;
        if (entries > mostEntries && other !== id) tables.delete(other);
      }
      return table;
    },
  };
}
