import type { Role } from './roles.ts';

/** How much a member knows already, as they say themselves: it words the answer, and speaks a little for some roles. */
export type Level = 'novice' | 'regular' | 'expert';

/** What a model is told of whom it answers. */
export const wordings: Readonly<Record<Level, string | undefined>> = {
  novice:
    'Whoever asks is new to this: assume nothing, explain each term where it first comes up, and go one step at a time.',
  regular: undefined,
  expert: 'Whoever asks knows the subject well: be terse and precise, and leave out what they certainly know.',
};

/** Small enough that the question itself decides wherever it says anything. */
export const leanings: Readonly<Record<Level, Partial<Record<Role, number>>>> = {
  novice: { empathy: 0.75 },
  regular: {},
  expert: { expert: 0.75, coder: 0.5 },
};
