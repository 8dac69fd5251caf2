import type { Route } from '../../answering/index.ts';
import { roles } from '../../answering/index.ts';

/** `quorum route`: which role would answer, why, and how close the others were. */
export function describeRoute({ role, why, odds }: Route): string[] {
  const others = roles
    .map((name) => ({ name, share: odds[name] }))
    .sort((a, b) => b.share - a.share)
    .map(({ name, share }) => `${name} ${Math.round(share * 100)} %`);
  return [`${role} answers. ${why}`, `The odds from the question alone: ${others.join(', ')}.`];
}
