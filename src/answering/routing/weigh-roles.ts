/** How likely each role is to be chosen for a question: what the question seems to want, and what votes say of each role. */
import { type Role, roles } from '../roles.ts';
import { type Belief, chancesOfBest } from './chances.ts';
import {
  allVotes,
  type FoldedVotes,
  type FoldSettings,
  type RoleVotes,
  topicKey,
  type VotesByRole,
  votesOf,
} from './fold-votes.ts';

export interface RoutingSettings extends FoldSettings {
  /** The least chance of a role that can be served: what is never tried is never known. */
  explorationFloor: number;
  /** Whether votes are told apart by topic as well as by category. */
  byTopic: boolean;
  /** The approval that a role must be ahead by to be worth loading another model. */
  swapCost: number;
}

export interface Weighing {
  /** The intent prior's. */
  odds: Readonly<Record<Role, number>>;
  category: string;
  /** The id of the question's topic, where it has one. */
  topicId?: string | undefined;
  votes: FoldedVotes;
  /** The roles that can be served. */
  among: readonly Role[];
  /** Those whose model would have to be loaded in place of another. */
  swaps: ReadonlySet<Role>;
}

/**
 * The chance of each role; together they are one. Where nobody votes there is nothing to learn, so that what the question
 * seems to want decides, but for the floor; with the first votes, it is left more and more to what is believed.
 */
export function weighRoles(weighing: Weighing, settings: RoutingSettings): Record<Role, number> {
  const { among, swaps, odds, votes } = weighing;
  const beliefs = among.map((role) => {
    const { up, down } = believe(role, weighing, settings);
    return { up: sureness * up, down: sureness * down, cost: swaps.has(role) ? settings.swapCost : 0 };
  });
  const best = chancesOfBest(beliefs);
  const floor = Math.min(settings.explorationFloor, 1 / among.length);
  const chances: Record<Role, number> = { expert: 0, empathy: 0, coder: 0, quick: 0 };
  const { up, down } = allVotes(votes);
  const trust = Math.min(1, (up + down) / votesToTrust);
  const wanted = among.reduce((one, other) => (odds[other] > odds[one] ? other : one));
  for (const [at, role] of among.entries()) {
    const left = trust * (best[at] ?? 0) + (role === wanted ? 1 - trust : 0);
    chances[role] = floor + (1 - among.length * floor) * left;
  }
  return chances;
}

/**
 * Roles are drawn as if beliefs were so many times as sure as they are. Thompson sampling tries out for a time without end; here
 * votes fade, and in the months that they count for, less trying brings more.
 */
const sureness = 2;
/** The votes, on anything, from which on all is left to what is believed. */
const votesToTrust = 10;
/** A community that has voted on nothing approves of seven answers in ten, as surely as ten votes would say. */
const usual = { up: 7, down: 3 };
/** The votes of its community's usual approval that a role begins with, before any category is looked at. */
const roleVotes = 10;
/** What is between a role that the question speaks for and one that it does not, in log-odds of approval. */
const intentStrength = 0.8;

/** The votes that its category is worth, in what is believed of a role on a topic. */
const topicPriorVotes = 30;

/**
 * On a topic, the share that is believed of its category is moved by the topic's own votes. It is as sure as it is of the category:
 * were it less, every topic would be tried out anew, and that costs more than telling them apart brings.
 */
function believe(role: Role, weighing: Weighing, settings: RoutingSettings): Belief {
  const ofCategory = believeOfCategory(role, weighing, settings);
  const { category, topicId, votes } = weighing;
  if (topicId === undefined || !settings.byTopic) return ofCategory;
  const own = votesIn(votes.byTopic, topicKey(category, topicId))[role];
  const worth = ofCategory.up + ofCategory.down;
  // One member's votes may be cut harder in the category than on the topic.
  const elsewhere = Math.min(1, Math.max(0, (ofCategory.up - own.up) / (worth - own.up - own.down)));
  const share = (topicPriorVotes * elsewhere + own.up) / (topicPriorVotes + own.up + own.down);
  return { up: worth * share, down: worth * (1 - share) };
}

/**
 * The prior is what the community usually approves, moved by how the role does everywhere and by what the question seems
 * to want; then come the votes in the category itself.
 */
function believeOfCategory(
  role: Role,
  { odds, category, votes, among }: Weighing,
  { priorVotes }: RoutingSettings,
): Belief {
  const all = allVotes(votes);
  const usually = (usual.up + all.up) / (usual.up + usual.down + all.up + all.down);
  const everywhere = votesOf(votes, role);
  const likeliest = Math.max(...among.map((one) => odds[one]));
  const prior = shareOf(
    logOdds(everywhere.up + roleVotes * usually, everywhere.down + roleVotes * (1 - usually)) +
      intentStrength * (odds[role] / likeliest - 0.5),
  );
  const { up, down } = votesIn(votes.byCategory, category)[role];
  return { up: priorVotes * prior + up, down: priorVotes * (1 - prior) + down };
}

function logOdds(up: number, down: number): number {
  return Math.log(up / down);
}

function shareOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

export function votesIn(votes: VotesByRole, category: string): Readonly<Record<Role, RoleVotes>> {
  return votes.get(category) ?? none;
}

const nothing: RoleVotes = { up: 0, down: 0, cast: { up: 0, down: 0 } };
const none = { expert: nothing, empathy: nothing, coder: nothing, quick: nothing };

/** Draws a role by its chance; the lowest draw is the likeliest role's. */
export function drawRole(chances: Readonly<Record<Role, number>>, random: () => number): Role {
  const falling = [...roles].sort((one, other) => chances[other] - chances[one]);
  let left = random();
  for (const role of falling) {
    left -= chances[role];
    if (left < 0) return role;
  }
  return falling[0] ?? 'quick';
}
