import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldVotes, type RoutedVote, topicKey } from '../../../src/answering/routing/fold-votes.ts';
import { routing } from './settings.ts';

const week = 7 * 24 * 3_600_000;
const now = 100 * week;
const vote = (own: Partial<RoutedVote> = {}): RoutedVote => ({
  ...{ answerId: 'answer', category: 'code', role: 'coder', memberId: 'ada', value: 1, weight: 1, answeredAt: now },
  ...own,
});
/** Many members, so that no share is capped. */
const crowd = (count: number, own: (nth: number) => Partial<RoutedVote> = () => ({})) =>
  Array.from({ length: count }, (_, nth) =>
    vote({ answerId: `answer ${nth}`, memberId: `member ${nth}`, ...own(nth) }),
  );
const coderIn = (votes: RoutedVote[], own: Partial<typeof routing> = {}) =>
  foldVotes(votes, { ...routing, ...own }, now).byCategory.get('code')?.coder;

describe('what votes say of a role', () => {
  test('is their weights, up and down, in the category of the question and nowhere else', () => {
    const votes = crowd(12, (nth) => ({ value: nth < 9 ? 1 : -1, weight: nth === 0 ? 0.5 : 1 }));
    const folded = foldVotes(votes, routing, now);
    expect(folded.byCategory.get('code')?.coder).toMatchObject({ up: 8.5, down: 3, cast: { up: 9, down: 3 } });
    expect(folded.byCategory.get('code')?.expert).toMatchObject({ up: 0, down: 0 });
    expect(folded.byCategory.get('debugging')).toBeUndefined();
  });

  test('is told apart by topic as well, and counts for the category all the same', () => {
    const folded = foldVotes([...crowd(6, () => ({ topicId: 'flakes' })), ...crowd(4)], routing, now);
    expect(folded.byCategory.get('code')?.coder.cast.up).toBe(10);
    expect(folded.byTopic.get(topicKey('code', 'flakes'))?.coder.cast.up).toBe(6);
    expect(folded.byTopic.size).toBe(1);
  });

  test('fades by the week, counted from when the answer was given', () => {
    const old = crowd(12, () => ({ answeredAt: now - 2 * week }));
    expect(coderIn(old)?.up).toBeCloseTo(12 * 0.95 ** 2);
    expect(coderIn(old)?.cast.up).toBe(12);
  });

  test('counts many votes on one answer for a few: they judge the same words', () => {
    const alike = crowd(12, () => ({ answerId: 'one' }));
    expect(coderIn(alike)?.up).toBeCloseTo(routing.votesPerAnswer);
  });

  test('holds one member to their share, the prior included, however often they vote', () => {
    for (const count of [1, 5, 500]) {
      const votes = Array.from({ length: count }, (_, nth) => vote({ answerId: String(nth) }));
      const up = coderIn(votes)?.up ?? 0;
      expect(up / (up + routing.priorVotes)).toBeLessThanOrEqual(routing.memberShare + 1e-9);
    }
  });

  test('holds whoever votes on everything to twice what others say', () => {
    const busy = Array.from({ length: 500 }, (_, nth) =>
      vote({ answerId: `busy ${nth}`, memberId: 'busy', value: -1 }),
    );
    const folded = coderIn([...crowd(40), ...busy]);
    expect(folded?.up).toBeCloseTo(40);
    expect(folded?.down).toBeLessThanOrEqual((2 * (40 + (folded?.down ?? 0))) / 41 + 1e-9);
  });

  test('is the same in any order, and after any undoing the same as without', () => {
    const votes = fc.array(
      fc.record({
        answerId: fc.constantFrom('a', 'b', 'c'),
        category: fc.constantFrom('code', 'design'),
        role: fc.constantFrom('coder' as const, 'quick' as const),
        memberId: fc.constantFrom('ada', 'bo', 'cy', 'di'),
        value: fc.constantFrom(1, -1),
        weight: fc.constantFrom(0.5, 1, 3),
        answeredAt: fc.constantFrom(now, now - week),
      }),
    );
    fc.assert(
      fc.property(votes, fc.nat(), (cast, turn) => {
        const at = cast.length === 0 ? 0 : turn % cast.length;
        const [one, other] = [cast, [...cast.slice(at), ...cast.slice(0, at)].reverse()].map((all) =>
          foldVotes(all, routing, now),
        );
        for (const category of ['code', 'design'])
          for (const role of ['coder', 'quick'] as const) {
            expect(other?.byCategory.get(category)?.[role].up ?? 0).toBeCloseTo(
              one?.byCategory.get(category)?.[role].up ?? 0,
            );
            expect(other?.byCategory.get(category)?.[role].down ?? 0).toBeCloseTo(
              one?.byCategory.get(category)?.[role].down ?? 0,
            );
          }
      }),
    );
  });
});
