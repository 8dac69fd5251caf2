import { readIntent, type Surroundings } from './intent.ts';
import { type Level, leanings } from './level.ts';
import { type Role, roles } from './roles.ts';

/** Which role answers, and what can be said of it afterwards. */
export interface Route {
  role: Role;
  /** One sentence for a member. */
  why: string;
  decidedBy: 'wish' | 'queue' | 'intent';
  /** The prior's odds, whatever decided in the end. */
  odds: Record<Role, number>;
  /** How likely this role was to be chosen, given all that was known: what a later judgement divides by. */
  propensity: number;
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
}

/** The member's wish first of all, then a long queue, then what the question seems to want. */
export function chooseRole(question: string, circumstances: Circumstances): Route {
  const { wish, waiting, level = 'regular' } = circumstances;
  const { odds, reasons } = readIntent(question, circumstances);
  const certain = { odds, propensity: 1 };
  const worded = level === 'regular' ? '' : ` It is worded for your level, ${level}.`;
  if (wish?.role)
    return { ...certain, role: wish.role, decidedBy: 'wish', why: `You asked for ${wish.role}.${worded}` };
  if (waiting >= longQueue) {
    const why = `${waiting} questions are waiting, so the quick role answers.${worded}`;
    return { ...certain, role: 'quick', decidedBy: 'queue', why };
  }
  const role = likeliest(odds);
  const because = reasons.filter((reason) => reason.role === role).map(({ reason }) => reason);
  const said =
    because.length > 0 ? `The question ${inWords(because)}.` : 'Nothing in the question calls for a specialist.';
  return { ...certain, role, decidedBy: 'intent', why: `${said}${leaning(level, role) ?? worded}` };
}

function leaning(level: Level, role: Role): string | undefined {
  return leanings[level][role] === undefined ? undefined : ` Your level, ${level}, speaks for that role as well.`;
}

function likeliest(odds: Record<Role, number>): Role {
  return roles.reduce((best, role) => (odds[role] > odds[best] ? role : best));
}

function inWords(parts: string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
