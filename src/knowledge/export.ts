import type { EntryView } from './entry-view.ts';

export const exportFormats = ['jsonl', 'json', 'markdown'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What is known, as text that `knowledge import` reads back to the same entries, piece by piece. */
export async function* exportEntries(entries: AsyncIterable<EntryView>, format: ExportFormat): AsyncGenerator<string> {
  if (format === 'jsonl') yield* asLines(entries);
  if (format === 'json') yield* asList(entries);
  if (format === 'markdown') yield* asQuestions(entries);
}

async function* asLines(entries: AsyncIterable<EntryView>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(rowOf(entry))}\n`;
}

async function* asList(entries: AsyncIterable<EntryView>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const entry of entries) {
    yield `${before}${JSON.stringify(rowOf(entry), null, 2)}`;
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

/** The fields that an import finds by itself; what is empty is left out. */
function rowOf({ kind, question, answer, category, url, verified, holdsFor, source }: EntryView) {
  const own =
    kind === 'pair' ? { id: source.key, question, answer } : { id: source.key, title: question, text: answer };
  return { ...own, ...(category && { category }), ...(url && { url }), ...(holdsFor && { holdsFor }), verified };
}

/** Questions and answers under the headings of their categories; a heading of the first level is no category. */
async function* asQuestions(entries: AsyncIterable<EntryView>): AsyncGenerator<string> {
  let category: string | null = null;
  for await (const entry of entries) {
    if (entry.category !== category)
      yield entry.category === null ? '# Others\n\n' : `## ${oneLine(entry.category)}\n\n`;
    category = entry.category;
    yield `**Q:** ${oneLine(entry.question)}\n\n**A:**\n\n${withoutHeadings(entry.answer)}\n\n`;
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A heading would end the answer, so it becomes a line in bold; in code blocks there are none. */
function withoutHeadings(answer: string): string {
  let fence: string | undefined;
  const lines = answer.split('\n').map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && fence === undefined) fence = mark;
    else if (mark !== undefined && fence !== undefined && mark.startsWith(fence)) fence = undefined;
    if (fence !== undefined || mark !== undefined) return line;
    const heading = /^ {0,3}#{1,6}[ \t]+(\S.*)$/.exec(line)?.[1];
    if (heading !== undefined) return `**${heading.trim()}**`;
    return /^ {0,3}(?:=+|-{2,})[ \t]*$/.test(line) ? `\n${line}` : line; // under a line of text it would make a heading
  });
  return lines.join('\n');
}
