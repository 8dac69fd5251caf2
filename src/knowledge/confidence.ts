/** What a search tells of how well its best passage fits the question; none of it depends on the language. */
export interface Evidence {
  /** The share of the question, by the rarity of its words, that one of the first passages speaks of. */
  coverage: number;
  /** The best score for the content of the question, as a share of the highest possible. */
  fit: number;
  /** The share of the question that nothing known speaks of. */
  unheardOf: number;
  /** How much was asked and found, as the logarithm of the score for one rare word: three rare words are no accident. */
  strength: number;
  /** How far the nearest vector stands out from those that come after it, from 0 to 1; 0 without vectors. */
  nearness: number;
}

export interface Calibration {
  bias: number;
  weights: Evidence;
}

/**
 * Fitted by logistic regression (see docs/decisions/confidence.md). `nearness` is a guess until `eval search --tune` has
 * fitted it for the embedding model at hand.
 */
export const defaultCalibration: Calibration = {
  bias: -5.94,
  weights: { coverage: 3.62, fit: 1.81, unheardOf: -1.12, strength: 2.11, nearness: 2 },
};

/** The probability that the community's knowledge answers the question. */
export function confidenceOf(evidence: Evidence, { bias, weights }: Calibration): number {
  const points = evidenceNames.reduce((sum, name) => sum + weights[name] * evidence[name], bias);
  return 1 / (1 + Math.exp(-points));
}

export const evidenceNames = [
  'coverage',
  'fit',
  'unheardOf',
  'strength',
  'nearness',
] as const satisfies (keyof Evidence)[];
