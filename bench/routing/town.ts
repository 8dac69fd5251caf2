/** A made community whose members ask, vote with noise, and change; what each role is really worth is known here alone. */
import {
  type Category,
  chooseRole,
  foldVotes,
  type Role,
  type RoutedVote,
  type RoutingSettings,
} from '../../src/answering/index.ts';
import { createRandom } from '../../src/knowledge/index.ts';
import { labelledQuestions } from '../../test/answering/routing/labelled-questions.ts';

export interface Town {
  weeks: number;
  questionsPerDay: number;
  voters: number;
  /** After this share of the time, the coder's model gets worse at what it was best at. */
  driftAt?: number;
  /** Members who vote one role up and all others down, whatever was said. */
  ring?: { members: number; role: Role };
}

export type Policy =
  | { kind: 'votes'; settings: RoutingSettings }
  | { kind: 'rules' }
  | { kind: 'random' }
  | { kind: 'fixed'; role: Role };

/** One answered question: what it was worth, and what the best role would have been. */
export interface Told {
  kind: Category;
  category: string;
  role: Role;
  worth: number;
  best: number;
  /** How likely a vote on it approves, whichever role had answered. */
  approvalOf: Record<Role, number>;
  wanted: Role;
  propensities: Record<Role, number>;
  /** The share of the honest votes on it that approve; undefined where there is none. */
  approval: number | undefined;
}

/** How likely members are to be content: one role is best at code, one at explaining, one is kind, one fast and poor. */
const worths: Record<Role, Record<Category, number>> = {
  expert: {
    code: 0.56,
    testing: 0.56,
    debugging: 0.64,
    design: 0.84,
    explanation: 0.88,
    concept: 0.86,
    'how-to': 0.72,
    other: 0.7,
  },
  coder: {
    code: 0.88,
    testing: 0.86,
    debugging: 0.8,
    design: 0.6,
    explanation: 0.5,
    concept: 0.5,
    'how-to': 0.66,
    other: 0.55,
  },
  empathy: {
    code: 0.5,
    testing: 0.5,
    debugging: 0.62,
    design: 0.6,
    explanation: 0.74,
    concept: 0.74,
    'how-to': 0.8,
    other: 0.82,
  },
  quick: {
    code: 0.42,
    testing: 0.42,
    debugging: 0.42,
    design: 0.42,
    explanation: 0.45,
    concept: 0.55,
    'how-to': 0.6,
    other: 0.66,
  },
};
const drifts: Partial<Record<Role, Partial<Record<Category, number>>>> = {
  coder: { code: 0.55, testing: 0.5, debugging: 0.55 },
};
/** How often each kind is asked. */
const shares: Record<Category, number> = {
  'how-to': 0.28,
  debugging: 0.24,
  code: 0.14,
  explanation: 0.12,
  design: 0.08,
  concept: 0.07,
  testing: 0.04,
  other: 0.03,
};

const day = 24 * 3_600_000;
const roles: readonly Role[] = ['expert', 'empathy', 'coder', 'quick'];
/** A voter who looks at the same answer sees it otherwise so often. */
const noise = 0.15;
const votedOn = 0.45;
/** Votes count half a day late here; in truth it is moments. */
const foldEvery = 20;

export function live(town: Town, policy: Policy, seed: number): Told[] {
  const random = createRandom(seed);
  const draw = createRandom(seed + 7_919); // so that every policy meets the same questions
  const { weeks, questionsPerDay, voters, ring } = town;
  const count = Math.round(weeks * 7 * questionsPerDay);
  const votes: RoutedVote[] = [];
  const told: Told[] = [];
  let known = new Map() as ReturnType<typeof foldVotes>;
  for (let number = 0; number < count; number++) {
    const now = (number / questionsPerDay) * day;
    const kind = pick(shares, random());
    const asked = labelledQuestions[kind];
    const question = asked[Math.floor(random() * asked.length)] ?? '';
    if (policy.kind === 'votes' && number % foldEvery === 0) known = foldVotes(votes, policy.settings, now);
    const { role, category, propensities, odds } = choose(policy, question, known, draw);
    const wanted = roles.reduce((one, other) => (odds[other] > odds[one] ? other : one));
    const isLate = town.driftAt !== undefined && number / count >= town.driftAt;
    const worthOf = (one: Role) => (isLate ? drifts[one]?.[kind] : undefined) ?? worths[one][kind];
    const seen = (one: Role) => worthOf(one) * (1 - noise) + (1 - worthOf(one)) * noise;
    const isGood = random() < worthOf(role);
    const approval: number[] = [];
    const about = { answerId: String(number), category, role, answeredAt: now, weight: 1 };
    const honest = random() < votedOn ? 1 + Math.floor(3 * random() ** 2) : 0;
    const voted = new Set<string>();
    for (let nth = 0; nth < honest; nth++) {
      const memberId = `member ${Math.floor(voters * random() ** 3)}`;
      if (voted.has(memberId)) continue;
      voted.add(memberId);
      const value = isGood === random() >= noise ? 1 : -1;
      votes.push({ ...about, memberId, value });
      approval.push(value > 0 ? 1 : 0);
    }
    for (let nth = 0; nth < (ring?.members ?? 0); nth++)
      if (random() < 0.6) votes.push({ ...about, memberId: `ring ${nth}`, value: role === ring?.role ? 1 : -1 });
    told.push({
      ...{ kind, category, role, propensities },
      worth: worthOf(role),
      best: Math.max(...roles.map(worthOf)),
      wanted,
      approvalOf: { expert: seen('expert'), empathy: seen('empathy'), coder: seen('coder'), quick: seen('quick') },
      approval: approval.length > 0 ? approval.reduce((sum, one) => sum + one, 0) / approval.length : undefined,
    });
  }
  return told;
}

function choose(policy: Policy, question: string, votes: ReturnType<typeof foldVotes>, random: () => number) {
  const learned = policy.kind === 'votes' ? { votes, settings: policy.settings, random } : undefined;
  const route = chooseRole(question, { waiting: 0, learned });
  if (policy.kind === 'fixed') return { ...route, role: policy.role };
  if (policy.kind === 'random') return { ...route, role: roles[Math.floor(random() * roles.length)] ?? 'quick' };
  return route;
}

function pick<Name extends string>(weights: Record<Name, number>, at: number): Name {
  let left = at;
  // What was put in by these names comes out by them.
  for (const [name, weight] of Object.entries(weights) as [Name, number][]) {
    left -= weight;
    if (left < 0) return name;
  }
  return Object.keys(weights)[0] as Name;
}
