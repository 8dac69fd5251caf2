/**
 * What votes have taught about roles, kept in memory by community. A question takes what is known and never waits for
 * more; it is read anew behind it, so that votes count within moments, whichever process was told of them.
 */
import { setImmediate } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { type Rows, readRoutedVotes } from '../../store/index.ts';
import { roles } from '../roles.ts';
import { foldVotes, type RoutedVote, type VotesByRole } from './fold-votes.ts';
import type { RoutingSettings } from './weigh-roles.ts';

export interface Learner {
  settings: RoutingSettings;
  random: () => number;
  /** What is known now; where it is old, it is read anew behind it. */
  known(communityId: string): VotesByRole;
  /** What votes say at this moment, for whoever has the time. */
  read(communityId: string): Promise<VotesByRole>;
}

export interface LearnerParts {
  rows: Rows;
  settings: RoutingSettings;
  /** From 0 to 1. */
  random: () => number;
  now: () => Date;
  log: Log;
}

/** How old what is known may be; older where reading takes so long that it would keep a process busy. */
const freshMs = 2_000;
const readsShare = 1 / 50;
/** A vote that weighs less than this, by its age, is not read any more. */
const leastLeft = 0.05;

interface Known {
  votes: VotesByRole;
  readAt: number;
  /** How long that took. */
  tookMs: number;
  reading: Promise<void> | undefined;
}

export function createLearner({ rows, settings, random, now, log }: LearnerParts): Learner {
  const communities = new Map<string, Known>();
  const weeks = settings.weeklyDecay < 1 ? Math.log(leastLeft) / Math.log(settings.weeklyDecay) : 520;

  async function fold(communityId: string): Promise<VotesByRole> {
    const at = now().getTime();
    const votes: RoutedVote[] = [];
    for await (const page of readRoutedVotes(rows, { communityId, since: new Date(at - weeks * week) })) {
      for (const { role, answeredAt, ...vote } of page) {
        const known = roles.find((one) => one === role);
        if (known) votes.push({ ...vote, role: known, answeredAt: Date.parse(answeredAt) });
      }
      await setImmediate(); // others have their turn
    }
    return foldVotes(votes, settings, at);
  }

  function of(communityId: string): Known {
    const known = communities.get(communityId) ?? {
      votes: new Map(),
      readAt: Number.NEGATIVE_INFINITY,
      tookMs: 0,
      reading: undefined,
    };
    communities.set(communityId, known);
    return known;
  }

  function readAnew(communityId: string, known: Known): Promise<void> {
    known.reading ??= (async () => {
      await setImmediate(); // whoever asked goes first
      const startedAt = performance.now();
      try {
        known.votes = await fold(communityId);
      } catch (error) {
        log.warn('What votes say of roles could not be read.', { reason: String(error) });
      } finally {
        known.readAt = now().getTime();
        known.tookMs = performance.now() - startedAt;
        known.reading = undefined;
      }
    })();
    return known.reading;
  }

  return {
    settings,
    random,
    known(communityId) {
      const known = of(communityId);
      const dueAt = known.readAt + Math.max(freshMs, known.tookMs / readsShare);
      if (now().getTime() >= dueAt) void readAnew(communityId, known);
      return known.votes;
    },
    async read(communityId) {
      const known = of(communityId);
      await known.reading; // it may have begun before the latest vote
      await readAnew(communityId, known);
      return known.votes;
    },
  };
}

const week = 7 * 24 * 3_600_000;
