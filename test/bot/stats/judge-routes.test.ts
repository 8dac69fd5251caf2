import { describe, expect, test } from 'vitest';
import type { Route } from '../../../src/answering/index.ts';
import { describeStats, readStats } from '../../../src/bot/stats/index.ts';
import { judgeRoutes, type RoutedAnswer } from '../../../src/bot/stats/judge-routes.ts';
import { createRandom } from '../../../src/knowledge/index.ts';
import { startCommunity } from './community.ts';

const even = { expert: 0.25, empathy: 0.25, coder: 0.25, quick: 0.25 };
const given = (own: Partial<RoutedAnswer>): RoutedAnswer => ({
  ...{ category: 'code', role: 'coder', propensities: even, wanted: 'coder', approval: 1 },
  ...own,
});

/** Half of the questions are easy and go to quick, the hard ones to expert, which would be better at both. */
function unfair(count: number, seed: number): RoutedAnswer[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const isEasy = random() < 0.5;
    const expert = isEasy ? 0.2 : 0.8;
    const role = random() < expert ? 'expert' : 'quick';
    const worth = (isEasy ? 0.6 : 0.3) + (role === 'expert' ? 0.2 : 0);
    const propensities = { expert, empathy: 0, coder: 0, quick: 1 - expert };
    return given({ role, propensities, wanted: isEasy ? 'quick' : 'expert', approval: random() < worth ? 1 : 0 });
  });
}
const truths = { expert: 0.65, quick: 0.45 };

describe('judging roles afterwards', () => {
  test('is counting where chance was even', () => {
    const answers = Array.from({ length: 20 }, (_, nth) => given({ approval: nth < 15 ? 1 : 0 }));
    const [code] = judgeRoutes(answers);
    const [coder] = code?.roles ?? [];
    expect(code).toMatchObject({ category: 'code', answers: 20 });
    expect(coder).toMatchObject({ role: 'coder', answers: 20, clipped: 0 });
    expect(coder?.weighted.share).toBeCloseTo(0.75);
    expect(coder?.weighted.low).toBeCloseTo(0.531, 2); // Wilson's, of 15 in 20
  });

  test('sees through a role that was given what is easy', () => {
    const answers = unfair(4000, 1);
    const counted = (role: string) => {
      const own = answers.filter((answer) => answer.role === role);
      return own.reduce((sum, { approval }) => sum + approval, 0) / own.length;
    };
    expect(counted('expert') - counted('quick')).toBeLessThan(0.05); // in truth it is 0.2
    const roles = judgeRoutes(answers)[0]?.roles ?? [];
    expect(roles.map(({ role }) => role)).toEqual(['expert', 'quick']);
    for (const { role, weighted, robust } of roles) {
      const truth = role === 'expert' ? truths.expert : truths.quick;
      expect(weighted.share).toBeCloseTo(truth, 1.3);
      expect(robust.share).toBeCloseTo(truth, 1.3);
    }
  });

  test('gives intervals that hold the truth about as often as they say', () => {
    const worlds = Array.from({ length: 100 }, (_, seed) => judgeRoutes(unfair(150, seed))[0]?.roles ?? []).flat();
    const held = (kind: 'weighted' | 'robust') =>
      worlds.filter((judged) => {
        const truth = judged.role === 'expert' ? truths.expert : truths.quick;
        return judged[kind].low <= truth && truth <= judged[kind].high;
      }).length / worlds.length;
    expect(worlds.length).toBe(200);
    expect(held('weighted')).toBeGreaterThan(0.9);
    expect(held('robust')).toBeGreaterThan(0.9);
  });

  test('lets no answer of great rarity decide alone, and says how many were held back', () => {
    const rare = { ...even, coder: 0.001 };
    const answers = [...Array.from({ length: 9 }, () => given({})), given({ propensities: rare, approval: 0 })];
    const [coder] = judgeRoutes(answers)[0]?.roles ?? [];
    expect(coder?.clipped).toBe(1);
    expect(coder?.weighted.share).toBeCloseTo((9 * 4) / (9 * 4 + 20));
  });

  test('says nothing of a role by a few answers, nor by those that it could not have had', () => {
    expect(judgeRoutes(Array.from({ length: 4 }, () => given({})))).toEqual([]);
    const never = { ...even, coder: 0 };
    const answers = [...Array.from({ length: 8 }, () => given({})), given({ role: 'quick', propensities: never })];
    expect(judgeRoutes(answers)[0]?.roles.map(({ role }) => role)).toEqual(['coder']);
  });
});

test('stats read what is judged from the answers that chance decided on, and tell it', async () => {
  const { store, communityId, asks, room } = await startCommunity();
  const { id: roomId } = await room('general');
  const now = new Date('2026-11-25T18:20:00Z');
  const at = new Date('2026-11-24T18:20:00Z');
  const route: Route = {
    ...{ role: 'coder', why: '', decidedBy: 'votes', odds: even, category: 'debugging' },
    ...{ propensities: even, propensity: 0.25 },
  };
  const answer = { role: 'coder', route };
  await asks(
    ...Array.from({ length: 8 }, (_, nth) => ({ at, answers: [{ ...answer, votes: nth < 6 ? [1, 1] : [-1] }] })),
    { at, answers: [{ ...answer, route: { ...route, decidedBy: 'wish' }, votes: [-1] }] },
    { at, answers: [answer] },
    { at, answers: [{ role: 'coder', votes: [-1] }] },
  );
  const stats = await readStats(store, { communityId, roomId, period: 'week', now });
  expect(stats.routes).toMatchObject([{ category: 'debugging', answers: 8, roles: [{ role: 'coder', answers: 8 }] }]);
  expect(describeStats(stats)).toMatch(
    /\*\*Roles, had each answered all\*\*\n- debugging, 8 answers with votes: coder \d+ % \(\d+–\d+\), by weights alone 75 % \(41–93\)/,
  );
});
