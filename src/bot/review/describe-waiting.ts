/** How what waits for moderators is shown, and what they can do about it. */
import { shortId } from '../knowledge-words.ts';
import { countOf, gist, itemOf, plain, timeOf } from '../markdown.ts';
import type { Decision } from './decide.ts';
import type { Waiting } from './waiting.ts';

export const kindWords: Record<Waiting['kind'], string> = {
  correction: 'Proposed',
  contested: 'Contested',
  denied: 'Denied',
  doubt: 'Doubted',
  reply: 'A person’s reply',
  draft: 'Draft',
};

/** One of several, as an item of a list. */
export function waitingLine(waiting: Waiting, number: number): string {
  const { kind, question, why, since, text } = waiting;
  const head = `${kindWords[kind]}: **${plain(question, 120)}** · ${timeOf(since)} · \`${shortId(waiting.id)}\``;
  return itemOf(`${number}.`, head, why, gist(text, 160));
}

/** One alone, whole; `instead` is what would go. */
export function wholeWaiting({ kind, question, why, since, text, id }: Waiting, instead: string | undefined): string {
  const lines = [`${kindWords[kind]}: **${plain(question, 300)}**`, `${timeOf(since)} · \`${id}\``, why, '', text];
  if (instead !== undefined && instead !== text) lines.push('', '*In the place of:*', '', instead);
  return lines.join('\n');
}

/** What each decision is called, so that it says what follows from it. */
export function decisionWords({ kind, entryId }: Waiting): Record<Decision, string> {
  if (kind === 'draft') return { approve: 'Send', edit: 'Edit and send', drop: 'Drop' };
  if (kind === 'correction' || kind === 'reply') return { approve: 'Approve', edit: 'Edit', drop: 'Drop' };
  if (entryId !== null) return { approve: 'Keep', edit: 'Correct', drop: 'Take out' };
  return { approve: 'Approve', edit: 'Correct', drop: 'Deny' };
}

export function headOf(page: number, pages: number, total: number): string {
  return `**What waits for moderators**: ${countOf(total, 'thing')}${pages > 1 ? `, page ${page} of ${pages}` : ''}`;
}
