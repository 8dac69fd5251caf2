import type { Label, Manner } from '../../answering/index.ts';

/** How labels and manners are called on a terminal. */
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

/** A line cut to what is worth reading of it. */
export function shorten(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return [...line].length <= most ? line : `${[...line].slice(0, most - 1).join('')}…`;
}

/** Text from outside as a terminal may show it: without the escapes by which it could rewrite the screen. */
export function harmless(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '');
}
