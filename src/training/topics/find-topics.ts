/**
 * The topics among a community's questions: those that use the same words, or words that others use together. They begin where
 * last night's were, so that a topic stays what it was while its questions do; the same questions give the same topics.
 */
import { likeliestTopic, openBook, type Topic, type TopicBook } from '../../answering/index.ts';
import { groupPoints } from './group-points.ts';
import { nameOf } from './name-topic.ts';
import { keepIdentities } from './same-topics.ts';
import { type SharedWord, sharedWords } from './shared-words.ts';
import { placeTexts, type WordSpace } from './word-space.ts';

/** A question that all of its community may read. */
export interface AskedText {
  memberId: string;
  /** By their stems, each as it stands there. */
  words: ReadonlyMap<string, string>;
}

export interface SizedTopic extends Topic {
  questions: number;
  members: number;
}

export interface Finding {
  /** Last night's. */
  known: readonly Topic[];
  random: () => number;
  newId: () => string;
  /** Lets others have their turn. */
  pause: () => Promise<void>;
}

/** A smaller one tells nothing that its votes could bear out; one that there is stays down to half of it. */
const leastQuestions = 30;
const leastAskers = 5;
const mostTopics = 24;
const dimensions = 40;
const settleRounds = 4;

export async function findTopics(asked: readonly AskedText[], finding: Finding): Promise<SizedTopic[]> {
  const { known, random, pause } = finding;
  const words = await sharedWords(asked, pause);
  const numbers = new Map(words.map(({ stem }, number) => [stem, number]));
  const texts = asked.map((one) => [...one.words.keys()].flatMap((stem) => numbers.get(stem) ?? []));
  const claimed = await claim(texts, words, openBook(known), pause);
  const groups = Math.min(mostTopics, Math.max(2, Math.floor(asked.length / (2 * leastQuestions))));
  const space = await placeTexts({ texts, words: words.length }, { dimensions, random, pause });
  let groupOf = await beginWith(space, claimed, { groups, random, pause });
  let topics: Topic[] = [];
  for (let round = 0; round < settleRounds; round++) {
    topics = await draftTopics(texts, words, groupOf, pause);
    groupOf = await claim(texts, words, openBook(topics), pause);
  }
  const drafts = topics.map((topic, at) => ({
    ...topic,
    own: asked.flatMap((_, of) => (groupOf[of] === at ? [of] : [])),
  }));
  const same = keepIdentities(
    drafts.map(({ own }) => own),
    known,
    claimed,
  );
  return drafts.flatMap(({ words: speaking, bias, own }, at) => {
    const before = known.find(({ id }) => id === same[at]);
    const members = new Set(own.map((of) => asked[of]?.memberId)).size;
    const least = before ? leastQuestions / 2 : leastQuestions;
    const name = nameOf(
      own.map((of) => texts[of] ?? []),
      { speaking, words, before },
    );
    if (own.length < least || members < leastAskers || name === undefined) return [];
    return [{ id: before?.id ?? finding.newId(), name, words: speaking, bias, questions: own.length, members }];
  });
}

/** A topic of so many times the usual size is looked through anew: there may be several in it by now. */
const tooLarge = 3;

/** Last night's topics as they are, and new groups of what is in none of them. */
async function beginWith(
  space: WordSpace,
  claimed: Int32Array,
  { groups, ...how }: Pick<Finding, 'random' | 'pause'> & { groups: number },
): Promise<Int32Array> {
  const sizes = new Map([...Map.groupBy(claimed, (at) => at)].map(([at, own]) => [at, own.length]));
  const most = (tooLarge * claimed.length) / groups;
  const stays = [...sizes.keys()].filter((at) => at >= 0 && (sizes.get(at) ?? 0) <= most).sort((a, b) => a - b);
  const isFree = (at: number) => !stays.includes(claimed[at] ?? -1);
  const fresh = await groupPoints(space, { ...how, groups: Math.max(0, groups - stays.length), isFree });
  return fresh.map((group, at) =>
    isFree(at) ? (group < 0 ? -1 : stays.length + group) : stays.indexOf(claimed[at] ?? -1),
  );
}

/** The place of each text's topic; -1 for none. */
async function claim(
  texts: readonly (readonly number[])[],
  words: readonly SharedWord[],
  book: TopicBook,
  pause: () => Promise<void>,
): Promise<Int32Array> {
  const topicOf = new Int32Array(texts.length).fill(-1);
  for (const [at, text] of texts.entries()) {
    if (at % 100 === 0) await pause();
    topicOf[at] =
      likeliestTopic(
        text.map((word) => words[word]?.stem ?? ''),
        book,
      ) ?? -1;
  }
  return topicOf;
}

/** So many questions' worth of what is usual stands against what a small group seems to say. */
const usualQuestions = 5;
/** A word that is less than twice as frequent as elsewhere says little. */
const leastWeight = Math.log(2);
const mostWords = 200;

/** What words say for each group; groups that are too small even to stay are no topic. */
async function draftTopics(
  texts: readonly (readonly number[])[],
  words: readonly SharedWord[],
  groupOf: Int32Array,
  pause: () => Promise<void>,
): Promise<Topic[]> {
  const groups = [...Map.groupBy(texts.keys(), (at) => groupOf[at] ?? -1)]
    .filter(([group, own]) => group >= 0 && own.length >= leastQuestions / 2)
    .sort(([one], [other]) => one - other)
    .map(([, own]) => own);
  const topics: Topic[] = [];
  for (const own of groups) {
    await pause();
    const counts = new Map<number, number>();
    for (const at of own) for (const word of texts[at] ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
    const speaking = [...counts].flatMap(([word, count]): [string, number][] => {
      const { stem, questions } = words[word] ?? { stem: '', questions: 1 };
      const usual = questions / texts.length;
      const weight = Math.log((count + usualQuestions * usual) / (own.length + usualQuestions) / usual);
      return count > 1 && weight >= leastWeight ? [[stem, Number(weight.toFixed(3))]] : [];
    });
    speaking.sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1));
    const bias = Number(Math.log(own.length / texts.length).toFixed(3));
    topics.push({ id: '', name: '', words: speaking.slice(0, mostWords), bias });
  }
  return topics;
}
