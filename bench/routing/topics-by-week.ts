/** The topics of a made community as they are known in each of its weeks, found from what was asked before. */
import { setImmediate } from 'node:timers/promises';
import { openBook, type Topic, type TopicBook, topicWords } from '../../src/answering/index.ts';
import { createRandom } from '../../src/knowledge/index.ts';
import { findTopics } from '../../src/training/index.ts';
import { ask, type Town } from './town.ts';

export async function topicsByWeek(town: Town, seed: number, topicsFrom: number): Promise<TopicBook[]> {
  const asked = ask(town, seed).map(({ asker, text }) => ({ memberId: asker, words: topicWords(text) }));
  const random = createRandom(seed);
  const books: TopicBook[] = [];
  let known: Topic[] = [];
  let count = 0;
  for (let week = 0; week < town.weeks; week++) {
    const before = asked.slice(0, Math.round(week * 7 * town.questionsPerDay));
    const how = { known, random, newId: () => `topic ${count++}`, pause: () => setImmediate() };
    if (before.length >= topicsFrom) known = await findTopics(before, how);
    books.push(openBook(known));
  }
  return books;
}
