import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareOf } from '../../../src/bot/votes/share.ts';
import { type CountedVote, type Tally, tally, type Voices } from '../../../src/bot/votes/standing.ts';
import { rules as voteRules } from '../quorum-builder.ts';

const rules = { ...voteRules, quorum: 2 };
const nothing: Voices = { votes: [], verdicts: [], rulings: [] };
const cast = (...votes: [name: string, value: 1 | -1, weight?: number][]): CountedVote[] =>
  votes.map(([memberId, value, weight = 1]) => ({ memberId, value, weight, isAsker: memberId === 'asker' }));
const standingOf = (own: Partial<Voices>, own2 = rules) => tally({ ...nothing, ...own }, own2).standing;

describe('an answer', () => {
  test('is open until two members approve of it, however much one of them weighs', () => {
    expect(standingOf({})).toBe('open');
    expect(standingOf({ votes: cast(['ada', 1]) })).toBe('open');
    expect(standingOf({ votes: cast(['moderator', 1, 3]) })).toBe('open');
    expect(standingOf({ votes: cast(['ada', 1], ['bob', 1]) })).toBe('approved');
    expect(standingOf({ votes: cast(['moderator', 1, 3], ['newcomer', 1, 0.5]) })).toBe('open');
    expect(standingOf({ votes: cast(['moderator', 1, 3], ['ada', 1]) })).toBe('approved');
  });

  test('is not approved by new accounts alone, however many come', () => {
    const burst = cast(...Array.from({ length: 50 }, (_, at) => [`account ${at}`, 1, 0.5] as [string, 1, number]));
    expect(standingOf({ votes: burst })).toBe('open');
    expect(standingOf({ votes: [...burst, ...cast(['ada', 1])] })).toBe('approved');
    expect(standingOf({ votes: [...burst, ...cast(['ada', -1], ['bob', -1])] })).toBe('denied');
  });

  test('is not approved by its asker with new accounts, which may be all theirs', () => {
    const accounts = cast(['asker', 1], ['first', 1, 0.5], ['second', 1, 0.5], ['third', 1, 0.5]);
    expect(standingOf({ votes: accounts })).toBe('open');
    expect(standingOf({ votes: [...accounts, ...cast(['ada', 1])] })).toBe('approved');
    expect(standingOf({ votes: cast(['asker', 1], ['ada', 1]) })).toBe('approved');
  });

  test('is denied by the mirror of it', () => {
    expect(standingOf({ votes: cast(['ada', -1], ['bob', -1]) })).toBe('denied');
    expect(standingOf({ votes: cast(['moderator', -1, 3]) })).toBe('open');
  });

  test('is contested where both sides speak and neither has twice the other', () => {
    expect(standingOf({ votes: cast(['ada', 1], ['bob', 1], ['eve', -1]) })).toBe('approved');
    expect(standingOf({ votes: cast(['ada', 1], ['bob', 1], ['eve', -1], ['joe', -1, 0.5]) })).toBe('contested');
    expect(standingOf({ votes: cast(['ada', 1], ['eve', -1]) })).toBe('contested');
    expect(standingOf({ votes: cast(['ada', 1, 0.5], ['eve', -1, 0.5]) })).toBe('open');
  });

  test('needs as many members as its community wants', () => {
    const three = { ...rules, quorum: 3 };
    const votes = cast(['moderator', 1, 3], ['ada', 1]);
    expect(standingOf({ votes }, three)).toBe('open');
    expect(standingOf({ votes: [...votes, ...cast(['bob', 1])] }, three)).toBe('approved');
  });

  test('is what those who decide alone say, and contested where they disagree', () => {
    const votes = cast(['ada', -1], ['bob', -1]);
    expect(tally({ ...nothing, votes, verdicts: [1] }, rules)).toMatchObject({
      standing: 'approved',
      isVerified: true,
    });
    expect(standingOf({ verdicts: [-1] })).toBe('denied');
    expect(tally({ ...nothing, verdicts: [1, -1] }, rules)).toMatchObject({ standing: 'contested', isVerified: false });
  });

  test('is what a moderator ruled before all else', () => {
    const all = { votes: cast(['ada', 1], ['bob', 1]), verdicts: [1] };
    expect(tally({ ...all, rulings: ['open'] }, rules)).toMatchObject({ standing: 'open', isVerified: false });
    expect(standingOf({ ...all, rulings: ['denied', 'denied'] })).toBe('denied');
  });

  test('hears a member who voted on several answers for one entry once, and not at all who said both', () => {
    expect(standingOf({ votes: cast(['ada', 1], ['ada', 1]) })).toBe('open');
    expect(tally({ ...nothing, votes: cast(['ada', 1], ['ada', -1]) }, rules)).toMatchObject({
      up: 0,
      down: 0,
      voters: 0,
    });
  });
});

const vote = fc.record({
  memberId: fc.constantFrom('ada', 'bob', 'eve', 'joe', 'kim', 'lee'),
  value: fc.constantFrom(1, -1),
  weight: fc.constantFrom(0.5, 1, 3),
  isAsker: fc.constant(false),
});
const votes = fc
  .tuple(fc.uniqueArray(vote, { selector: ({ memberId }) => memberId }), fc.nat(12))
  .map(([all, asker]) => all.map((each, at) => (at === asker ? { ...each, isAsker: true, weight: 1 } : each)));
const verdicts = fc.array(fc.constantFrom(1, -1), { maxLength: 3 });

const byMirror = { approved: 'denied', denied: 'approved', contested: 'contested', open: 'open' } as const;

describe('whatever the votes,', () => {
  test('their order says nothing', () => {
    const shuffled = votes.chain((own) =>
      fc.tuple(fc.constant(own), fc.shuffledSubarray(own, { minLength: own.length })),
    );
    fc.assert(
      fc.property(shuffled, verdicts, ([own, other], given) => {
        const said = (these: CountedVote[], verdict: number[]): Tally =>
          tally({ ...nothing, votes: these, verdicts: verdict }, rules);
        const [a, b] = [said(own, given), said(other, given.toReversed())];
        expect(a.standing).toBe(b.standing);
        expect(a.up).toBeCloseTo(b.up);
        expect(a.share?.low ?? 0).toBeCloseTo(b.share?.low ?? 0);
      }),
    );
  });

  test('denial is the mirror of approval', () => {
    fc.assert(
      fc.property(votes, verdicts, (own, given) => {
        const mirrored = own.map((each) => ({ ...each, value: -each.value }));
        const other = standingOf({ votes: mirrored, verdicts: given.map((verdict) => -verdict) });
        expect(other).toBe(byMirror[standingOf({ votes: own, verdicts: given })]);
      }),
    );
  });

  test('one more for it never turns approval into anything else', () => {
    fc.assert(
      fc.property(votes, fc.constantFrom(0.5, 1, 3), (own, weight) => {
        fc.pre(standingOf({ votes: own }) === 'approved');
        expect(standingOf({ votes: [...own, { memberId: 'one more', value: 1, weight, isAsker: false }] })).toBe(
          'approved',
        );
      }),
    );
  });

  test('nobody makes up more than their share of a side on which others speak', () => {
    fc.assert(
      fc.property(votes, (own) => {
        const others = own.map((each) => ({ ...each, value: 1 }));
        const weighed = others.reduce((sum, { weight }) => sum + weight, 0);
        const { up } = tally(
          { ...nothing, votes: [...others, { memberId: 'loud', value: 1, weight: 1000, isAsker: false }] },
          rules,
        );
        const ofLoud = up - weighed;
        expect(ofLoud).toBeLessThanOrEqual(Math.max(1, rules.mostShare * up) + 1e-9);
      }),
    );
  });
});

describe('a share', () => {
  test('has an interval that holds it, within nought and one, and narrows with more voices', () => {
    const weights = fc.array(fc.constantFrom(0.5, 1, 3), { maxLength: 30 });
    fc.assert(
      fc.property(weights, weights, (ups, downs) => {
        const said = shareOf(ups, downs);
        if (!said) {
          expect([...ups, ...downs]).toEqual([]);
          return;
        }
        expect(said.low).toBeGreaterThanOrEqual(0);
        expect(said.high).toBeLessThanOrEqual(1);
        expect(said.low).toBeLessThanOrEqual(said.share + 1e-9);
        expect(said.high).toBeGreaterThanOrEqual(said.share - 1e-9);
        const more = shareOf([...ups, ...ups], [...downs, ...downs]);
        expect((more?.high ?? 1) - (more?.low ?? 0)).toBeLessThanOrEqual(said.high - said.low + 1e-9);
      }),
    );
  });

  test('counts a weight of three as one voice: 8 of 10 is as sure as 8 of 10', () => {
    const equal = shareOf(Array(8).fill(1), Array(2).fill(1));
    const heavy = shareOf(Array(8).fill(3), Array(2).fill(3));
    expect(equal).toMatchObject({ share: 0.8, low: expect.closeTo(0.49, 2), high: expect.closeTo(0.943, 2) });
    expect(heavy?.low).toBeCloseTo(equal?.low ?? 0);
  });
});
