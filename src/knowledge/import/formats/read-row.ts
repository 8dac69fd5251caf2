/** A row of a table, or an object, becomes a draft; one that lacks something becomes a refusal that says what. */
import type { Draft, Found, Place, Rule } from '../draft.ts';
import { keyOfQuestion } from '../keys.ts';
import type { Columns } from './columns.ts';

export const longestRowChars = 200_000;

/** The values of a row, as they are called in the source. */
export type Row = ReadonlyMap<string, unknown>;

export function readRow(row: Row, columns: Columns, at: Place): Found {
  const what = columns.kind === 'pair' ? { title: 'question', text: 'answer' } : { title: 'title', text: 'text' };
  const title = textOf(row, columns.question);
  const text = textOf(row, columns.answer);
  for (const [name, value, column] of [
    [what.title, title, columns.question],
    [what.text, text, columns.answer],
  ] as const) {
    if (value === undefined) return refuse(at, 'incomplete', whatIsMissing(row, name, column));
    if (value.trim() === '') return refuse(at, 'empty', `The ${name} is empty.`);
  }
  return { draft: draftOf(row, columns, at, title ?? '', text ?? '') };
}

export function refuse(at: Place, rule: Rule, why: string): Found {
  return { refusal: { at, rule, why } };
}

export function refuseLong(at: Place, chars: number): Found {
  return refuse(at, 'too-long', `Found ${chars} characters, expected at most ${longestRowChars}.`);
}

function draftOf(row: Row, columns: Columns, at: Place, title: string, text: string): Draft {
  const key = wordOf(row, columns.key);
  const url = webAddress(wordOf(row, columns.url));
  const category = wordOf(row, columns.category);
  const holdsFor = wordOf(row, columns.holdsFor);
  const verified = truthOf(row, columns.verified);
  return {
    key: key ?? keyOfQuestion(title),
    kind: columns.kind,
    title: title.trim(),
    text: text.trim(),
    ...(url !== undefined && { url }),
    ...(category !== undefined && { category }),
    ...(holdsFor !== undefined && { holdsFor }),
    ...(verified !== undefined && { verified }),
    at,
  };
}

/** An instruction that speaks of an input is asked together with it. */
function textOf(row: Row, column: string | undefined): string | undefined {
  const value = column === undefined ? undefined : row.get(column);
  if (typeof value !== 'string') return undefined;
  const input = column === 'instruction' ? row.get('input') : undefined;
  return typeof input === 'string' && input.trim() !== '' ? `${value}\n\n${input}` : value;
}

/** A short value: the first of a list, a number as it is written. */
function wordOf(row: Row, column: string | undefined): string | undefined {
  const value = column === undefined ? undefined : row.get(column);
  const [first] = Array.isArray(value) ? value : [value];
  const word = typeof first === 'number' ? String(first) : typeof first === 'string' ? first.trim() : '';
  return word === '' ? undefined : word;
}

/** Only what a member can open is an address; "the wiki" is none. */
function webAddress(word: string | undefined): string | undefined {
  return word !== undefined && /^https?:\/\/\S+$/i.test(word) && URL.canParse(word) ? word : undefined;
}

function truthOf(row: Row, column: string | undefined): boolean | undefined {
  const value = column === undefined ? undefined : row.get(column);
  if (typeof value === 'boolean') return value;
  const word = String(value ?? '')
    .trim()
    .toLowerCase();
  if (['true', 'yes', 'y', '1', 'x', '✓', '✅'].includes(word)) return true;
  return ['false', 'no', 'n', '0'].includes(word) ? false : undefined;
}

function whatIsMissing(row: Row, name: string, column: string | undefined): string {
  if (column !== undefined && row.has(column)) {
    return `Found ${nameOfValue(row.get(column))} as ${column}, expected a text with the ${name}.`;
  }
  const there = [...row.keys()].slice(0, 12).map((each) => each.slice(0, 40));
  const missing = column ?? `one for the ${name}`;
  return `Found ${there.length === 0 ? 'nothing' : there.join(', ')}, expected ${missing} as well.`;
}

export function nameOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return { object: 'an object', string: 'a text', undefined: 'nothing' }[typeof value as string] ?? `a ${typeof value}`;
}
