/** How an answer's label, its route and its times are said, wherever people read them. */
import { type Label, type Manner, type Route, roles } from '../answering/index.ts';

const labelWords: Record<Label, string> = {
  verified: '✔ verified',
  approved: '👍 approved by members',
  fromSources: '◆ generated from sources',
  withoutSources: '◇ generated without sources',
};

export function labelOf({ label, manner }: { label: Label | null; manner: Manner }): string {
  if (manner === 'excerpts') return '◆ from sources, word for word';
  return label === null ? '○ no answer' : labelWords[label];
}

export function secondsOf(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Which role answers, why, and how close the others were. */
export function describeRoute({ role, why, odds }: Route): string[] {
  const others = roles
    .map((name) => ({ name, share: odds[name] }))
    .sort((a, b) => b.share - a.share)
    .map(({ name, share }) => `${name} ${Math.round(share * 100)} %`);
  return [`${role} answers. ${why}`, `The odds from the question alone: ${others.join(', ')}.`];
}
