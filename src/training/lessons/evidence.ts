/** How much the votes speak for it that a feature makes a difference: a number that may be looked at as often as one likes. */

/** An answer as those who voted on it judge it. */
export interface JudgedAnswer {
  /** What it is compared within: answers of one kind of question that one role wrote. */
  stratum: string;
  voices: readonly Voice[];
}

export interface Voice {
  /** Members by number, from zero on. */
  member: number;
  weight: number;
  /** Whether they say it: that it is good, or that it is unclear. */
  says: boolean;
}

/** Answers in the order in which they were given, and of each whether it has the feature. */
export interface Comparison {
  answers: readonly JudgedAnswer[];
  has: readonly boolean[];
}

export interface Evidence {
  /** Natural logarithm of an e-value: without any difference it ever passes x in no more than one case in eˣ. */
  logE: number;
  /** Above zero where it is said more with the feature, below where less. */
  direction: number;
}

/** Those with the feature, or those without it. */
export interface Side {
  /** Of the voices, each member's part of them capped. */
  share: number;
  answers: number;
  members: number;
}

/** What one member may make up of all that is said with a feature, or without it. */
const mostShare = 0.2;

/** Where the evidence is sharpest: at about that many clear differences. */
const tau = 1;

/**
 * Each answer with the feature meets the nearest before or after it without, of the same stratum. If the feature makes no difference, which of
 * the two does better is the toss of a coin, whatever went before.
 */
export function weighEvidence({ answers, has }: Comparison): Evidence {
  const [ofWith, ofWithout] = [partsOf(answers, has, true), partsOf(answers, has, false)];
  const waiting = new Map<string, { with: Judged[]; without: Judged[] }>();
  let [sum, squares] = [0, 0];
  for (const [at, { stratum, voices }] of answers.entries()) {
    const isWith = has[at] === true;
    const own = judge(voices, isWith ? ofWith : ofWithout);
    const there = waiting.get(stratum) ?? { with: [], without: [] };
    waiting.set(stratum, there);
    const other = (isWith ? there.without : there.with).pop();
    if (!other) {
      (isWith ? there.with : there.without).push(own);
      continue;
    }
    const difference = (isWith ? 1 : -1) * Math.min(own.weight, other.weight) * (own.share - other.share);
    sum += difference;
    squares += difference ** 2;
  }
  // Symmetric differences, normed by themselves, over all strengths that an effect may have (de la Peña).
  return { logE: sum ** 2 / (2 * (tau + squares)) - Math.log1p(squares / tau) / 2, direction: Math.sign(sum) };
}

/** Both sides in figures, as people read them. */
export function sidesOf({ answers, has }: Comparison): { with: Side; without: Side } {
  const side = (isWith: boolean): Side => {
    const own = answers.filter((_, at) => has[at] === isWith);
    const voices = own.flatMap((answer) => answer.voices);
    return {
      share: judge(voices, partsOf(answers, has, isWith)).share,
      answers: own.length,
      members: new Set(voices.map(({ member }) => member)).size,
    };
  };
  return { with: side(true), without: side(false) };
}

interface Judged {
  share: number;
  /** One at most: a crowd under one answer is still one answer. */
  weight: number;
}

function judge(voices: readonly Voice[], parts: readonly number[]): Judged {
  let [all, saying] = [0, 0];
  for (const { member, weight, says } of voices) {
    const counted = weight * (parts[member] ?? 1);
    all += counted;
    if (says) saying += counted;
  }
  return { share: all > 0 ? saying / all : 0, weight: Math.min(1, all) };
}

/** By what each member's voices on that side shrink, so that nobody makes up more than their part of it; one voice alone counts as one at most. */
function partsOf(answers: readonly JudgedAnswer[], has: readonly boolean[], isWith: boolean): number[] {
  const totals: number[] = [];
  for (const [at, { voices }] of answers.entries()) {
    if (has[at] !== isWith) continue;
    for (const { member, weight } of voices) totals[member] = (totals[member] ?? 0) + weight;
  }
  const cap = Math.max(1, capOf(totals.filter((total) => total > 0).sort((a, b) => b - a)));
  return totals.map((total) => Math.min(1, cap / total));
}

/** The most that a member can have for it to be their part of what all have then. */
function capOf(descending: readonly number[]): number {
  let rest = descending.reduce((total, weight) => total + weight, 0);
  for (const [capped, largest] of descending.entries()) {
    if (capped * mostShare >= 1) return 0;
    const cap = (mostShare * rest) / (1 - capped * mostShare);
    if (cap >= largest) return cap;
    rest -= largest;
  }
  return 0;
}
