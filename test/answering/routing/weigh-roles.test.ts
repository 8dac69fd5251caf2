import { describe, expect, test } from 'vitest';
import { chooseRole, type Route } from '../../../src/answering/choose.ts';
import { noTopics, openBook, roles } from '../../../src/answering/index.ts';
import { readIntent } from '../../../src/answering/intent.ts';
import { chancesOfBest } from '../../../src/answering/routing/chances.ts';
import { foldVotes, type RoutedVote } from '../../../src/answering/routing/fold-votes.ts';
import { drawRole, weighRoles } from '../../../src/answering/routing/weigh-roles.ts';
import { createRandom } from '../../../src/knowledge/index.ts';
import { routing } from './settings.ts';

const question = 'Why does my build fail?';
const noSwaps: ReadonlySet<never> = new Set();

/** What so many members, each on an answer of their own, think of a role. */
function thumbs(role: RoutedVote['role'], up: number, down: number, category = 'debugging'): RoutedVote[] {
  return Array.from({ length: up + down }, (_, nth) => ({
    ...{ answerId: `${role} ${nth}`, memberId: `member ${nth}`, category, role },
    ...{ value: nth < up ? 1 : -1, weight: 1, answeredAt: 0 },
  }));
}

function choose(cast: RoutedVote[], own: Partial<Parameters<typeof chooseRole>[1]> = {}, random = () => 0): Route {
  const learned = { votes: foldVotes(cast, routing, 0), topics: noTopics, settings: routing, random };
  return chooseRole(question, { waiting: 0, learned, ...own });
}

describe('a choice that votes have a say in', () => {
  test('follows the question while nobody votes, but for the floor, and tries more the more they do', () => {
    const floor = routing.explorationFloor;
    expect(choose([])).toMatchObject({ role: 'expert', decidedBy: 'intent' });
    expect(choose([]).propensities.expert).toBeCloseTo(1 - 3 * floor);
    expect(choose([]).propensities.coder).toBeCloseTo(floor);
    expect(choose(thumbs('expert', 7, 3, 'how-to')).propensities.coder).toBeGreaterThan(2 * floor);
    for (const one of roles) expect(choose(thumbs('expert', 500, 1)).propensities[one]).toBeGreaterThanOrEqual(floor);
  });

  test('is turned by a handful of votes, not by one', () => {
    const withVotes = (up: number) => choose(thumbs('coder', up, 0)).propensities.coder;
    expect(withVotes(1) - withVotes(0)).toBeLessThan(0.1);
    expect(choose([...thumbs('coder', 12, 0), ...thumbs('expert', 3, 9)])).toMatchObject({
      role: 'coder',
      decidedBy: 'votes',
      category: 'debugging',
      why: 'The question asks why. On debugging, 12 of 12 votes here approve of coder.',
      votes: { coder: { up: 12, down: 0 }, expert: { up: 3, down: 9 }, quick: { up: 0, down: 0 } },
    });
  });

  test('tries out less than what is believed would have it: those votes count for months, not for ever', () => {
    const cast = [...thumbs('expert', 30, 10), ...thumbs('coder', 24, 16)];
    const [expert = 0, coder = 0] = chancesOfBest([
      { up: 30, down: 10 },
      { up: 24, down: 16 },
    ]);
    const { propensities } = choose(cast);
    expect(propensities.coder / propensities.expert).toBeLessThan(coder / expert);
    expect(propensities.coder).toBeGreaterThan(routing.explorationFloor);
  });

  test('believes a little of a role’s votes elsewhere, and less than of those on such questions', () => {
    const chance = (votes: RoutedVote[]) => choose([...thumbs('expert', 20, 10), ...votes]).propensities.quick;
    expect(chance(thumbs('quick', 5, 25, 'how-to'))).toBeLessThan(chance([]));
    expect(chance(thumbs('quick', 25, 5, 'how-to'))).toBeLessThan(chance(thumbs('quick', 25, 5)));
  });

  test('leaves out a role that cannot be served, and its chance is nought', () => {
    const { role, propensities } = choose(thumbs('expert', 30, 0), { among: ['coder', 'quick'] });
    expect(role).not.toBe('expert');
    expect(propensities).toMatchObject({ expert: 0, empathy: 0 });
    expect(propensities.coder + propensities.quick).toBeCloseTo(1);
  });

  test('is less often one that another model would be loaded for', () => {
    const cast = thumbs('expert', 20, 10);
    const stays = choose(cast).propensities.expert;
    const swaps = choose(cast, { swaps: new Set(['expert']) }).propensities.expert;
    expect(swaps).toBeLessThan(stays);
  });

  test('obeys the wish and the long queue first, with a propensity of one', () => {
    const cast = thumbs('coder', 30, 0);
    const certain = { propensity: 1, propensities: { expert: 0, empathy: 0, coder: 0, quick: 1 } };
    expect(choose(cast, { wish: { role: 'quick' } })).toMatchObject({ role: 'quick', decidedBy: 'wish', ...certain });
    expect(choose(cast, { waiting: 8 })).toMatchObject({ role: 'quick', decidedBy: 'queue', ...certain });
    expect(choose(cast, { wish: { model: 'tiny' } })).toMatchObject({ isModelWished: true, decidedBy: 'votes' });
  });

  test('comes out as often as it says', () => {
    const random = createRandom(3);
    const cast = [...thumbs('coder', 7, 3), ...thumbs('expert', 5, 3)];
    const rounds = 4000;
    const chosen = { expert: 0, empathy: 0, coder: 0, quick: 0 };
    const { propensities } = choose(cast);
    for (let round = 0; round < rounds; round++) chosen[drawRole(propensities, random)] += 1;
    for (const role of roles) expect(chosen[role] / rounds).toBeCloseTo(propensities[role], 1.5);
  });

  test('goes by what votes say of the topic only where that is set, and says the topic either way', () => {
    const topics = openBook([{ id: 'kernel', name: 'kernel', bias: -1, words: [['build', 3]] }]);
    const onTopic = [...thumbs('quick', 30, 0), ...thumbs('expert', 0, 30)].map((vote, nth) => ({
      ...vote,
      ...{ topicId: 'kernel', answerId: `on topic ${nth}`, memberId: `other member ${nth}` },
    }));
    const votes = foldVotes([...thumbs('expert', 90, 10), ...thumbs('quick', 40, 60), ...onTopic], routing, 0);
    const chosen = (byTopic: boolean, text = question) =>
      chooseRole(text, {
        waiting: 0,
        learned: { votes, topics, settings: { ...routing, byTopic }, random: () => 0 },
      });
    expect(chosen(false)).toMatchObject({ role: 'expert', category: 'debugging', topic: { name: 'kernel' } });
    expect(chosen(true)).toMatchObject({
      role: 'quick',
      category: 'debugging',
      topic: { id: 'kernel', name: 'kernel' },
    });
    expect(chosen(true, 'Why does it fail?')).toMatchObject({ role: 'expert', category: 'debugging' });
    expect(chosen(true, 'Why does it fail?').topic).toBeUndefined();
  });

  test('takes a fraction of a millisecond', () => {
    const votes = foldVotes([...thumbs('coder', 70, 30), ...thumbs('expert', 50, 30)], routing, 0);
    const weighing = { odds: readIntent(question).odds, category: 'debugging', votes, among: roles, swaps: noSwaps };
    for (let round = 0; round < 200; round++) weighRoles(weighing, routing);
    const startedAt = performance.now();
    for (let round = 0; round < 200; round++) weighRoles(weighing, routing);
    expect((performance.now() - startedAt) / 200).toBeLessThan(1); // some 0.1 ms; the machine may be busy
  });
});
