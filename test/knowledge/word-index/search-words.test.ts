import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { WordHit } from '../../../src/knowledge/word-index/rank.ts';
import { createWordSearch } from '../../../src/knowledge/word-index/search-words.ts';
import { replaceSegments } from '../../../src/knowledge/word-index/tidy.ts';
import { gramsOf } from '../../../src/knowledge/words/grams.ts';
import { contentWords } from '../../../src/knowledge/words/small-words.ts';
import { stemOf, termsOf } from '../../../src/knowledge/words/terms.ts';
import type { Store } from '../../../src/store/index.ts';
import { scratchStore } from '../../scratch.ts';
import { type Community, createCommunity, type EntrySettings } from '../community.ts';

let store: Store;
beforeEach(async () => {
  store = await scratchStore();
});

const word = fc.constantFrom(
  'nix',
  'install',
  'installing',
  'firefox',
  'Firefox’s',
  'datenbank',
  'nginx.enable',
  'the',
);
const sentence = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
const entry: fc.Arbitrary<EntrySettings> = fc.record({ title: sentence, text: sentence });
const corpus = fc.array(entry, { minLength: 1, maxLength: 12 });

describe('scores', () => {
  test('are those of BM25 as anyone would write it down', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, sentence, async (entries, question) => {
        const community = await createCommunity(store);
        const ids = await community.addTogether(entries);
        const found = new Map((await search(community, question)).map(({ id, score }) => [id, score]));
        const expected = naiveScores(entries, question);
        for (const [at, id] of ids.entries()) expect(found.get(id) ?? 0).toBeCloseTo(expected[at] ?? 0, 9);
      }),
      { numRuns: 40 },
    );
  });

  test('for the content of a question are a part of the whole, and at most the best possible', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, sentence, async (entries, question) => {
        const community = await createCommunity(store);
        await community.addTogether(entries);
        const audience = { communityId: community.communityId, roomId: null };
        const { hits, bestPossible } = await createWordSearch(store.wordIndex).search(question, audience, 99);
        for (const { score, contentScore } of hits) {
          expect(contentScore).toBeLessThanOrEqual(score);
          expect(contentScore).toBeLessThanOrEqual(bestPossible);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the ranking', () => {
  test('is the same however the entries were split, and once they were merged', async () => {
    const splits = fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(corpus, splits, sentence, async (entries, split, question) => {
        const together = await createCommunity(store);
        const apart = await createCommunity(store);
        const texts = new Map<string, string>();
        const numbered = entries.map((each, at) => ({ ...each, title: `${each.title} ${at}` }));
        const add = async (community: Community, part: typeof numbered) => {
          const ids = await community.addTogether(part);
          for (const [at, id] of ids.entries()) texts.set(id, part[at]?.title ?? '');
        };
        await add(together, numbered);
        for (const part of Map.groupBy(numbered, (_, at) => split[at]).values()) await add(apart, part);
        const scoresOf = async (community: Community) =>
          new Map((await search(community, question)).map(({ id, score }) => [texts.get(id), score]));
        const expected = await scoresOf(together);
        expect(await scoresOf(apart)).toEqual(expected);
        await mergeAll(apart);
        expect(await apart.countSegments()).toBe(1);
        expect(await scoresOf(apart)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('after a merge is that of what has stayed alone', async () => {
    const retired = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(corpus, retired, sentence, async (entries, isRetired, question) => {
        const merged = await createCommunity(store);
        const made = await createCommunity(store);
        for (const [at, each] of entries.entries()) {
          const id = await merged.add(each);
          if (isRetired[at]) await merged.retire(id);
        }
        await mergeAll(merged);
        await made.addTogether(entries.filter((_, at) => !isRetired[at]));
        const scoresOf = async (community: Community) => (await search(community, question)).map(({ score }) => score);
        expect(await scoresOf(merged)).toEqual(await scoresOf(made));
      }),
      { numRuns: 15 },
    );
  });

  test('settles ties by the ids, wherever the entries lie and however few are wanted', async () => {
    const community = await createCommunity(store);
    const ids: string[] = [];
    for (let part = 0; part < 3; part++) {
      ids.push(...(await community.addTogether(Array.from({ length: 5 }, () => ({ title: 'Nix', text: 'A tool.' })))));
    }
    for (const most of [1, 4, 7, 15]) {
      expect((await search(community, 'nix', most)).map(({ id }) => id)).toEqual(ids.sort().slice(0, most));
    }
  });
});

test('what nothing speaks of is not found, and said to be unheard of', async () => {
  const { communityId, addTogether } = await createCommunity(store);
  await addTogether([{ title: 'How do I install Firefox?', text: 'Set programs.firefox.enable.' }]);
  const audience = { communityId, roomId: null };
  const found = await createWordSearch(store.wordIndex).search('tungsten', audience, 9);
  expect(found.hits).toEqual([]);
  expect(found.content.map(({ word: asked, isHeardOf }) => [asked, isHeardOf])).toEqual([['tungsten', false]]);
});

test('an inflected, compounded or misspelt word is found by what it shares with the right one', async () => {
  const community = await createCommunity(store);
  const [database, browser] = await community.addTogether([
    { title: 'Datenbankserver', text: 'Läuft mit PostgreSQL.' },
    { title: 'Browser', text: 'Firefox wird installiert.' },
  ]);
  expect((await search(community, 'Datenbank'))[0]?.id).toBe(database);
  expect((await search(community, 'Installation'))[0]?.id).toBe(browser);
  expect((await search(community, 'Fierfox Brwoser'))[0]?.id).toBe(browser);
});

test('an identifier is found by itself before what shares a part of it', async () => {
  const community = await createCommunity(store);
  const [, exact] = await community.addTogether([
    { title: 'services.openssh.enable', text: 'nginx has the option enable, and services are enabled by it.' },
    { title: 'A web server', text: 'Set services.nginx.enable to true.' },
    { title: 'nginx', text: 'services enable' },
  ]);
  expect((await search(community, 'services.nginx.enable'))[0]?.id).toBe(exact);
});

async function search({ communityId }: Community, question: string, limit = 99): Promise<WordHit[]> {
  const { hits } = await createWordSearch(store.wordIndex).search(question, { communityId, roomId: null }, limit);
  return hits;
}

async function mergeAll({ communityId }: Community): Promise<void> {
  const segments = await store.read.wordSegment.findMany({ where: { communityId }, orderBy: { id: 'asc' } });
  await replaceSegments(store, { communityId, now: new Date(0) }, segments);
}

/** BM25 over stems, names and grams, by maps and loops. */
function naiveScores(entries: readonly EntrySettings[], question: string): number[] {
  const documents = entries.map(({ title = '', text = '' }) => {
    const [inTitle, inText] = [countTerms(title), countTerms(text)];
    const counts = new Map(inText.counts);
    for (const [term, count] of inTitle.counts) counts.set(term, (counts.get(term) ?? 0) + 3 * count);
    return { counts, words: 3 * inTitle.words + inText.words, grams: 3 * inTitle.grams + inText.grams };
  });
  const mean = (of: 'words' | 'grams') => documents.reduce((sum, each) => sum + each[of], 0) / documents.length;
  const asked = [...countTerms(question).counts.keys()];
  const { words, exact } = termsOf(question);
  const about = contentWords(words).length + exact.length > 0 ? contentWords(words) : words;
  const content = new Set([...about.flatMap((each) => [...countTerms(each).counts.keys()]), ...exact]);
  return documents.map((document) =>
    asked.reduce((score, term) => {
      const count = document.counts.get(term) ?? 0;
      const holders = documents.filter(({ counts }) => counts.has(term)).length;
      const rarity = Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
      const kind = term.startsWith('gram ') ? 'grams' : 'words';
      const norm = 1.2 * (0.25 + (0.75 * document[kind]) / Math.max(1, mean(kind)));
      const weight = (kind === 'grams' ? 0.4 : 1) * (content.has(term) ? 1 : 0.5);
      return score + weight * rarity * ((2.2 * count) / (count + norm));
    }, 0),
  );
}

function countTerms(text: string): { counts: Map<string, number>; words: number; grams: number } {
  const { words, exact } = termsOf(text);
  const grams = words.flatMap((each) => gramsOf(each).map((gram) => `gram ${gram}`));
  const counts = new Map<string, number>();
  for (const term of [...words.map(stemOf), ...exact, ...grams]) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { counts, words: words.length, grams: grams.length };
}
