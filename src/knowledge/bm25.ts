/** A document as the index takes it: an id, and its words with what each field weighs. */
export interface Document {
  id: string;
  fields: { words: string[]; weight: number }[];
}

export interface Match {
  id: string;
  score: number;
  /** The share of the question that the document speaks of, each word counting for as much as it is rare: from 0 to 1. */
  coverage: number;
}

/** BM25 over words of our own finding, in memory. */
export interface WordIndex {
  search(words: string[], accepts: (id: string) => boolean, limit: number): Match[];
}

const saturation = 1.2;
const lengthShare = 0.75;

export function createWordIndex(documents: Document[]): WordIndex {
  const postings = new Map<string, Map<string, number>>();
  const lengths = new Map<string, number>();
  for (const { id, fields } of documents) {
    let length = 0;
    for (const { words, weight } of fields) {
      length += words.length * weight;
      for (const word of words) {
        const entry = postings.get(word) ?? new Map<string, number>();
        entry.set(id, (entry.get(id) ?? 0) + weight);
        postings.set(word, entry);
      }
    }
    lengths.set(id, length);
  }
  const meanLength = [...lengths.values()].reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.size);
  const rarity = (word: string) => {
    const holders = postings.get(word)?.size ?? 0;
    return Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
  };

  return {
    search(words, accepts, limit) {
      const asked = [...new Set(words)];
      const total = asked.reduce((sum, word) => sum + rarity(word), 0);
      const found = new Map<string, Match>();
      for (const word of asked) {
        const idf = rarity(word);
        for (const [id, frequency] of postings.get(word) ?? []) {
          if (!accepts(id)) continue;
          const match = found.get(id) ?? { id, score: 0, coverage: 0 };
          const norm = 1 - lengthShare + (lengthShare * (lengths.get(id) ?? 0)) / meanLength;
          match.score += (idf * frequency * (saturation + 1)) / (frequency + saturation * norm);
          match.coverage += idf / total;
          found.set(id, match);
        }
      }
      return [...found.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
  };
}
