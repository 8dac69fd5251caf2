/** A made community whose members ask, vote with noise, and change; what each role is really worth is known here alone. */
import {
  type Category,
  chooseRole,
  type FoldedVotes,
  foldVotes,
  noTopics,
  noVotes,
  type Role,
  type RoutedVote,
  type RoutingSettings,
  type TopicBook,
} from '../../src/answering/index.ts';
import { createRandom } from '../../src/knowledge/index.ts';
import { labelledQuestions } from '../../test/answering/routing/labelled-questions.ts';
import { subjects } from './subjects.ts';

export interface Town {
  weeks: number;
  questionsPerDay: number;
  voters: number;
  /** After this share of the time, the coder's model gets worse at what it was best at. */
  driftAt?: number;
  /** The quick role is good at what the rules send it, so that they are right. */
  rulesAreRight?: boolean;
  /** Members who vote one role up and all others down, whatever was said. */
  ring?: { members: number; role: Role };
  /**
   * Most questions are about one of some subjects. How far roles do better or worse on a subject than elsewhere, in log-odds
   * of approval: the deviation of a draw for each role and subject, and of another for each category of it.
   */
  subjects?: number;
}

export type Policy =
  /** With the topics that are known in each week, where it has any. */
  | { kind: 'votes'; settings: RoutingSettings; topics?: readonly TopicBook[] }
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
/** The quick role's, where the rules are right. */
const goodQuick: Record<Category, number> = {
  'how-to': 0.86,
  other: 0.86,
  concept: 0.8,
  debugging: 0.55,
  explanation: 0.55,
  code: 0.5,
  testing: 0.5,
  design: 0.5,
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

/** What is asked, whoever answers. */
export interface MadeQuestion {
  text: string;
  kind: Category;
  /** By its number; -1 for none. */
  subject: number;
  asker: string;
}

export function ask(town: Town, seed: number): MadeQuestion[] {
  const random = createRandom(seed + 15_485_863);
  return Array.from({ length: Math.round(town.weeks * 7 * town.questionsPerDay) }, () => {
    const kind = pick(shares, random());
    const asked = labelledQuestions[kind];
    const plain = asked[Math.floor(random() * asked.length)] ?? '';
    const asker = `asker ${Math.floor(4 * town.voters * random() ** 2)}`;
    const subject =
      town.subjects === undefined || random() < aboutNothing ? -1 : Math.floor(subjects.length * random() ** 1.5);
    const about = Array.from({ length: 2 + Math.floor(2 * random()) }, () => {
      const of = random() < slips ? Math.floor(subjects.length * random()) : subject;
      return subjects[of]?.[Math.floor(12 * random() ** 1.5)] ?? '';
    });
    return { text: subject < 0 ? plain : `${plain} (${about.join(' ')})`, kind, subject, asker };
  });
}

/** How many questions are about none of the subjects, and how many of a subject's words are another's. */
const aboutNothing = 0.25;
const slips = 0.1;

function draw(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** How a role's worth on a subject differs from elsewhere, in log-odds. */
function shiftsOf(deviation: number, seed: number): (role: Role, subject: number, kind: Category) => number {
  const random = createRandom(seed + 32_452_843);
  const known = new Map<string, number>();
  for (const role of roles)
    for (const subject of subjects.keys()) {
      const everywhere = draw(random);
      for (const kind of Object.keys(shares))
        known.set(`${role} ${subject} ${kind}`, (deviation * (everywhere + draw(random))) / Math.SQRT2);
    }
  return (role, subject, kind) => known.get(`${role} ${subject} ${kind}`) ?? 0;
}

export function live(town: Town, policy: Policy, seed: number): Told[] {
  const random = createRandom(seed);
  const chance = createRandom(seed + 7_919); // so that every policy meets the same questions
  const { questionsPerDay, voters, ring } = town;
  const asked = ask(town, seed);
  const count = asked.length;
  const shiftOf = shiftsOf(town.subjects ?? 0, seed);
  const books = (policy.kind === 'votes' && policy.topics) || [];
  const votes: RoutedVote[] = [];
  const told: Told[] = [];
  let known = noVotes;
  for (const [number, { text: question, kind, subject }] of asked.entries()) {
    const now = (number / questionsPerDay) * day;
    if (policy.kind === 'votes' && number % foldEvery === 0) known = foldVotes(votes, policy.settings, now);
    const book = books[Math.floor(number / questionsPerDay / 7)] ?? noTopics;
    const { role, category, topic, propensities, odds } = choose(policy, question, known, book, chance);
    const wanted = roles.reduce((one, other) => (odds[other] > odds[one] ? other : one));
    const isLate = town.driftAt !== undefined && number / count >= town.driftAt;
    const worthOf = (one: Role) => {
      const usually = one === 'quick' && town.rulesAreRight ? goodQuick[kind] : worths[one][kind];
      const worth = (isLate ? drifts[one]?.[kind] : undefined) ?? usually;
      return 1 / (1 + ((1 - worth) / worth) * Math.exp(-shiftOf(one, subject, kind)));
    };
    const seen = (one: Role) => worthOf(one) * (1 - noise) + (1 - worthOf(one)) * noise;
    const isGood = random() < worthOf(role);
    const approval: number[] = [];
    const about = { answerId: String(number), category, topicId: topic?.id, role, answeredAt: now, weight: 1 };
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

function choose(policy: Policy, question: string, votes: FoldedVotes, topics: TopicBook, random: () => number) {
  const learned = policy.kind === 'votes' ? { votes, topics, settings: policy.settings, random } : undefined;
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
