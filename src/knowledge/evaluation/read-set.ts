import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../failure.ts';

/** What search is judged on: texts in groups, and questions of which each names the group that answers it, or none. */
export interface QuestionSet {
  documents: SetDocument[];
  questions: SetQuestion[];
}

export interface SetDocument {
  /** A thread of answers, a passage, or a page: finding any document of the right group is a hit. */
  group: string;
  title: string;
  text: string;
}

export interface SetQuestion {
  text: string;
  /** Null means that nothing here answers it. */
  group: string | null;
}

export interface SetFiles {
  /** JSONL of `{thread, question, answer}` or of `{id, title, text}`. */
  entries?: string | undefined;
  /** A folder of Markdown or HTML, instead of entries. */
  pages?: string | undefined;
  /** JSONL of `{text, thread | passage | page}`. */
  queries: string;
}

const name = z.union([z.string(), z.number()]).transform(String);
const threadEntry = z
  .object({ thread: name, question: z.string(), answer: z.string() })
  .transform(({ thread, question, answer }) => ({ group: thread, title: question, text: answer }));
const passageEntry = z
  .object({ id: name, title: z.string().default(''), text: z.string() })
  .transform(({ id, title, text }) => ({ group: id, title: title.replaceAll('_', ' '), text }));
const entryRow = z.union([threadEntry, passageEntry]);

const text = z.string().min(1);
const queryRow = z.union([
  z.object({ text, thread: name.nullable() }).transform((row) => ({ text: row.text, group: row.thread })),
  z.object({ text, passage: name.nullable() }).transform((row) => ({ text: row.text, group: row.passage })),
  z.object({ text, page: name.nullable() }).transform((row) => ({ text: row.text, group: row.page })),
]);

export async function readQuestionSet(
  { entries, pages, queries }: SetFiles,
  signal: AbortSignal,
): Promise<QuestionSet> {
  const questions = await readRows(queries, queryRow, 'an object with "text", and "thread", "passage" or "page"');
  const documents = entries
    ? (
        await readRows(entries, entryRow, 'an object with "thread", "question" and "answer", or with "id" and "text"')
      ).map(({ row }) => row)
    : await readPages(pages ?? '', signal);
  const groups = new Set(documents.map(({ group }) => group));
  for (const { line, row } of questions) {
    row.group = findGroup(groups, row.group);
    if (row.group === null || groups.has(row.group)) continue;
    throw new Failure('bad-question-set', `${basename(queries)}:${line}  names ${row.group}, which is not there.`, {
      remedy: 'Give the entries that the questions were written for.',
    });
  }
  return { documents, questions: questions.map(({ row }) => row) };
}

/** A page may be named without its ending, or with a leading slash. */
function findGroup(groups: ReadonlySet<string>, group: string | null): string | null {
  if (group === null || groups.has(group)) return group;
  const bare = group.replace(/^\.?\//, '');
  return (
    [bare, `${bare}.md`, `${bare}.html`, `${bare}/index.md`, `${bare}/index.html`].find((one) => groups.has(one)) ??
    group
  );
}

async function readRows<T>(file: string, form: z.ZodType<T>, expected: string): Promise<{ line: number; row: T }[]> {
  if (!existsSync(file)) {
    throw new Failure('bad-question-set', `${file} is not there.`, { remedy: 'Give the path of a JSONL file.' });
  }
  const lines = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = form.safeParse(parseJson(line));
    if (parsed.success) return [{ line: index + 1, row: parsed.data }];
    throw new Failure('bad-question-set', `${basename(file)}:${index + 1}  expected ${expected}.`, {
      remedy: 'See “Judging search” in docs/knowledge.md.',
    });
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function readPages(folder: string, signal: AbortSignal): Promise<SetDocument[]> {
  const { openSource } = await import('../import/open-source.ts');
  const source = await openSource(folder, { format: 'pages' }, signal);
  const documents: SetDocument[] = [];
  for await (const found of source.read) {
    if ('draft' in found)
      documents.push({ group: found.draft.at.file, title: found.draft.title, text: found.draft.text });
  }
  return documents;
}
