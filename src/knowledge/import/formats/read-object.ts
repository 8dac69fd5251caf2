/** An object of JSON becomes a draft: by the usual names of fields, or the first two turns of a conversation. */
import type { Found, Place } from '../draft.ts';
import { chooseColumns, type ReadNames } from './columns.ts';
import { readRow } from './read-row.ts';

export function readObject(object: object, named: ReadNames, at: Place): Found {
  const row = new Map<string, unknown>(Object.entries(object));
  const columns = chooseColumns([...row.keys()], named);
  const turns = turnsOf(row);
  if (columns.answer !== undefined || turns === undefined) return readRow(row, columns, at);
  for (const [name, value] of firstPair(turns)) row.set(name, value);
  return readRow(row, { ...columns, question: 'question', answer: 'answer' }, at);
}

export interface Turn {
  speaker: 'user' | 'assistant' | 'other';
  text: string;
}

/** One turn of a conversation, as chat programs keep it; undefined where it is none. */
export function turnOf(value: unknown): Turn | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { role, from, content, value: said, text } = Object.fromEntries(Object.entries(value));
  const speaker = role ?? from;
  const words = plainContent(content ?? said ?? text);
  if (typeof speaker !== 'string' || words === undefined) return undefined;
  return { speaker: speakers.get(speaker.toLowerCase()) ?? 'other', text: words };
}

const speakers = new Map<string, Turn['speaker']>([
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['gpt', 'assistant'],
  ['bot', 'assistant'],
  ['model', 'assistant'],
]);

function turnsOf(row: ReadonlyMap<string, unknown>): Turn[] | undefined {
  const turns = row.get('messages') ?? row.get('conversations') ?? row.get('conversation');
  if (!Array.isArray(turns)) return undefined;
  return turns.map(turnOf).filter((turn) => turn !== undefined);
}

/** The first thing asked, and the first answer after it. */
function* firstPair(turns: readonly Turn[]): Generator<[string, string]> {
  const asked = turns.findIndex(({ speaker }) => speaker === 'user');
  const question = turns[asked];
  if (question) yield ['question', question.text];
  const answer = turns.slice(asked + 1).find(({ speaker }) => speaker === 'assistant');
  if (answer) yield ['answer', answer.text];
}

/** A text, or the texts of a list of parts. */
function plainContent(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content
    .map((part: unknown) => (typeof part === 'object' && part !== null && 'text' in part ? part.text : ''))
    .filter((text) => typeof text === 'string' && text !== '')
    .join('\n');
}
