/** JSON: a list of objects, or an object with one such list. Its text is held in memory, its objects one at a time. */
import type { Found } from '../draft.ts';
import { createLineCounter } from '../line-counter.ts';
import { malformed } from '../malformed.ts';
import { longestLine, noText, readText } from '../read-text.ts';
import type { Reading, SourceFile } from '../source-file.ts';
import type { ReadOptions } from './format.ts';
import { afterSpace } from './json-fault.ts';
import { checkEnd, checkSpan, elementsOf, type JsonText, membersOf, parseSpan, type Span } from './json-scan.ts';
import { type ObjectRow, readObjects } from './read-objects.ts';

const longestFile = 256 * 1024 * 1024;

const listNames = ['entries', 'items', 'data', 'faq', 'faqs', 'questions', 'qa', 'pairs', 'rows', 'records', 'results'];

export function readJson(file: SourceFile, options: ReadOptions, reading: Reading): AsyncIterable<Found> {
  return readObjects(rowsOf(file, reading), options);
}

async function* rowsOf(file: SourceFile, reading: Reading): AsyncGenerator<ObjectRow> {
  const json = await readJsonText(file, reading);
  yield* objectRows(json, findList(json), reading.signal);
}

export async function readJsonText(file: SourceFile, reading: Reading): Promise<JsonText> {
  if (file.bytes > longestFile) {
    throw malformed({ file: file.name }, 'is a JSON file of more than 256 MiB, expected a smaller one', {
      remedy: 'Write it as JSON lines (.jsonl), an object a line: those may be of any size.',
    });
  }
  const text = await readText(file, reading);
  if (text === undefined) throw noText(file.name);
  return { text, file: file.name };
}

/** The objects of the list that begins at `start`, each parsed when it is asked for. */
export function* objectRows(json: JsonText, start: number, signal: AbortSignal): Generator<ObjectRow> {
  const lineOf = createLineCounter(json.text);
  for (const span of elementsOf(json, start)) {
    signal.throwIfAborted();
    const at = { file: json.file, line: lineOf(span.start) };
    const chars = span.end - span.start;
    if (chars > longestLine) throw malformed(at, 'found a value of more than 4 MiB, expected shorter ones');
    yield { value: parseSpan(json, span), chars, at };
  }
}

function findList(json: JsonText): number {
  const start = afterSpace(json.text, 0);
  const char = json.text.charAt(start);
  if (char !== '[' && char !== '{') checkSpan(json, { start, end: json.text.length });
  checkEnd(json, start);
  if (char === '[') return start;
  if (char === '{') return findNamedList(json, start);
  throw malformed({ file: json.file, line: 1 }, 'found a single value, expected a list of objects');
}

/** The one list of an object, if it has a usual name. The other members have to be JSON, and are not looked into. */
function findNamedList(json: JsonText, start: number): number {
  const lists: (Span & { name: string })[] = [];
  const names: string[] = [];
  for (const member of membersOf(json, start)) {
    names.push(member.name.slice(0, 40));
    const isList = json.text.charAt(member.start) === '[' && listNames.includes(member.name.toLowerCase());
    if (isList) lists.push(member);
    else checkSpan(json, member);
  }
  const [list, ...others] = lists;
  if (list && others.length === 0) return list.start;
  const found = names.length === 0 ? 'an empty object' : `an object with ${names.slice(0, 12).join(', ')}`;
  throw malformed(
    { file: json.file, line: createLineCounter(json.text)(start) },
    `found ${found}, expected a list of objects, or an object with one list called ${listNames.slice(0, 7).join(', ')}`,
  );
}
