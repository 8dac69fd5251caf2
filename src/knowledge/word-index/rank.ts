import { createBestFew } from '../best-few.ts';
import { addGains, countPostings } from './posting-list.ts';
import type { EntryTable } from './segment.ts';
import type { TermHash } from './term-hash.ts';

/** A term of a question. */
export interface Asked extends TermHash {
  term: string;
  word: string;
  isGram: boolean;
  /** False for what only grammar or small talk brought in. */
  isContent: boolean;
}

/** A segment with the postings of each term that is asked for. */
export interface Part {
  table: EntryTable;
  postings: (Uint8Array | undefined)[];
}

export interface WordHit {
  id: string;
  score: number;
  /** What of the score is owed to the content of the question. */
  contentScore: number;
}

export interface ContentTerm {
  /** The stem of the word, or the identifier. */
  term: string;
  /** As it was asked. */
  word: string;
  rarity: number;
  isHeardOf: boolean;
}

export interface Ranking {
  /** Best first. An entry may have left since it was indexed: the rows say. */
  hits: WordHit[];
  /** How many entries were searched. */
  entryCount: number;
  /** What the question is about, and how rare each of it is here. */
  content: ContentTerm[];
  /** The highest score that an entry could have had for the content of the question. */
  bestPossible: number;
}

const saturation = 1.2;
const lengthShare = 0.75;
/** What a gram counts for beside a word: enough to bring an inflected or misspelt word in, not to outweigh the right one. */
const gramWeight = 0.4;
/** `how` and `without` say something of what is asked, but a rare one in a title must not outweigh what it is about. */
const smallWordWeight = 0.5;
/** Where there is much to search, what stands in so many of the entries tells nothing of one. */
const commonWord = 0.5;
const commonGram = 0.1;
const much = 2_000;

/** BM25 over all segments as if they were one: what a term is worth is counted over all of them. */
export function rank(asked: readonly Asked[], parts: readonly Part[], limit: number): Ranking {
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0);
  const entryCount = sum(({ table }) => table.count);
  const terms = asked.map((term, place) => {
    const holders = sum(({ postings }) => countPostings(postings[place] ?? nothing));
    const rarity = Math.log(1 + (entryCount - holders + 0.5) / (holders + 0.5));
    const most = rarity * (saturation + 1) * (term.isGram ? gramWeight : 1) * (term.isContent ? 1 : smallWordWeight);
    return { ...term, place, holders, rarity, most };
  });
  const telling = terms.filter(
    ({ holders, isGram }) => entryCount < much || holders < entryCount * (isGram ? commonGram : commonWord),
  );
  const meanWords = sum(({ table }) => table.totalWords) / Math.max(1, entryCount);
  const meanGrams = sum(({ table }) => table.totalGrams) / Math.max(1, entryCount);

  const scored = parts.map(({ table, postings }): Scored => {
    const content = new Float64Array(table.count);
    const scores = new Float64Array(table.count);
    for (const { place, isGram, isContent, most } of telling) {
      const [wordCounts, mean] = isGram ? [table.gramCounts, meanGrams] : [table.wordCounts, meanWords];
      const perWord = (saturation * lengthShare) / Math.max(1, mean);
      const how = { most, fixed: saturation * (1 - lengthShare), perWord, wordCounts };
      addGains(postings[place] ?? nothing, isContent ? content : scores, how);
    }
    for (let entry = 0; entry < table.count; entry++) scores[entry] = (scores[entry] ?? 0) + (content[entry] ?? 0);
    return { table, scores, content };
  });
  const content = telling.filter(({ isContent }) => isContent);
  return {
    hits: bestOf(scored, limit),
    entryCount,
    content: content.flatMap(({ term, word, isGram, rarity, holders }) =>
      isGram ? [] : [{ term, word, rarity, isHeardOf: holders > 0 }],
    ),
    bestPossible: content.reduce((total, { most }) => total + most, 0),
  };
}

const nothing = new Uint8Array(0);

interface Scored {
  table: EntryTable;
  scores: Float64Array;
  content: Float64Array;
}

function bestOf(parts: readonly Scored[], limit: number): WordHit[] {
  const best = createBestFew(limit);
  for (const { scores } of parts) {
    for (let entry = 0, bar = best.lowest(); entry < scores.length; entry++) {
      const score = scores[entry] ?? 0;
      if (score === 0 || score <= bar) continue;
      best.offer(entry, score);
      bar = best.lowest();
    }
  }
  // Where more tie for the last places than there are, the ids settle it and not the segments that they lie in.
  const hits: WordHit[] = [];
  const bar = best.lowest();
  for (const { table, scores, content } of parts) {
    for (let entry = 0; entry < scores.length; entry++) {
      const score = scores[entry] ?? 0;
      if (score === 0 || score < bar) continue;
      hits.push({ id: table.idOf(entry), score, contentScore: content[entry] ?? 0 });
    }
  }
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
}
