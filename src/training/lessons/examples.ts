import type { FeatureName } from './features.ts';
import { isGood } from './finding.ts';
import type { Found, VotedText } from './judge-all.ts';

/** How many are kept of each: of those that the whole community may be shown, and of others. */
const kept = { wide: 4, narrow: 2 };

/** An answer that may be an example. */
export interface Candidate extends VotedText {
  communityWide: boolean;
}

/** Answers by id that show a lesson, the clearest first: as it should be, and as it should not. */
export function examplesOf(
  found: Found<FeatureName>,
  answers: readonly Candidate[],
): { good: string[]; bad: string[] } {
  const own = answers.filter(({ category }) => found.category === null || category === found.category);
  const isGoodWith = isGood(found);
  const clearest = (isWith: boolean, sign: 1 | -1) => {
    const sorted = own
      .filter(({ features }) => features.has(found.feature) === isWith)
      .map((answer) => ({ ...answer, clear: sign * balanceOf(answer) }))
      .filter(({ clear }) => clear > 0)
      .sort((a, b) => b.clear - a.clear || (a.id < b.id ? 1 : -1)); // of two that are as clear, the newer one
    const some = (wide: boolean, most: number) =>
      sorted.filter(({ communityWide }) => communityWide === wide).slice(0, most);
    return [...some(true, kept.wide), ...some(false, kept.narrow)].map(({ id }) => id);
  };
  return { good: clearest(isGoodWith, 1), bad: clearest(!isGoodWith, -1) };
}

function balanceOf({ votes }: VotedText): number {
  return votes.reduce((sum, { isUp, weight }) => sum + (isUp ? weight : -weight), 0);
}
