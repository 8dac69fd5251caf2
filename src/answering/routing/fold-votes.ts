/**
 * What votes say of each role, by category: a pure fold over rows, so that every process that reads the same votes
 * believes the same, whatever was cast, changed or undone on the way.
 */
import { type Role, roles } from '../roles.ts';

/** A vote on an answer whose role routing chose. */
export interface RoutedVote {
  answerId: string;
  category: string;
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

/** By category. */
export type VotesByRole = ReadonlyMap<string, Readonly<Record<Role, RoleVotes>>>;

const week = 7 * 24 * 3_600_000;

export function foldVotes(votes: readonly RoutedVote[], settings: FoldSettings, now: number): VotesByRole {
  const quieted = new Map<string, number>();
  for (const vote of votes) quieted.set(vote.memberId, (quieted.get(vote.memberId) ?? 0) + aged(vote, settings, now));
  const most = mostOfOne([...quieted.values()], settings.memberVoice / quieted.size, 0);
  for (const [memberId, weight] of quieted) quieted.set(memberId, Math.min(1, most / weight));

  const folded = new Map<string, Record<Role, RoleVotes>>();
  for (const [category, ofCategory] of grouped(votes, ({ category }) => category)) {
    const byRole = grouped(ofCategory, ({ role }) => role);
    const of = (role: Role) => foldRole(byRole.get(role) ?? [], quieted, settings, now);
    folded.set(category, { expert: of('expert'), empathy: of('empathy'), coder: of('coder'), quick: of('quick') });
  }
  return folded;
}

function aged({ weight, answeredAt }: RoutedVote, { weeklyDecay }: FoldSettings, now: number): number {
  return weight * weeklyDecay ** (Math.max(0, now - answeredAt) / week);
}

function foldRole(
  votes: readonly RoutedVote[],
  quieted: ReadonlyMap<string, number>,
  settings: FoldSettings,
  now: number,
): RoleVotes {
  const { votesPerAnswer, memberShare, priorVotes } = settings;
  const cast = { up: 0, down: 0 };
  const byMember = new Map<string, { up: number; down: number }>();
  for (const ofAnswer of grouped(votes, ({ answerId }) => answerId).values()) {
    const heard = ofAnswer.map((vote) => vote.weight * (quieted.get(vote.memberId) ?? 1));
    const capped = Math.min(1, votesPerAnswer / heard.reduce((sum, weight) => sum + weight, 0));
    for (const [at, vote] of ofAnswer.entries()) {
      const theirs = byMember.get(vote.memberId) ?? { up: 0, down: 0 };
      byMember.set(vote.memberId, theirs);
      const side = vote.value > 0 ? 'up' : 'down';
      cast[side] += 1;
      theirs[side] += aged({ ...vote, weight: (heard[at] ?? 0) * capped }, settings, now);
    }
  }
  const weights = [...byMember.values()].map(({ up, down }) => up + down);
  const most = mostOfOne(weights, memberShare, priorVotes);
  const sum = { up: 0, down: 0 };
  for (const { up, down } of byMember.values()) {
    const capped = Math.min(1, most / (up + down));
    sum.up += up * capped;
    sum.down += down * capped;
  }
  return { ...sum, cast };
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

function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The votes there are on a role anywhere. */
export function votesOf(folded: VotesByRole, role: Role): { up: number; down: number } {
  let [up, down] = [0, 0];
  for (const byRole of folded.values()) {
    up += byRole[role].up;
    down += byRole[role].down;
  }
  return { up, down };
}

/** The votes there are on anything. */
export function allVotes(folded: VotesByRole): { up: number; down: number } {
  const sums = roles.map((role) => votesOf(folded, role));
  return { up: sums.reduce((sum, { up }) => sum + up, 0), down: sums.reduce((sum, { down }) => sum + down, 0) };
}
