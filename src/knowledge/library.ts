import type { Entry, Store } from '../store/index.ts';
import { createWordIndex, type WordIndex } from './bm25.ts';
import { wordsOf } from './words.ts';

/** What the community knows, and who may be told it. */
export interface Library {
  /** The passages that speak of a question, best first, never one from outside the audience. */
  search(query: Query, signal: AbortSignal): Promise<Findings>;
}

export interface Query {
  communityId: string;
  /** The room asked in: what only its readers may be told is told there alone. */
  roomId: string;
  question: string;
  limit: number;
}

export interface Findings {
  passages: Passage[];
  /** How sure the search is that the first passages answer the question, from 0 to 1. */
  confidence: number;
}

/** An entry as it is quoted to a model and shown as a source. */
export interface Passage {
  entryId: string;
  kind: 'pair' | 'passage';
  title: string;
  text: string;
  url: string | null;
  verified: boolean;
  score: number;
}

/** A lexical search over each community's entries, its index kept in memory and made anew after its knowledge changed. */
export function createLibrary(store: Store): Library {
  const shelves = new Map<string, Promise<Shelf>>();

  async function shelfOf(communityId: string): Promise<Shelf> {
    const tick = await tickOf(communityId);
    const shelf = shelves.get(communityId);
    if (shelf && (await shelf).tick >= tick) return shelf;
    const fresh = fillShelf(store, communityId, tick);
    shelves.set(communityId, fresh);
    fresh.catch(() => shelves.delete(communityId));
    return fresh;
  }

  async function tickOf(communityId: string): Promise<number> {
    const community = await store.read.community.findUnique({
      where: { id: communityId },
      select: { knowledgeTick: true },
    });
    return community?.knowledgeTick ?? 0;
  }

  return {
    async search({ communityId, roomId, question, limit }, signal) {
      const { entries, index } = await shelfOf(communityId);
      signal.throwIfAborted();
      const mayTell = (id: string) => {
        const room = entries.get(id)?.audienceRoomId;
        return room === null || room === roomId;
      };
      const matches = index.search(wordsOf(question), mayTell, limit);
      const passages = matches.flatMap(({ id, score }) => {
        const entry = entries.get(id);
        return entry ? [toPassage(entry, score)] : [];
      });
      return { passages, confidence: Math.min(1, matches[0]?.coverage ?? 0) };
    },
  };
}

interface Shelf {
  tick: number;
  entries: Map<string, Entry>;
  index: WordIndex;
}

const titleWeight = 3;

async function fillShelf(store: Store, communityId: string, tick: number): Promise<Shelf> {
  const rows = await store.read.entry.findMany({ where: { communityId, retiredAt: null } });
  const documents = rows.map(({ id, title, text }) => ({
    id,
    fields: [
      { words: wordsOf(title), weight: titleWeight },
      { words: wordsOf(text), weight: 1 },
    ],
  }));
  return { tick, entries: new Map(rows.map((row) => [row.id, row])), index: createWordIndex(documents) };
}

function toPassage({ id, kind, title, text, url, verified }: Entry, score: number): Passage {
  return { entryId: id, kind, title, text, url, verified, score };
}
