import { readIntent } from './intent.ts';
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

/** The member's wish first of all, then a long queue, then what the question seems to want. */
export function chooseRole(question: string, circumstances: { wish?: Wish; waiting: number }): Route {
  const { odds, reasons } = readIntent(question);
  const certain = { odds, propensity: 1 };
  const wished = circumstances.wish?.role;
  if (wished) return { ...certain, role: wished, decidedBy: 'wish', why: `You asked for ${wished}.` };
  if (circumstances.waiting >= longQueue) {
    const why = `${circumstances.waiting} questions are waiting, so the quick role answers.`;
    return { ...certain, role: 'quick', decidedBy: 'queue', why };
  }
  const role = likeliest(odds);
  const because = reasons.filter((reason) => reason.role === role).map(({ reason }) => reason);
  const why =
    because.length > 0 ? `The question ${inWords(because)}.` : 'Nothing in the question calls for a specialist.';
  return { ...certain, role, decidedBy: 'intent', why };
}

function likeliest(odds: Record<Role, number>): Role {
  return roles.reduce((best, role) => (odds[role] > odds[best] ? role : best));
}

function inWords(parts: string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
