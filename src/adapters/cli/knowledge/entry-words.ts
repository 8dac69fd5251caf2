/** How an entry is shown on a terminal. */
import type { EntryView } from '../../../knowledge/index.ts';
import { harmless, shorten } from '../words.ts';
import { timeOf } from './print.ts';

/** The end of an id: enough to tell entries apart, and what every command takes for the whole. */
export function shortId(id: string): string {
  return id.slice(-8);
}

export function stateOf({ retired, standing, review }: Pick<EntryView, 'retired' | 'standing' | 'review'>): string {
  if (retired) return 'retired';
  if (standing === 'denied') return 'bad';
  return review ? 'review' : 'known';
}

export function describeEntry(entry: EntryView): string {
  const { id, kind, question, answer, category, url, verified, standing, holdsFor, room, source, createdAt } = entry;
  const traits = [
    verified ? '✔ verified' : 'unverified',
    kind,
    ...(standing === 'open' ? [] : [standing]),
    ...(category ? [harmless(category)] : []),
    ...(holdsFor ? [`holds for ${harmless(holdsFor)}`] : []),
    room === null ? 'for the whole community' : `for ${harmless(room)} alone`,
  ];
  const lines = [harmless(question), traits.join(' · ')];
  if (url) lines.push(harmless(url));
  lines.push(`from ${harmless(source.name)} (${shorten(harmless(source.key), 80)}) · ${timeOf(createdAt)} · ${id}`);
  lines.push('', harmless(answer));
  if (entry.review || entry.retired) lines.push('');
  if (entry.review) lines.push(`Due for review since ${timeOf(entry.review.since)}: ${harmless(entry.review.reason)}`);
  if (entry.retired) lines.push(`Left on ${timeOf(entry.retired.at)}: ${retirementWords[entry.retired.reason]}`);
  return lines.join('\n');
}

export const retirementWords = {
  superseded: 'another entry says it now.',
  retired: 'somebody took it out.',
  gone: 'its source no longer has it.',
};
