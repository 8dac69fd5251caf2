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

/** Where a word stands: documents by their number, and what it weighs in each. */
interface Posting {
  documents: number[];
  weights: number[];
}

export function createWordIndex(documents: readonly Document[]): WordIndex {
  const postings = new Map<string, Posting>();
  const lengths = documents.map(({ fields }, number) => {
    const weights = weigh(fields);
    for (const [word, weight] of weights) {
      const posting = postings.get(word) ?? { documents: [], weights: [] };
      posting.documents.push(number);
      posting.weights.push(weight);
      postings.set(word, posting);
    }
    return fields.reduce((sum, { words, weight }) => sum + words.length * weight, 0);
  });
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const norms = lengths.map((length) => saturation * (1 - lengthShare + (lengthShare * length) / meanLength));

  function rarity(word: string): number {
    const holders = postings.get(word)?.documents.length ?? 0;
    return Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
  }

  return {
    search(words, accepts, limit) {
      const asked = [...new Set(words)];
      const scores = new Float64Array(documents.length);
      const covered = new Float64Array(documents.length);
      for (const word of asked) {
        const idf = rarity(word);
        const posting = postings.get(word);
        posting?.documents.forEach((number, place) => {
          const weight = posting.weights[place] ?? 0;
          scores[number] = (scores[number] ?? 0) + (idf * weight * (saturation + 1)) / (weight + (norms[number] ?? 0));
          covered[number] = (covered[number] ?? 0) + idf;
        });
      }
      const total = asked.reduce((sum, word) => sum + rarity(word), 0);
      const matches: Match[] = [];
      documents.forEach(({ id }, number) => {
        const score = scores[number] ?? 0;
        if (score > 0 && accepts(id)) matches.push({ id, score, coverage: (covered[number] ?? 0) / total });
      });
      return matches.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
  };
}

function weigh(fields: Document['fields']): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { words, weight } of fields) {
    for (const word of words) weights.set(word, (weights.get(word) ?? 0) + weight);
  }
  return weights;
}
