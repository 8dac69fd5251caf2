/** What an entry is called within its source, so that importing again finds it. */
import { createHash } from 'node:crypto';
import type { Found } from './draft.ts';

/** The key of a question whose source gives it none: the same for the same question, however it is spaced and ended. */
export function keyOfQuestion(question: string): string {
  return `q:${createHash('sha256').update(foldQuestion(question)).digest('hex').slice(0, 16)}`;
}

export function foldQuestion(question: string): string {
  const plain = question.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  let end = plain.length;
  while (end > 0 && ' .?!…。？！؟।'.includes(plain.charAt(end - 1))) end--;
  return plain.slice(0, end);
}

/** A key that was there before gets `~2`, `~3`: the order of the source decides. */
export async function* withUniqueKeys(found: AsyncIterable<Found>): AsyncGenerator<Found> {
  const taken = new Set<string>();
  const repeats = new Map<string, number>();
  for await (const each of found) {
    yield 'draft' in each ? { draft: { ...each.draft, key: take(each.draft.key) } } : each;
  }

  function take(key: string): string {
    let free = key;
    for (let count = repeats.get(key) ?? 2; taken.has(free); count++) {
      free = `${key}~${count}`;
      repeats.set(key, count + 1);
    }
    taken.add(free);
    return free;
  }
}
