import { readIntent, type Surroundings } from './intent.ts';
import { type Level, leanings } from './level.ts';
import { type Role, roles } from './roles.ts';
import { type Category, categoryOf } from './routing/category.ts';
import type { FoldedVotes } from './routing/fold-votes.ts';
import { type FoundTopic, type TopicBook, topicOf } from './routing/topics.ts';
import { drawRole, type RoutingSettings, votesIn, weighRoles } from './routing/weigh-roles.ts';

/** Which role answers, and what can be said of it afterwards. */
export interface Route {
  role: Role;
  /** One or two sentences for a member. */
  why: string;
  /** What had the last word: `votes` where there were any on such questions, else what the question seems to want. */
  decidedBy: 'wish' | 'queue' | 'intent' | 'votes';
  /** The prior's odds, whatever decided in the end. */
  odds: Record<Role, number>;
  category: string;
  /** What it is about, within that; none where that is nothing that is often asked about. */
  topic?: FoundTopic | undefined;
  /** How likely each role was to be chosen, given all that was known: what a later judgement divides by. */
  propensities: Record<Role, number>;
  /** That of the role that was chosen. */
  propensity: number;
  /** The votes on such questions that were known then; undefined where they were not asked. */
  votes?: Record<Role, { up: number; down: number }> | undefined;
  /** Its member wished for a model: what they think of the answer says nothing of the role. */
  isModelWished?: boolean | undefined;
}

export interface Wish {
  role?: Role;
  model?: string;
}

/** Questions waiting at which an unasked-for choice becomes `quick`. */
export const longQueue = 8;

export interface Circumstances extends Surroundings {
  wish?: Wish | undefined;
  waiting: number;
  /** The roles that can be served; all of them unless told. */
  among?: readonly Role[] | undefined;
  /** Those whose model would have to be loaded in place of another. */
  swaps?: ReadonlySet<Role> | undefined;
  /** Where votes count: what they say, how much that is worth, and the chance to draw by. */
  learned?: { votes: FoldedVotes; topics: TopicBook; settings: RoutingSettings; random: () => number } | undefined;
}

/** The member's wish first of all, then a long queue, then what the question seems to want and what votes have said. */
export function chooseRole(question: string, circumstances: Circumstances): Route {
  const { wish, waiting, level = 'regular', attached, learned, swaps = new Set() } = circumstances;
  const among = circumstances.among && circumstances.among.length > 0 ? circumstances.among : roles;
  const { odds, reasons } = readIntent(question, circumstances);
  const category = categoryOf(question, attached);
  const topic = learned && topicOf(question, learned.topics);
  const about = { odds, category, ...(topic && { topic }), ...(wish?.model !== undefined && { isModelWished: true }) };
  const certain = (role: Role) => ({ ...about, role, propensities: only(role), propensity: 1 });
  const worded = level === 'regular' ? '' : ` It is worded for your level, ${level}.`;
  if (wish?.role) return { ...certain(wish.role), decidedBy: 'wish', why: `You asked for ${wish.role}.${worded}` };
  if (waiting >= longQueue) {
    const why = `${waiting} questions are waiting, so the quick role answers.${worded}`;
    return { ...certain('quick'), decidedBy: 'queue', why };
  }

  const likeliest = among.reduce((best, role) => (odds[role] > odds[best] ? role : best));
  const because = reasons.filter(({ role }) => role === likeliest).map(({ reason }) => reason);
  const wants =
    because.length > 0 ? `The question ${inWords(because)}.` : 'Nothing in the question calls for a specialist.';
  if (!learned)
    return { ...certain(likeliest), decidedBy: 'intent', why: `${wants}${leaning(level, likeliest) ?? worded}` };

  const { votes, settings, random } = learned;
  const propensities = weighRoles({ odds, category, topicId: topic?.id, votes, among, swaps }, settings);
  const role = drawRole(propensities, random);
  const cast = castOn(votes.byCategory, category);
  const hasVotes = roles.some((one) => cast[one].up + cast[one].down > 0);
  const found = hasVotes ? foundBetter(category, role, cast[role]) : tried(role);
  const isExpected = role === likeliest;
  return {
    ...about,
    role,
    decidedBy: hasVotes ? 'votes' : 'intent',
    why: `${wants}${isExpected ? (leaning(level, role) ?? worded) : `${found}${worded}`}`,
    propensities,
    propensity: propensities[role],
    votes: cast,
  };
}

function only(role: Role): Record<Role, number> {
  return { expert: 0, empathy: 0, coder: 0, quick: 0, [role]: 1 };
}

function castOn(votes: FoldedVotes['byCategory'], category: string): Record<Role, { up: number; down: number }> {
  const { expert, empathy, coder, quick } = votesIn(votes, category);
  return { expert: expert.cast, empathy: empathy.cast, coder: coder.cast, quick: quick.cast };
}

function foundBetter(category: string, role: Role, { up, down }: { up: number; down: number }): string {
  const where = ` on ${categoryWords[category] ?? category}`;
  return up + down === 0
    ? tried(role, where)
    : ` O${where.slice(2)}, ${up} of ${up + down} votes here approve of ${role}.`;
}

function tried(role: Role, where = ''): string {
  return ` This time ${role} is tried, to learn how well it does${where}.`;
}

/** A category after “on” or “for”. */
export const categoryWords: Record<Category, string> & Record<string, string> = {
  testing: 'testing',
  debugging: 'debugging',
  code: 'code',
  design: 'design',
  explanation: 'explanations',
  'how-to': 'how-tos',
  concept: 'concepts',
  other: 'other questions',
};

function leaning(level: Level, role: Role): string | undefined {
  return leanings[level][role] === undefined ? undefined : ` Your level, ${level}, speaks for that role as well.`;
}

function inWords(parts: string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
