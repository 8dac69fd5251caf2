/** How entries, and what was found or imported, are spoken of. What is Markdown says so; the rest is for every place to shape. */
import type { EntryView, Findings, ImportReport, Refusal } from '../knowledge/index.ts';
import { signOf } from './answer-words.ts';
import { address, countOf, gist, itemOf, plain, timeOf } from './markdown.ts';

/** The end of an id: enough to tell entries apart, and what every command takes for the whole. */
export function shortId(id: string): string {
  return id.slice(-8);
}

export function confidenceWords({ confidence, isKnown }: Pick<Findings, 'confidence' | 'isKnown'>): string {
  const share = `${Math.round(confidence * 100)} %`;
  return isKnown ? `${share} sure that this answers it.` : `Not sure enough (${share}): this would be declined.`;
}

export const retirementWords = {
  superseded: 'another entry says it now.',
  retired: 'somebody took it out.',
  gone: 'its source no longer has it.',
  withdrawn: 'members approve of it no more.',
};

export function whatChanged({ added, changed, unchanged, retired, tookMs, dropped }: ImportReport): string {
  const counts = [
    countOf(added, 'added', 'added'),
    countOf(changed, 'changed', 'changed'),
    countOf(unchanged, 'unchanged', 'unchanged'),
    countOf(retired, 'retired', 'retired'),
  ].join(', ');
  return `${dropped ? 'would have been ' : ''}${counts}, in ${(tookMs / 1000).toFixed(1)} s`;
}

/** `faq.csv:12  placeholder  The answer …`, with the place first, as editors and people look for it. */
export function refusalLine({ at, rule, why }: Refusal): string {
  return `${at.file}:${at.line}  ${rule}  ${why}`;
}

/** An entry with all that is known of it, as Markdown. */
export function describeEntry(entry: EntryView): string {
  const { id, kind, question, answer, category, url, credit, verified, standing, holdsFor, room, source, createdAt } =
    entry;
  const traits = [
    verified ? '✔ verified' : 'unverified',
    kind,
    ...(standing === 'open' ? [] : [standing === 'approved' ? 'approved by members' : standing]),
    ...(category ? [plain(category, 80)] : []),
    ...(holdsFor ? [`holds for ${plain(holdsFor, 40)}`] : []),
    room === null ? 'for the whole community' : `for ${plain(room, 80)} alone`,
  ];
  const lines = [`**${plain(question, 300)}**`, traits.join(' · ')];
  if (url) lines.push(address(url));
  const by = credit === null ? '' : `${plain(credit, 120)} · `;
  lines.push(`${by}from ${plain(source.name, 80)} · ${timeOf(createdAt)} · \`${id}\``, '', answer);
  if (entry.review || entry.retired) lines.push('');
  if (entry.review)
    lines.push(`Due for review since ${timeOf(entry.review.since)}: ${plain(entry.review.reason, 200)}`);
  if (entry.retired) lines.push(`Left on ${timeOf(entry.retired.at)}: ${retirementWords[entry.retired.reason]}`);
  return lines.join('\n');
}

/** What was found for a question, as Markdown. */
export function describeFindings({ passages, ...sureness }: Findings): string {
  const [first] = passages;
  if (!first) return 'Nothing that is known here speaks of that: it would be declined.';
  const found = passages.map(({ entryId, title, text, url, credit, score, ...judged }, index) => {
    const share = `${Math.round((score / (first.score || 1)) * 100)} %`;
    const link = `${credit === undefined ? '' : ` · ${plain(credit, 120)}`}${url ? ` · ${address(url)}` : ''}`;
    const head = `${signOf(judged)}**${plain(title, 90)}** · ${share} · \`${shortId(entryId)}\`${link}`;
    return itemOf(`${index + 1}.`, head, gist(text, 190));
  });
  return [...found, '', confidenceWords(sureness)].join('\n');
}
