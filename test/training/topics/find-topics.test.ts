import { describe, expect, test } from 'vitest';
import { likeliestTopic, openBook, type Topic, topicWords } from '../../../src/answering/index.ts';
import { createRandom } from '../../../src/knowledge/index.ts';
import { type AskedText, findTopics } from '../../../src/training/topics/find-topics.ts';
import { ifLeftOut, noSharedData } from '../../shared-data.ts';
import { type LabelledText, readLabelled } from './question-sets.ts';

const pause = async () => {};

function find(asked: readonly AskedText[], known: readonly Topic[] = [], seed = 1) {
  let count = known.length;
  return findTopics(asked, { known, random: createRandom(seed), newId: () => `topic ${count++}`, pause });
}

function placesOf(asked: readonly AskedText[], topics: readonly Topic[]): (string | undefined)[] {
  const book = openBook(topics);
  return asked.map(({ words }) => topics[likeliestTopic(words.keys(), book) ?? -1]?.id);
}

/** Of all pairs in one topic, how many are about the same; of all pairs about the same, how many are in one topic; and by chance. */
function judge(asked: readonly LabelledText[], places: readonly (string | undefined)[]) {
  const pairs = { all: 0, same: 0, together: 0, both: 0 };
  for (const [at, one] of asked.entries())
    for (let before = 0; before < at; before++) {
      const isSame = one.about === asked[before]?.about;
      const isTogether = places[at] !== undefined && places[at] === places[before];
      pairs.all += 1;
      if (isSame) pairs.same += 1;
      if (isTogether) pairs.together += 1;
      if (isSame && isTogether) pairs.both += 1;
    }
  return {
    precision: pairs.both / pairs.together,
    recall: pairs.both / pairs.same,
    chance: { precision: pairs.same / pairs.all, recall: pairs.together / pairs.all },
  };
}

const subjects: Record<string, string[]> = {
  graphics: 'nvidia wayland monitor flicker resolution vulkan'.split(' '),
  network: 'wifi firewall router wireguard ethernet proxy'.split(' '),
  audio: 'pipewire microphone headset speaker equalizer latency'.split(' '),
};

/** So many questions, each with three words of a subject, by so many members. */
function madeQuestions(count: number, members = 20, seed = 3): LabelledText[] {
  const random = createRandom(seed);
  const names = Object.keys(subjects);
  return Array.from({ length: count }, () => {
    const about = names[Math.floor(names.length * random())] ?? '';
    const words = [0, 1, 2].map(() => subjects[about]?.[Math.floor(6 * random())]);
    const memberId = `member ${Math.floor(members * random())}`;
    return { memberId, about, words: topicWords(`How do I set up ${words.join(' and ')}?`) };
  });
}

describe.skipIf(noSharedData)(`topics of real questions${ifLeftOut}`, () => {
  test.each([
    ['StackFAQ, in English', 'data/stackfaq/queries.jsonl', 'thread', 5],
    ['XQuAD, in English', 'data/xquad/queries.en.jsonl', 'article', 3],
    ['XQuAD, in German', 'data/xquad/queries.de.jsonl', 'article', 3],
  ] as const)(
    'of %s put together what is about the same, many times better than chance',
    async (_, file, label, times) => {
      const asked = readLabelled(file, label);
      for (const seed of [1, 2, 3]) {
        const { precision, recall, chance } = judge(asked, placesOf(asked, await find(asked, [], seed)));
        expect(precision).toBeGreaterThan(times * chance.precision);
        expect(recall).toBeGreaterThan(times * chance.recall);
      }
    },
  );

  test('are hardly there where words were dealt out by chance', async () => {
    const asked = readLabelled('data/stackfaq/queries.jsonl', 'thread');
    const random = createRandom(5);
    const all = asked.flatMap(({ words }) => [...words]);
    const dealt = asked.map((one) => ({
      ...one,
      words: new Map([...one.words].map(() => all[Math.floor(all.length * random())] ?? ['', ''])),
    }));
    const { precision, chance } = judge(dealt, placesOf(dealt, await find(dealt)));
    expect(precision || 0).toBeLessThan(1.5 * chance.precision);
  });

  test('stay what they are from night to night, in name and in questions', async () => {
    const asked = readLabelled('data/stackfaq/queries.jsonl', 'thread');
    let known = await find(asked.slice(0, 500));
    for (const count of [520, 540, 560, 580, 600, 620]) {
      const tonight = asked.slice(0, count);
      const topics = await find(tonight, known);
      const names = new Map(topics.map(({ id, name }) => [id, name]));
      expect(known.filter(({ id }) => names.has(id)).length).toBeGreaterThanOrEqual(known.length - 1);
      expect(known.filter(({ id, name }) => names.get(id) === name).length).toBeGreaterThanOrEqual(known.length - 2);
      const [before, after] = [placesOf(tonight, known), placesOf(tonight, topics)];
      expect(before.filter((place, at) => place === after[at]).length).toBeGreaterThan(0.85 * count);
      known = topics;
    }
  });
});

describe('topics', () => {
  test('are the subjects that there are, named by their words, and the same for the same questions', async () => {
    const asked = madeQuestions(400);
    const topics = await find(asked);
    const { precision, recall } = judge(asked, placesOf(asked, topics));
    expect(precision).toBeGreaterThan(0.9);
    expect(recall).toBeGreaterThan(0.35); // one subject may be two topics
    for (const { name } of topics) {
      const words = name.split(', ');
      expect(Object.values(subjects).some((subject) => words.every((word) => subject.includes(word)))).toBe(true);
    }
    expect(await find(asked)).toEqual(topics);
  });

  test('hold no word that fewer than three members used, however often they did', async () => {
    const asked = madeQuestions(400).map((one, at) => {
      if (at % 3 > 0) return one;
      const words = new Map([...one.words, ...topicWords('hunter2 Frankfurter-Allee')]);
      return { ...one, memberId: `member ${(at / 3) % 2}`, words };
    });
    const topics = await find(asked);
    expect(topics.length).toBeGreaterThan(0);
    expect(JSON.stringify(topics)).not.toMatch(/hunter|frankfurter|allee/i);
  });

  test('of one member’s questions, or of few, are none', async () => {
    expect(await find(madeQuestions(400, 4))).toEqual([]);
    expect(await find(madeQuestions(20))).toEqual([]);
    expect(await find([])).toEqual([]);
  });

  test('have names without anything that a chat would make something of', async () => {
    const hostile = [
      '@everyone',
      '<@12345>',
      'https://evil.example/x',
      '**bold**',
      '[x](http://e.example)',
      '```',
      '__proto__',
    ];
    const asked = madeQuestions(400).map((one, at) => ({
      ...one,
      words: new Map([
        ...one.words,
        ...topicWords(hostile[at % hostile.length] ?? ''),
        ['constructor', '<script>'] as const,
      ]),
    }));
    const topics = await find(asked);
    expect(topics.length).toBeGreaterThan(0);
    for (const { name } of topics) expect(name).toMatch(/^[\p{L}\p{N}-]+(?:, [\p{L}\p{N}-]+)*$/u);
  });

  test('are found in writing without spaces as well', async () => {
    const chinese = ['显卡 驱动 屏幕', '无线 网络 防火墙', '耳机 麦克风 声音'];
    const random = createRandom(2);
    const asked = Array.from({ length: 300 }, (_, at) => {
      const words = (chinese[at % 3] ?? '').split(' ').filter(() => random() < 0.75);
      return {
        memberId: `member ${at % 17}`,
        about: String(at % 3),
        words: topicWords(`请问${words.join('和')}怎么设置？`),
      };
    });
    const { precision, chance } = judge(asked, placesOf(asked, await find(asked)));
    expect(precision).toBeGreaterThan(2 * chance.precision);
  });

  test('of ten thousand questions take seconds, and let others have their turn meanwhile', async () => {
    const random = createRandom(11);
    const asked = Array.from({ length: 10_000 }, (_, at) => ({
      memberId: `member ${at % 500}`,
      words: new Map(
        Array.from({ length: 9 }, () => {
          const word = `word${Math.floor(12_000 * random() ** 3)}`;
          return [word, word];
        }),
      ),
    }));
    let [longest, last] = [0, performance.now()];
    const breathe = async () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    };
    const startedAt = performance.now();
    await findTopics(asked, { known: [], random, newId: String, pause: breathe });
    expect(performance.now() - startedAt).toBeLessThan(20_000); // some three seconds; the machine may be busy
    expect(longest).toBeLessThan(500); // some tens of milliseconds
  });
});
