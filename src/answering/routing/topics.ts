/**
 * What a question is about, beside what kind of question it is: one of the topics that were found among its community's
 * questions (`training/topics`), or none. Its words speak for topics, each as much as it is more frequent there than elsewhere.
 */
import { z } from 'zod';
import { tellingWords } from '../../knowledge/index.ts';
import type { TopicRow } from '../../store/index.ts';

export interface Topic {
  id: string;
  /** Words that several members used, and nothing else. */
  name: string;
  /** What a word says for it, by its stem, in log-odds; only what speaks for it. */
  words: readonly (readonly [stem: string, weight: number])[];
  /** What speaks for it before any word does: less than nothing, the more so the rarer it is. */
  bias: number;
}

/** The topic of a question, as it stands with its answer: no word of the question itself, which may be deleted. */
export type FoundTopic = Pick<Topic, 'id' | 'name'>;

const storedWords = z.array(z.tuple([z.string(), z.number()]));

/** A topic as its row keeps it. */
export function keptTopic({ words, ...topic }: TopicRow): Topic {
  return { ...topic, words: storedWords.parse(JSON.parse(words)) };
}

/** Topics as they are looked through: by word. */
export interface TopicBook {
  topics: readonly Topic[];
  speaking: ReadonlyMap<string, readonly { at: number; weight: number }[]>;
}

export const noTopics: TopicBook = { topics: [], speaking: new Map() };

export function openBook(topics: readonly Topic[]): TopicBook {
  const speaking = new Map<string, { at: number; weight: number }[]>();
  for (const [at, { words }] of topics.entries())
    for (const [stem, weight] of words) {
      const known = speaking.get(stem);
      if (known) known.push({ at, weight });
      else speaking.set(stem, [{ at, weight }]);
    }
  return { topics, speaking };
}

/** A question that goes on for longer has said by then what it is about. */
const read = 300;

/** The words of a question, by their stems, that topics are found by. */
export function topicWords(question: string): ReadonlyMap<string, string> {
  return tellingWords(question.slice(0, read));
}

export function topicOf(question: string, book: TopicBook): FoundTopic | undefined {
  if (book.topics.length === 0) return undefined;
  const topic = book.topics[likeliestTopic(topicWords(question).keys(), book) ?? -1];
  return topic && { id: topic.id, name: topic.name };
}

/** Which of the book's topics, by its place; none where nothing is likelier than that it is about something else. */
export function likeliestTopic(stems: Iterable<string>, { topics, speaking }: TopicBook): number | undefined {
  const sums = new Map<number, number>();
  for (const stem of stems)
    for (const { at, weight } of speaking.get(stem) ?? [])
      sums.set(at, (sums.get(at) ?? topics[at]?.bias ?? 0) + weight);
  let [best, most] = [undefined as number | undefined, 0];
  for (const [at, sum] of sums)
    if (sum > most || (sum === most && best !== undefined && at < best)) [best, most] = [at, sum];
  return best;
}
