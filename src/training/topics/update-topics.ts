/** Finds a community's topics anew, from the questions that all of it may read, and keeps them in place of last night's. */
import { setImmediate } from 'node:timers/promises';
import { keptTopic, type Topic, topicWords } from '../../answering/index.ts';
import { createRandom } from '../../knowledge/index.ts';
import { newId, readSharedQuestions, readTopics, type Store, type Tx } from '../../store/index.ts';
import { type AskedText, findTopics, type SizedTopic } from './find-topics.ts';

/** What became of topics in a night; nothing where they are what they were. */
export interface TopicNews {
  communityId: string;
  /** Their names. */
  found: string[];
  left: string[];
  renamed: { from: string; to: string }[];
  /** How many there are now, among how many questions. */
  topics: number;
  questions: number;
}

export interface UpdateTopicsParts {
  store: Store;
  /** Fewer questions have no topics. */
  enough: number;
  /** Told of a night that changed something, in its transaction. */
  note(tx: Tx, news: TopicNews, now: Date): Promise<void>;
}

/** The newest of them say what is asked now, and no more of them are held in memory. */
const mostQuestions = 10_000;
/** Nobody's questions alone are what a community asks about. */
const mostOfMember = 100;

export async function updateTopics(
  { store, enough, note }: UpdateTopicsParts,
  communityId: string,
  now: Date,
): Promise<TopicNews> {
  const questions = await readSharedQuestions(store.rows, { communityId, most: mostQuestions, mostOfMember });
  const known = (await readTopics(store.rows, communityId)).map(keptTopic);
  const asked: AskedText[] = [];
  for (const { memberId, text } of questions.length < enough ? [] : questions) {
    if (asked.length % 50 === 0) await setImmediate(); // whoever asks meanwhile does not wait for all of it
    asked.push({ memberId, words: topicWords(text) });
  }
  const topics = await findTopics(asked, {
    known,
    random: createRandom(asked.length),
    newId: () => newId(now.getTime()),
    pause: () => setImmediate(),
  });
  return store.write(async (tx) => {
    await tx.topic.deleteMany({ where: { communityId, id: { notIn: topics.map(({ id }) => id) } } });
    for (const { id, words, ...topic } of topics) {
      const data = { ...topic, words: words.map(([stem, weight]) => [stem, weight]), outOf: asked.length };
      await tx.topic.upsert({ where: { id }, create: { ...data, id, communityId, createdAt: now }, update: data });
    }
    const news = { communityId, ...compare(known, topics), topics: topics.length, questions: asked.length };
    if (news.found.length + news.left.length + news.renamed.length > 0) await note(tx, news, now);
    return news;
  });
}

function compare(
  known: readonly Topic[],
  topics: readonly SizedTopic[],
): Pick<TopicNews, 'found' | 'left' | 'renamed'> {
  const before = new Map(known.map(({ id, name }) => [id, name]));
  const after = new Set(topics.map(({ id }) => id));
  return {
    found: topics.filter(({ id }) => !before.has(id)).map(({ name }) => name),
    left: known.filter(({ id }) => !after.has(id)).map(({ name }) => name),
    renamed: topics.flatMap(({ id, name: to }) => {
      const from = before.get(id);
      return from === undefined || from === to ? [] : [{ from, to }];
    }),
  };
}
