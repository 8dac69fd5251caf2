/**
 * Two rankings as one, by a convex combination of their scores (TM2C2 of arXiv 2210.11934): each is brought from its
 * theoretical minimum and the maximum of this search to a scale from 0 to 1.
 */
export interface LexicalScore {
  id: string;
  score: number;
}

export interface DenseScore {
  id: string;
  cosine: number;
}

/**
 * The best first. `weight` is the dense side's share, from 0 to 1. What the words did not find has a lexical score of
 * 0; what has no vector among the dense ones takes its lexical score for both.
 */
export function fuse(lexical: readonly LexicalScore[], dense: readonly DenseScore[], weight: number): LexicalScore[] {
  const best = lexical.reduce((highest, { score }) => Math.max(highest, score), 0);
  const words = new Map(lexical.map(({ id, score }) => [id, best > 0 ? Math.max(0, score) / best : 0]));
  const nearest = dense.reduce((highest, { cosine }) => Math.max(highest, cosine), -1);
  const meanings = new Map(
    dense.map(({ id, cosine }) => [id, nearest > -1 ? (Math.max(-1, cosine) + 1) / (nearest + 1) : 0]),
  );
  const fused = [...new Set([...words.keys(), ...meanings.keys()])].map((id) => {
    const word = words.get(id) ?? 0;
    const meaning = meanings.get(id) ?? word;
    return { id, score: Math.min(1, (1 - weight) * word + weight * meaning) };
  });
  return fused.sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
}

/** What is left to vectors where all that is asked for is an identifier, a path or an error code. */
const identifierWeight = 0.15;

/** The dense side's share of one search; `identifierShare` is how much of what is asked is such a name, from 0 to 1. */
export function denseWeight(weight: number, identifierShare: number): number {
  const share = Math.min(1, Math.max(0, identifierShare));
  return weight + share * (Math.min(weight, identifierWeight) - weight);
}
