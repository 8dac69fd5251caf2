import { countOf, retirementWords, shortId } from '../../../bot/index.ts';
import type { EntryView } from '../../../knowledge/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io, OpenKnowledge } from '../quorum.ts';
import { harmless, shorten } from '../words.ts';
import { print, timeOf } from './print.ts';

/** `quorum knowledge history`: how an entry came to be what it is, oldest first. */
export async function showHistory(
  { catalogue }: OpenKnowledge,
  io: Io,
  id: string,
  { json }: { json?: boolean },
): Promise<number> {
  const versions = await catalogue.history(id);
  print(io, json, versions, () => describeHistory(versions));
  return exitCodes.done;
}

export function describeHistory(versions: readonly EntryView[]): string {
  return versions
    .map((version, index) => {
      const before = versions[index - 1];
      const title = `${timeOf(version.createdAt)}  ${shortId(version.id)}  ${shorten(harmless(version.question), 80)}`;
      const changes = before ? changesBetween(before, version) : [];
      const { retired } = version;
      const leaving = retired ? [`left on ${timeOf(retired.at)}: ${retirementWords[retired.reason]}`] : [];
      return [title, ...[...changes, ...leaving].map((line) => `  ${line}`)].join('\n');
    })
    .join('\n');
}

/** What a newer version says differently, as lines to read. */
export function changesBetween(before: EntryView, after: EntryView): string[] {
  const fields = [
    ['question', before.question, after.question],
    ['category', before.category, after.category],
    ['link', before.url, after.url],
    ['holds for', before.holdsFor, after.holdsFor],
    ['verified', before.verified ? 'yes' : 'no', after.verified ? 'yes' : 'no'],
    ['standing', before.standing, after.standing],
    ['room', before.room ?? 'whole community', after.room ?? 'whole community'],
  ] as const;
  const changed = fields
    .filter(([, old, now]) => old !== now)
    .map(([name, old, now]) => `${name}: ${valueWords(old)} → ${valueWords(now)}`);
  return [...changed, ...changedLines(before.answer, after.answer)];
}

function valueWords(value: string | null): string {
  return value ? shorten(harmless(value), 60) : 'none';
}

const mostLines = 12;

/** The lines that went and those that came; where they stand does not matter. */
function changedLines(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const marked = [
    ...without(old, now).map((line) => `- ${shorten(harmless(line), 100)}`),
    ...without(now, old).map((line) => `+ ${shorten(harmless(line), 100)}`),
  ];
  const more = marked.length - mostLines;
  if (before !== after && marked.length === 0) return ['the lines of the answer stand in another order'];
  return more > 0
    ? [...marked.slice(0, mostLines), `… and ${countOf(more, 'more line has changed', 'more lines have changed')}`]
    : marked;
}

/** Those lines that the other text does not have, as often as it does not have them. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
