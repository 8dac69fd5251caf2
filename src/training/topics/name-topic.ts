/** What a topic is called: the words by which most of its questions are told from others. */
import type { Topic } from '../../answering/index.ts';
import type { SharedWord } from './shared-words.ts';

const wordsInName = 3;
/** So many of its questions have a word of its name, or its name says nothing of it: then it is no topic. */
const leastNamed = 0.4;
/** A name holds as long as its words are among so many that would do. */
const stillTelling = 8;

export interface Naming {
  speaking: Topic['words'];
  words: readonly SharedWord[];
  /** The same topic as it was before: a name that still holds is kept. */
  before: Topic | undefined;
}

export function nameOf(texts: readonly (readonly number[])[], { speaking, words, before }: Naming): string | undefined {
  const counts = new Map<number, number>();
  for (const text of texts) for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weights = new Map(speaking);
  const telling = [...counts]
    .flatMap(([number, count]) => {
      const { stem = '', form } = words[number] ?? {};
      return form === undefined ? [] : [{ number, form, score: count * (weights.get(stem) ?? 0) }];
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || (one.form < other.form ? -1 : 1))
    .slice(0, stillTelling);
  const kept = before?.name.split(separator).flatMap((word) => telling.find(({ form }) => form === word) ?? []);
  const isKept = kept !== undefined && kept.length > 0 && kept.length === before?.name.split(separator).length;
  const chosen = isKept ? kept : telling.slice(0, wordsInName);
  const numbers = new Set(chosen.map(({ number }) => number));
  const named = texts.filter((text) => text.some((word) => numbers.has(word))).length;
  return named < leastNamed * texts.length ? undefined : chosen.map(({ form }) => form).join(separator) || undefined;
}

const separator = ', ';
