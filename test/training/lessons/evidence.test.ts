import { expect, test } from 'vitest';
import { createRandom } from '../../../src/knowledge/index.ts';
import { type JudgedAnswer, sidesOf, weighEvidence } from '../../../src/training/lessons/evidence.ts';
import { membersAgree } from '../../../src/training/lessons/members-agree.ts';

const answer = (says: boolean, member: number, stratum = 'any'): JudgedAnswer => ({
  stratum,
  voices: [{ member, weight: 1, says }],
});

/** Every other answer has the feature; each is judged by another member. */
function community(count: number, approves: (has: boolean) => boolean) {
  const has = Array.from({ length: count }, (_, at) => at % 2 === 0);
  return { has, answers: has.map((own, at) => answer(approves(own), at)) };
}

test('coins pass twenty at any time in no more than one of twenty communities', () => {
  const passes = (seed: number) => {
    const random = createRandom(seed);
    const { has, answers } = community(200, () => random() < 0.7);
    const looks = Array.from({ length: 20 }, (_, at) => 10 * (at + 1));
    return looks.some((count) => weighEvidence({ has, answers: answers.slice(0, count) }).logE >= Math.log(20));
  };
  const passed = Array.from({ length: 400 }, (_, seed) => passes(seed)).filter(Boolean).length;
  expect(passed).toBeLessThanOrEqual(0.05 * 400);
});

test('what is always so is sure soon, in either direction', () => {
  const [liked, disliked] = [community(40, (has) => has), community(40, (has) => !has)].map(weighEvidence);
  expect(liked?.logE).toBeGreaterThan(Math.log(1000));
  expect(liked?.direction).toBe(1);
  expect(disliked).toEqual({ ...liked, direction: -1 });
});

test('answers to questions of different kinds are not compared', () => {
  const has = [true, false, true, false];
  const answers = has.map((own, at) => answer(own, at, own ? 'how-to' : 'debugging'));
  expect(weighEvidence({ has, answers }).logE).toBe(0);
});

test('one voice, however often it is heard, says no more than it would once', () => {
  const { has, answers } = community(200, (own) => own);
  const alone = answers.map(({ stratum, voices }) => ({
    stratum,
    voices: voices.map((voice) => ({ ...voice, member: 0 })),
  }));
  expect(weighEvidence({ has, answers: alone }).logE).toBeLessThan(1);
});

test('the figures give each member no more than a fifth of what is said', () => {
  const others = Array.from({ length: 8 }, (_, at) => answer(true, at + 1));
  const loud = Array.from({ length: 100 }, () => answer(false, 0));
  const answers = [...others, ...loud];
  const { with: side } = sidesOf({ answers, has: answers.map(() => true) });
  expect(side).toEqual({ share: expect.closeTo(0.8), answers: 108, members: 9 });
});

test('nine members who agree are too few, and ten are enough', () => {
  const both = (count: number) => {
    const answers = Array.from({ length: count }, (_, at) => [answer(true, at), answer(false, at)]).flat();
    return { answers, has: answers.map((_, at) => at % 2 === 0) };
  };
  expect([membersAgree(both(9), 1), membersAgree(both(10), 1), membersAgree(both(10), -1)]).toEqual([
    false,
    true,
    false,
  ]);
});
