/**
 * How well each role would do on each kind of question if it answered all of them, from what happened while routing chose:
 * roles that look good because they were given what is easy are seen through by dividing by the propensities.
 */
import { type Role, roles } from '../../answering/index.ts';
import { intervalOf, z } from '../votes/share.ts';

/** An answer whose role was left to chance, and which members voted on. */
export interface RoutedAnswer {
  category: string;
  role: Role;
  propensities: Readonly<Record<Role, number>>;
  /** The role that the question itself spoke for. */
  wanted: Role;
  /** The share of its votes that approve. */
  approval: number;
}

/** A share with the interval that holds it 95 times in a hundred. */
export interface Estimate {
  share: number;
  low: number;
  high: number;
}

export interface RoleJudgement {
  role: Role;
  /** Its answers that members voted on. */
  answers: number;
  /** By inverse propensity, self-normalised. */
  weighted: Estimate;
  /** Doubly robust: by what is usual for such questions, set right by inverse propensity. */
  robust: Estimate;
  /** Answers that weigh less than their propensity asks for, because one of them must not decide alone. */
  clipped: number;
}

export interface CategoryJudgement {
  category: string;
  answers: number;
  /** The best first; roles with too few answers to judge are left out. */
  roles: RoleJudgement[];
}

/** An answer weighs at most as if its role had this chance. */
const leastPropensity = 0.05;
/** What is judged by fewer answers is a guess. */
const fewestOfRole = 5;

/** The categories with most votes first. */
export function judgeRoutes(answers: readonly RoutedAnswer[]): CategoryJudgement[] {
  const categories = [...new Set(answers.map(({ category }) => category))].sort();
  const judged = categories.map((category) => {
    const own = answers.filter((answer) => answer.category === category);
    const ofRoles = roles.flatMap((role) => judgeRole(role, own) ?? []);
    return {
      category,
      answers: own.length,
      roles: ofRoles.sort((one, other) => other.robust.share - one.robust.share),
    };
  });
  return judged.filter((one) => one.roles.length > 0).sort((one, other) => other.answers - one.answers);
}

function judgeRole(role: Role, answers: readonly RoutedAnswer[]): RoleJudgement | undefined {
  // Where it could not have been chosen, nothing is known of it.
  const possible = answers.filter(({ propensities }) => propensities[role] > 0);
  const own = possible.filter((answer) => answer.role === role);
  if (own.length < fewestOfRole) return undefined;
  const clipped = own.filter(({ propensities }) => propensities[role] < leastPropensity).length;
  return { role, answers: own.length, weighted: weigh(role, own), robust: correct(role, possible), clipped };
}

function weightOf({ propensities }: RoutedAnswer, role: Role): number {
  return 1 / Math.max(leastPropensity, propensities[role]);
}

/** The interval is that of as many answers as the weights are worth. */
function weigh(role: Role, own: readonly RoutedAnswer[]): Estimate {
  const weights = own.map((answer) => weightOf(answer, role));
  const sum = total(weights);
  const share = total(own.map(({ approval }, at) => approval * (weights[at] ?? 0))) / sum;
  return intervalOf(share, worthOf(own, role));
}

/** Student's factor in place of z, nearly, where so few answers tell how much they scatter. */
function student(degrees: number): number {
  return z + (z ** 3 + z) / (4 * Math.max(1, degrees));
}

/** As many answers of equal weight as these are worth. */
function worthOf(own: readonly RoutedAnswer[], role: Role): number {
  const weights = own.map((answer) => weightOf(answer, role));
  return total(weights) ** 2 / total(weights.map((weight) => weight ** 2));
}

/**
 * What is usual is told from the other answers, so that none vouches for itself. The interval takes the scatter of votes
 * as wide as their share allows: seen on a few answers of great weight, it would come out too small.
 */
function correct(role: Role, possible: readonly RoutedAnswer[]): Estimate {
  const own = possible.filter((answer) => answer.role === role);
  const ofAll = meanOf(possible, 0, 0);
  const usuals = possible.map((answer) => {
    const others = own.filter((one) => one !== answer);
    const alike = others.filter(({ wanted }) => wanted === answer.wanted);
    return meanOf(alike, 2, meanOf(others, 2, ofAll));
  });
  const corrections = possible.map((answer, at) =>
    answer.role === role ? weightOf(answer, role) * (answer.approval - (usuals[at] ?? 0)) : 0,
  );
  const usually = total(usuals) / possible.length;
  const share = usually + total(corrections) / possible.length;
  const likely = meanOf(own, 4, 0.5);
  const scatter = likely * (1 - likely) * total(own.map((answer) => weightOf(answer, role) ** 2));
  const spread = total(usuals.map((usual) => (usual - usually) ** 2));
  const half = (student(worthOf(own, role) - 1) * Math.sqrt(scatter + spread)) / possible.length;
  const held = (value: number) => Math.min(1, Math.max(0, value));
  return { share: held(share), low: held(share - half), high: held(share + half) };
}

/** The mean of their approval, and of so many more answers that are like what is usual. */
function meanOf(answers: readonly RoutedAnswer[], more: number, usually: number): number {
  return (total(answers.map(({ approval }) => approval)) + more * usually) / Math.max(1, answers.length + more);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
