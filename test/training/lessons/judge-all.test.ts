import { describe, expect, test } from 'vitest';
import { judgeAll, type VotedText } from '../../../src/training/lessons/judge-all.ts';
import { features, type Simulated, simulateVotes } from './simulate-votes.ts';

/** Whether a community whose votes are told as it grows, look for look, is ever told a lesson. */
async function isEverTaught({ answers, ...own }: Omit<Simulated, 'seed'>, seed: number): Promise<boolean> {
  const all = simulateVotes({ ...own, answers, seed });
  for (const part of [0.25, 0.5, 0.75, 1])
    if ((await judgeAll(all.slice(0, Math.round(part * answers)), features)).length > 0) return true;
  return false;
}

const seeds = Array.from({ length: 50 }, (_, at) => at + 1);

/** In how many of these communities it is so. */
async function countOf(some: readonly number[], isSo: (seed: number) => Promise<boolean>): Promise<number> {
  return (await Promise.all(some.map(isSo))).filter(Boolean).length;
}

describe('where nothing is to be found', () => {
  test.each([
    { members: 40, tastes: 0.05 },
    { members: 10, tastes: 0 },
    { members: 10, tastes: 0.1 },
  ])('hardly anything ever is, whoever votes: %o', async (own) => {
    const taught = await countOf(seeds, (seed) => isEverTaught({ answers: 200, ...own }, seed));
    expect(taught).toBeLessThanOrEqual(0.05 * seeds.length);
  });
});

describe('an effect', () => {
  const grown = { answers: 600, effect: 0.25 };

  test('of 25 points is found with enough votes, the right way round, and hardly ever another with it', async () => {
    const some = seeds.slice(0, 20);
    const found = await Promise.all(some.map((seed) => judgeAll(simulateVotes({ ...grown, seed }), features)));
    const right = found.filter((lessons) =>
      lessons.some(({ feature, direction, category }) => feature === 'feature 0' && direction > 0 && category === null),
    );
    expect(right.length).toBeGreaterThanOrEqual(18);
    expect(found.flat().filter(({ feature }) => feature !== 'feature 0')).toEqual([]);
  });

  test('stays known where it would not be found anew', async () => {
    const staying = await countOf(seeds.slice(0, 20), async (seed) => {
      const votes = simulateVotes({ seed, answers: 250, effect: 0.25 });
      const [anew, known] = [await judgeAll(votes, features), await judgeAll(votes, features, { isKnown: () => true })];
      return anew.length === 0 && known.length > 0;
    });
    expect(staying).toBeGreaterThan(0);
  });

  test('is told in figures that say how many said so', async () => {
    const [first] = await judgeAll(simulateVotes({ ...grown, seed: 1 }), features);
    if (!first) throw new Error('Nothing was found.');
    expect(first.with.share - first.without.share).toBeGreaterThan(0.1);
    expect(first.with.answers + first.without.answers).toBe(600);
    expect(first.with.members).toBeLessThanOrEqual(40);
  });
});

describe('whoever would teach it alone does not', () => {
  /** They vote on everything, for what has the first feature alone. */
  const joinedBy = (answers: readonly VotedText[], count: number): VotedText[] =>
    answers.map(({ votes, ...answer }) => {
      const isUp = answer.features.has('feature 0');
      const own = Array.from({ length: count }, (_, at) => ({
        memberId: `zealot ${at}`,
        weight: 3,
        isUp,
        reason: null,
      }));
      return { ...answer, votes: [...votes, ...own] };
    });
  const quiet = (seed: number) => simulateVotes({ seed, answers: 400 });
  const taughtBy = (count: number) =>
    countOf(seeds.slice(0, 20), async (seed) => (await judgeAll(joinedBy(quiet(seed), count), features)).length > 0);

  test('not by voting on everything beside all others', async () => {
    expect(await taughtBy(1)).toBe(0);
  });

  test('hardly with two others who do the same', async () => {
    expect(await taughtBy(3)).toBeLessThanOrEqual(1);
  });

  test('nor with nobody else there', async () => {
    const alone = quiet(1).map((answer) => ({ ...answer, votes: [] }));
    for (const count of [1, 2, 5]) expect(await judgeAll(joinedBy(alone, count), features)).toEqual([]);
  });
});

test('the same votes give the same lessons', async () => {
  const find = () => judgeAll(simulateVotes({ seed: 7, answers: 600, effect: 0.25 }), features);
  expect(await find()).toEqual(await find());
});
