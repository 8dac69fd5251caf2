/** The objects of a file, one by one, as drafts and refusals. */
import type { Found, Place } from '../draft.ts';
import { malformed } from '../malformed.ts';
import { checkNamed } from './columns.ts';
import type { ReadOptions } from './format.ts';
import { readObject } from './read-object.ts';
import { longestRowChars, nameOfValue, refuseLong } from './read-row.ts';

export interface ObjectRow {
  value: unknown;
  chars: number;
  at: Place;
}

/** Fields that someone named are looked for in so many objects before any of them is read. */
const firstRows = 100;

export async function* readObjects(rows: AsyncIterable<ObjectRow>, options: ReadOptions): AsyncGenerator<Found> {
  let waiting: ObjectRow[] = [];
  let isChecked = options.columns === undefined || Object.keys(options.columns).length === 0;
  for await (const row of rows) {
    if (isChecked) {
      yield readOne(row);
      continue;
    }
    waiting.push(row);
    if (waiting.length < firstRows) continue;
    yield* readWaiting();
  }
  if (!isChecked) yield* readWaiting();

  function* readWaiting(): Generator<Found> {
    const names = new Set(waiting.flatMap(({ value }) => Object.keys(objectOf(value) ?? {})));
    const [first] = waiting;
    if (first) checkNamed([...names], options.columns ?? {}, first.at.file);
    isChecked = true;
    for (const row of waiting) yield readOne(row);
    waiting = [];
  }

  function readOne({ value, chars, at }: ObjectRow): Found {
    const object = objectOf(value);
    if (!object) throw malformed(at, `found ${nameOfValue(value)}, expected an object with a question and an answer`);
    return chars > longestRowChars ? refuseLong(at, chars) : readObject(object, options.columns ?? {}, at);
  }
}

export function objectOf(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
