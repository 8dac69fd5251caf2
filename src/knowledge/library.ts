import type { Clock } from '../clock.ts';
import { type PassageRow, readPassages, type Standing, type Store } from '../store/index.ts';
import { confidenceOf, type Evidence } from './confidence.ts';
import { createPassageReader, evidenceOf } from './evidence.ts';
import { readTuning } from './tuning.ts';
import type { DenseSearch } from './vectors/dense-search.ts';
import { denseWeight, fuse } from './vectors/fuse.ts';
import { weightOf } from './weigh.ts';
import { createWordSearch, type WordFindings } from './word-index/search-words.ts';

/** What the community knows, and who may be told it. */
export interface Library {
  /** The passages that speak of a question, best first, never one from outside the audience. */
  search(query: Query, signal: AbortSignal): Promise<Findings>;
}

export interface Query {
  communityId: string;
  /** The room asked in: what only its readers may be told is told there alone. */
  roomId: string | null;
  question: string;
  limit: number;
  /** A passage for which this is true ends the search: vectors are not waited for. */
  settles?: (passage: Passage) => boolean;
}

export interface Findings {
  passages: Passage[];
  /** How sure the search is that the first passages answer the question, from 0 to 1. */
  confidence: number;
  /** Whether that is enough: otherwise "I do not know" is the better answer. */
  isKnown: boolean;
  /** What that was concluded from; nothing where nothing was found. */
  evidence: Evidence | undefined;
}

/** An entry as it is quoted to a model and shown as a source. */
export interface Passage {
  entryId: string;
  kind: 'pair' | 'passage';
  title: string;
  text: string;
  url: string | null;
  /** Who said it, and where, as it is shown: `by Ada, in #help`. */
  credit?: string;
  verified: boolean;
  /** What votes say of it. */
  standing: Standing;
  score: number;
}

export interface LibraryParts {
  store: Store;
  clock: Clock;
  /** Search by meaning, where an embedding model is set up; without it, words alone are searched. */
  dense?: DenseSearch;
}

/** How many more are looked at than are wanted: half of these may have left since they were indexed, and votes reorder the rest. */
const slack = 24;

/** Searches words and meanings at once, joins what they find, and says how sure it is of it. */
export function createLibrary({ store, clock, dense }: LibraryParts): Library {
  const words = createWordSearch(store.wordIndex);
  const read = createPassageReader();

  /** The rows are the truth: what has left, or may not be told here any more, is no passage, whatever the index says. */
  async function lookUp(found: readonly { id: string; score: number }[], query: Query): Promise<Passage[]> {
    const ids = found.map(({ id }) => id);
    const told = new Map((await readPassages(store.rows, ids, query)).map((row) => [row.id, row]));
    const passages = found.flatMap(({ id, score }) => {
      const row = told.get(id);
      told.delete(id); // once, even where it stands in two segments
      return row ? [toPassage(row, score * weightOf(row, clock.now()))] : [];
    });
    return passages.sort((a, b) => b.score - a.score || (a.entryId < b.entryId ? -1 : 1));
  }

  /** What is found by its words and has not left since; where too much has, more is looked at. */
  async function findByWords(query: Query): Promise<{ lexical: WordFindings; byWords: Passage[] }> {
    const { question, limit, communityId, roomId } = query;
    for (let most = limit + slack; ; most *= 4) {
      const found = await words.search(question, { communityId, roomId }, most);
      const byWords = await lookUp(found.hits, query);
      const isEnough = byWords.length >= limit + slack / 2 || found.hits.length < most;
      if (!isEnough) continue;
      const living = new Set(byWords.map(({ entryId }) => entryId));
      const hits = found.hits.filter(({ id }) => living.delete(id));
      return { lexical: { ...found, hits: hits.slice(0, limit + slack) }, byWords };
    }
  }

  return {
    async search(query, signal) {
      const { communityId, limit } = query;
      const asked = { ...query, limit: limit + slack };
      const finding = findByWords(query);
      const meaning = dense?.search(
        asked,
        finding.then(({ lexical }) => lexical.hits.map(({ id }) => id)),
        signal,
      );
      const [tuning, { lexical, byWords }] = await Promise.all([readTuning(store, communityId), finding]);
      const isSettled = query.settles !== undefined && byWords.slice(0, limit).some(query.settles);
      const near = isSettled ? undefined : await meaning;
      signal.throwIfAborted();
      const weight = denseWeight(tuning.denseWeight, lexical.identifierShare);
      const fused = near && fuse(lexical.hits, near, weight).slice(0, asked.limit);
      const passages = fused ? await lookUp(fused, query) : byWords;
      const evidence = evidenceOf(passages, lexical, near, read);
      const confidence = evidence ? confidenceOf(evidence, tuning.calibration) : 0;
      return { passages: passages.slice(0, limit), confidence, isKnown: confidence >= tuning.knownFrom, evidence };
    },
  };
}

function toPassage({ id, kind, title, text, url, credit, verified, standing }: PassageRow, score: number): Passage {
  return { entryId: id, kind, title, text, url, ...(credit !== null && { credit }), verified, standing, score };
}
