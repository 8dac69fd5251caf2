/** How one question fared: at which place the right group came, counted from 1, and whether the search would have declined. */
export interface Outcome {
  /** Undefined where it did not come at all. */
  place: number | undefined;
  isAnswerable: boolean;
  isRefused: boolean;
}

export interface Measures {
  /** Over answerable questions: the right group first, among the first five, by reciprocal place, and by discounted gain. */
  r1: number;
  r5: number;
  mrr10: number;
  ndcg10: number;
  /** The share of unanswerable questions that were declined; null where there are none. */
  refused: number | null;
  /** The share of answerable ones that were. */
  wronglyRefused: number | null;
}

const depth = 10;

export function measure(outcomes: readonly Outcome[]): Measures {
  const answerable = outcomes.filter(({ isAnswerable }) => isAnswerable);
  const within = (most: number, gain: (place: number) => number) =>
    mean(answerable.map(({ place }) => (place !== undefined && place <= most ? gain(place) : 0))) ?? 0;
  const declined = (of: readonly Outcome[]) => mean(of.map(({ isRefused }) => (isRefused ? 1 : 0)));
  return {
    r1: within(1, () => 1),
    r5: within(5, () => 1),
    mrr10: within(depth, (place) => 1 / place),
    ndcg10: within(depth, (place) => 1 / Math.log2(place + 1)), // one group is right, so the ideal gain is 1
    refused: declined(outcomes.filter(({ isAnswerable }) => !isAnswerable)),
    wronglyRefused: declined(answerable),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export type Interval = [low: number, high: number];

/** 95 % intervals by resampling the questions; `random` makes it repeatable. */
export function intervals(
  outcomes: readonly Outcome[],
  random: () => number,
  rounds = 1000,
): Record<keyof Measures, Interval | null> {
  const samples = Array.from({ length: rounds }, () =>
    measure(outcomes.map(() => outcomes[Math.floor(random() * outcomes.length)]).filter((one) => one !== undefined)),
  );
  const of = (name: keyof Measures): Interval | null => {
    const values = samples
      .map((sample) => sample[name])
      .filter((value) => value !== null)
      .sort((a, b) => a - b);
    const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
    return values.length === 0 ? null : [at(0.025), at(0.975)];
  };
  return {
    r1: of('r1'),
    r5: of('r5'),
    mrr10: of('mrr10'),
    ndcg10: of('ndcg10'),
    refused: of('refused'),
    wronglyRefused: of('wronglyRefused'),
  };
}
