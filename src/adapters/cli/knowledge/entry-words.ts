/** How an entry is shown on a terminal. */
import { retirementWords } from '../../../bot/index.ts';
import type { EntryView } from '../../../knowledge/index.ts';
import { harmless, shorten } from '../words.ts';
import { timeOf } from './print.ts';

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
