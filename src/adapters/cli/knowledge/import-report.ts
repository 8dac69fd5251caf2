import { countOf, refusalLine, whatChanged } from '../../../bot/index.ts';
import type { ImportReport, Refusal } from '../../../knowledge/index.ts';
import { harmless, shorten } from '../words.ts';

const mostShown = 20;

/** What came of an import, in sentences and numbers. */
export function describeImport(report: ImportReport): string {
  const { source, format, kept, badExamples, refused, refusals, notes, dropped } = report;
  const lines = [`${harmless(source)} (${format}): ${whatChanged(report)}.`];
  if (badExamples > 0) lines.push(`${countOf(badExamples, 'bad example')}, kept apart and never found.`);
  if (kept > 0)
    lines.push(
      `${countOf(kept, 'entry was', 'entries were')} edited here and changed in the source: the edit stays, and is due ` +
        'for review (npm run -s quorum -- knowledge list --state review).',
    );
  if (refused > 0)
    lines.push(
      `${countOf(refused, 'row was', 'rows were')} refused:`,
      ...refusals.slice(0, mostShown).map(describeRefusal),
    );
  if (refused > mostShown)
    lines.push(`  … and ${countOf(refused - mostShown, 'more', 'more')}; --json has ${whatJsonHas(report)}.`);
  lines.push(...notes.slice(0, mostShown).map((note) => `Note: ${harmless(note)}`));
  if (notes.length > mostShown) lines.push(`  … and ${countOf(notes.length - mostShown, 'more note')}.`);
  if (dropped === 'dry-run') lines.push('This was a dry run: nothing of it was kept.');
  if (dropped === 'strict')
    lines.push(
      'Nothing of it was kept, because --strict takes all or nothing. Mend what was refused, or leave --strict out.',
    );
  return lines.join('\n');
}

/** `faq.csv:12  placeholder  The answer …`, with the place first, as editors and people look for it. */
function describeRefusal({ why, ...refusal }: Refusal): string {
  return `  ${harmless(refusalLine({ ...refusal, why: shorten(why, 200) }))}`;
}

function whatJsonHas({ refused, refusals }: ImportReport): string {
  return refusals.length < refused ? `the first ${countOf(refusals.length, '', '').trim()}` : 'them all';
}
