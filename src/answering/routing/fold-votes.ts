/**
 * What votes say of each role, by category: a pure fold over rows, so that every process that reads the same votes
 * believes the same, whatever was cast, changed or undone on the way.
 */
import { type Role, roles } from '../roles.ts';

/** A vote on an answer whose role routing chose. */
export interface RoutedVote {
  answerId: string;
  category: string;
  /** The topic of its question, by its id; none where it was of none. */
  topicId?: string | null | undefined;
  role: Role;
  memberId: string;
  /** 1 for 👍, -1 for 👎. */
  value: number;
  weight: number;
  /** When the answer was given: a late vote speaks of the model as it was then. */
  answeredAt: number;
}

export interface FoldSettings {
  /** What is left of a vote's weight a week later. */
  weeklyDecay: number;
  /** The votes that all votes on one answer count for at most: they judge the same words. */
  votesPerAnswer: number;
  /** How many times as much as the average voter of the community one member may say, however much they vote. */
  memberVoice: number;
  /** The share that one member may have in what is believed of a role in a category, the prior included. */
  memberShare: number;
  /** The votes that the prior is worth; see weigh-roles.ts. */
  priorVotes: number;
}

/** What votes say of one role in one category. */
export interface RoleVotes {
  /** Weights as they count: aged, and capped by answer and by member. */
  up: number;
  down: number;
  /** Votes as they were cast, to be told of. */
  cast: { up: number; down: number };
}

/** By category, or by `topicKey`. */
export type VotesByRole = ReadonlyMap<string, Readonly<Record<Role, RoleVotes>>>;

export interface FoldedVotes {
  byCategory: VotesByRole;
  /** Of those, the votes on questions of a topic, by category and topic. */
  byTopic: VotesByRole;
}

export const noVotes: FoldedVotes = { byCategory: new Map(), byTopic: new Map() };

export function topicKey(category: string, topicId: string): string {
  return `${category} ${topicId}`;
}

const week = 7 * 24 * 3_600_000;

export function foldVotes(votes: readonly RoutedVote[], settings: FoldSettings, now: number): FoldedVotes {
  const ages = votes.map(({ answeredAt }) => settings.weeklyDecay ** (Math.max(0, now - answeredAt) / week));
  const said = new Map<string, number>();
  for (const [at, { memberId, weight }] of votes.entries()) add(said, memberId, weight * (ages[at] ?? 0));
  const loudest = mostOfOne([...said.values()], settings.memberVoice / said.size, 0);
  const heard = votes.map(({ memberId, weight }) => weight * Math.min(1, loudest / (said.get(memberId) ?? 0)));
  const onAnswers = new Map<string, number>();
  for (const [at, { answerId }] of votes.entries()) add(onAnswers, answerId, heard[at] ?? 0);

  const byCategory = new Map<string, Record<Role, Cell>>();
  const byTopic = new Map<string, Record<Role, Cell>>();
  for (const [at, { answerId, category, topicId, role, memberId, value }] of votes.entries()) {
    const capped = Math.min(1, settings.votesPerAnswer / (onAnswers.get(answerId) ?? 0));
    const side = value > 0 ? 'up' : 'down';
    const weight = (heard[at] ?? 0) * capped * (ages[at] ?? 0);
    const cells = [cellsIn(byCategory, category), ...(topicId ? [cellsIn(byTopic, topicKey(category, topicId))] : [])];
    for (const { [role]: cell } of cells) {
      cell.cast[side] += 1;
      add(cell[side], memberId, weight);
    }
  }
  return { byCategory: sumsOf(byCategory, settings), byTopic: sumsOf(byTopic, settings) };
}

function cellsIn(cells: Map<string, Record<Role, Cell>>, key: string): Record<Role, Cell> {
  const known = cells.get(key) ?? cellsOfRoles();
  cells.set(key, known);
  return known;
}

function sumsOf(cells: ReadonlyMap<string, Record<Role, Cell>>, settings: FoldSettings): VotesByRole {
  const of = (cell: Cell) => sumOf(cell, settings);
  return new Map(
    [...cells].map(([key, { expert, empathy, coder, quick }]) => [
      key,
      { expert: of(expert), empathy: of(empathy), coder: of(coder), quick: of(quick) },
    ]),
  );
}

/** One role in one category: what each member says for it and against it. */
interface Cell {
  up: Map<string, number>;
  down: Map<string, number>;
  cast: { up: number; down: number };
}

function cellsOfRoles(): Record<Role, Cell> {
  const empty = (): Cell => ({ up: new Map(), down: new Map(), cast: { up: 0, down: 0 } });
  return { expert: empty(), empathy: empty(), coder: empty(), quick: empty() };
}

function sumOf({ up, down, cast }: Cell, { memberShare, priorVotes }: FoldSettings): RoleVotes {
  const members = [...new Set([...up.keys(), ...down.keys()])];
  const weights = members.map((member) => (up.get(member) ?? 0) + (down.get(member) ?? 0));
  const most = mostOfOne(weights, memberShare, priorVotes);
  const sum = { up: 0, down: 0 };
  for (const [at, member] of members.entries()) {
    const capped = Math.min(1, most / (weights[at] ?? 0));
    sum.up += (up.get(member) ?? 0) * capped;
    sum.down += (down.get(member) ?? 0) * capped;
  }
  return { ...sum, cast };
}

function add(sums: Map<string, number>, key: string, weight: number): void {
  sums.set(key, (sums.get(key) ?? 0) + weight);
}

/**
 * The weight at which each member is cut, so that none has more than their share of what is then left, the prior
 * included: in a category, the few who vote first are held to what the prior can bear.
 */
function mostOfOne(weights: readonly number[], share: number, prior: number): number {
  const falling = [...weights].sort((one, other) => other - one);
  let rest = falling.reduce((sum, weight) => sum + weight, prior);
  for (const [cut, weight] of falling.entries()) {
    // With the `cut` heaviest cut to `most`: most = share × (most × cut + rest).
    const left = 1 - share * cut;
    const most = left > 0 ? (share * rest) / left : Number.POSITIVE_INFINITY;
    if (weight <= most) return most;
    rest -= weight;
  }
  const left = 1 - share * falling.length;
  return left > 0 ? (share * rest) / left : Number.POSITIVE_INFINITY;
}

/** The votes there are on a role anywhere. */
export function votesOf({ byCategory }: FoldedVotes, role: Role): { up: number; down: number } {
  let [up, down] = [0, 0];
  for (const byRole of byCategory.values()) {
    up += byRole[role].up;
    down += byRole[role].down;
  }
  return { up, down };
}

/** The votes there are on anything. */
export function allVotes(folded: FoldedVotes): { up: number; down: number } {
  const sums = roles.map((role) => votesOf(folded, role));
  return { up: sums.reduce((sum, { up }) => sum + up, 0), down: sums.reduce((sum, { down }) => sum + down, 0) };
}
