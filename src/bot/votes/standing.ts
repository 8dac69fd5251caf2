import type { Standing } from '../../store/index.ts';
import { type Interval, shareOf } from './share.ts';

/** What members say of an answer, or of an entry that several answers stand for: a pure function of the votes that there are. */
export interface Tally {
  standing: Standing;
  /** Whether somebody who decides alone vouches for it. */
  isVerified: boolean;
  /** What both sides weigh, each member's share of it capped. */
  up: number;
  down: number;
  voters: number;
  /** How many of those who voted approve of it; undefined while nobody voted. */
  share: Interval | undefined;
}

export interface CountedVote {
  memberId: string;
  /** 1 for 👍, -1 for 👎. */
  value: number;
  weight: number;
  /** Whether it is of whoever asked. */
  isAsker: boolean;
}

export interface StandingRules {
  /** How many members must say it, and what their votes must weigh together. */
  quorum: number;
  /** How many times what the other side weighs. */
  majority: number;
  /** The largest part of a side that may be one member's. */
  mostShare: number;
  /** What all who count for less than one may weigh on a side, together with the asker: new accounts decide nothing, also not for their owner. */
  newcomersTogether: number;
}

export interface Voices {
  votes: readonly CountedVote[];
  /** ✅ and ❌ of those who decide alone: 1 and -1. */
  verdicts: readonly number[];
  /** What a moderator said that it shall be. */
  rulings: readonly Standing[];
}

/** A moderator's ruling goes before every verdict, and a verdict before all votes. Where those who decide disagree, it is contested. */
export function tally({ votes, verdicts, rulings }: Voices, rules: StandingRules): Tally {
  const own = oneEach(votes);
  const side = (sign: 1 | -1) => own.filter(({ value }) => value === sign);
  const [ups, downs] = [capped(side(1), rules), capped(side(-1), rules)];
  const [up, down] = [sum(ups), sum(downs)];
  const [verdict, otherVerdict] = new Set(verdicts);
  const [ruling, otherRuling] = new Set(rulings);
  const isAgreed = verdict !== undefined && otherVerdict === undefined;
  const decided = (first: Standing, other: unknown) => (other === undefined ? first : 'contested');
  return {
    standing:
      ruling !== undefined
        ? decided(ruling, otherRuling)
        : verdict !== undefined
          ? decided(verdict > 0 ? 'approved' : 'denied', otherVerdict)
          : byVotes({ up, down, upVoters: ups.length, downVoters: downs.length }, rules),
    isVerified: isAgreed && verdict > 0 && (ruling ?? 'approved') === 'approved' && otherRuling === undefined,
    up,
    down,
    voters: own.length,
    share: shareOf(ups, downs),
  };
}

function byVotes(
  { up, down, upVoters, downVoters }: Record<'up' | 'down' | 'upVoters' | 'downVoters', number>,
  { quorum, majority }: StandingRules,
): Standing {
  const outweighs = (weight: number, other: number) => weight + tiny >= quorum && weight + tiny >= majority * other;
  if (upVoters >= quorum && outweighs(up, down)) return 'approved';
  if (downVoters >= quorum && outweighs(down, up)) return 'denied';
  return up > 0 && down > 0 && up + down + tiny >= quorum ? 'contested' : 'open';
}

/** Three thirds are one, whatever the order in which they are added up. */
const tiny = 1e-9;

/** A member who voted on several answers that stand for one entry has one voice; one who said both has none. */
function oneEach(votes: readonly CountedVote[]): CountedVote[] {
  return [...Map.groupBy(votes, ({ memberId }) => memberId).values()].flatMap((own) => {
    const [first, ...others] = own;
    if (!first || others.some(({ value }) => value !== first.value)) return [];
    return {
      ...first,
      weight: Math.max(...own.map(({ weight }) => weight)),
      isAsker: own.some(({ isAsker }) => isAsker),
    };
  });
}

/**
 * Nobody makes up more than their part of a side, and newcomers, who may be the asker's own accounts, no more than theirs together
 * with the asker; one voice alone counts as one at most.
 */
function capped(side: readonly CountedVote[], { mostShare, newcomersTogether }: StandingRules): number[] {
  const isLight = ({ weight, isAsker }: CountedVote) => weight < 1 || isAsker;
  const ofLight = sum(side.filter(isLight).map(({ weight }) => weight));
  const shrink = Math.min(1, newcomersTogether / Math.max(ofLight, Number.EPSILON));
  const shrunk = side.map((vote) => (isLight(vote) ? vote.weight * shrink : vote.weight));
  const others = sum(shrunk) - Math.max(0, ...shrunk);
  const cap = Math.max(1, (others * mostShare) / (1 - mostShare));
  return shrunk.map((weight) => Math.min(weight, cap));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
