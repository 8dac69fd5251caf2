/** A folder with `questions/q_1.txt`, `answers/a_1.txt` and, where there is one, `meta/m_1.txt`. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Found } from '../draft.ts';
import { malformed } from '../malformed.ts';
import { readText } from '../read-text.ts';
import type { Reading, SourceFile } from '../source-file.ts';
import type { Opened } from './format.ts';
import { longestRowChars, refuse, refuseLong } from './read-row.ts';

const mostFiles = 50_000;

interface Item {
  number: string;
  question?: SourceFile;
  answer?: SourceFile;
  meta?: SourceFile;
}

type Part = 'question' | 'answer' | 'meta';

const parts: readonly { part: Part; folder: string; name: RegExp }[] = [
  { part: 'question', folder: 'questions', name: /^q_(\d{1,15})\.txt$/ },
  { part: 'answer', folder: 'answers', name: /^a_(\d{1,15})\.txt$/ },
  { part: 'meta', folder: 'meta', name: /^m_(\d{1,15})\.txt$/ },
];

export async function openNumbered(root: string, reading: Reading): Promise<Opened> {
  const items = new Map<string, Item>();
  for (const { part, folder, name } of parts) {
    for (const [number, file] of await numberedFiles(root, folder, name, reading)) {
      items.set(number, { number, ...items.get(number), [part]: file });
    }
  }
  if (items.size === 0) throw malformed({ file: root }, 'holds no questions/q_1.txt, expected numbered questions');
  const ordered = [...items.values()].sort((a, b) => Number(a.number) - Number(b.number));
  const files = ordered.flatMap(({ question, answer, meta }) => [question, answer, meta]);
  return { files: files.filter((file) => file !== undefined), found: readItems(ordered, reading) };
}

async function* readItems(items: readonly Item[], reading: Reading): AsyncGenerator<Found> {
  for (const item of items) {
    if (item.question || item.answer) yield await readItem(item, reading);
  }
}

async function readItem({ number, question, answer, meta }: Item, reading: Reading): Promise<Found> {
  const at = { file: (question ?? answer)?.name ?? number, line: 1 };
  if (!question) return refuse(at, 'incomplete', `Found an answer alone, expected questions/q_${number}.txt as well.`);
  if (!answer) return refuse(at, 'incomplete', `Found a question alone, expected answers/a_${number}.txt as well.`);
  const chars = Math.max(question.bytes, answer.bytes);
  if (chars > longestRowChars) return refuseLong(at, chars);
  const [title, text] = [await readText(question, reading), await readText(answer, reading)];
  if (title === undefined || text === undefined) {
    return refuse(
      at,
      'unreadable',
      `Found NUL bytes in ${(title === undefined ? question : answer).name}, expected text.`,
    );
  }
  if (title.trim() === '') return refuse(at, 'empty', 'The question is empty.');
  if (text.trim() === '') return refuse(at, 'empty', `The answer in ${answer.name} is empty.`);
  const category = meta && categoryIn((await readText(meta, reading)) ?? '');
  return {
    draft: { key: number, kind: 'pair', title: title.trim(), text: text.trim(), ...(category && { category }), at },
  };
}

/** `model:llama3,score:4,category:networking` */
function categoryIn(meta: string): string | undefined {
  for (const field of meta.split(/[,\n]/)) {
    const [name = '', ...value] = field.split(':');
    if (name.trim().toLowerCase() === 'category') return value.join(':').trim() || undefined;
  }
  return undefined;
}

/** A folder that is missing, or a link to somewhere else, holds nothing. */
async function numberedFiles(
  root: string,
  folder: string,
  pattern: RegExp,
  { notes }: Reading,
): Promise<[string, SourceFile][]> {
  const path = join(root, folder);
  const stats = await lstat(path).catch(() => undefined);
  if (stats?.isSymbolicLink()) notes.add('link', folder);
  if (!stats?.isDirectory()) return [];
  const files: [string, SourceFile][] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const [, number] = pattern.exec(entry.name) ?? [];
    const name = `${folder}/${entry.name}`;
    if (number === undefined) continue;
    if (entry.isSymbolicLink()) notes.add('link', name);
    if (!entry.isFile()) continue;
    files.push([number, { path: join(path, entry.name), name, bytes: (await lstat(join(path, entry.name))).size }]);
    if (files.length > mostFiles)
      throw malformed({ file: root }, `holds more than ${mostFiles} questions, expected fewer`);
  }
  return files;
}
