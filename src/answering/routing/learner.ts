/**
 * What votes have taught about roles, kept in memory by community. A question takes what is known and never waits for
 * more; it is read anew behind it, so that votes count within moments, whichever process was told of them.
 */
import { setImmediate } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { type Rows, readRoutedVotes, readTopics } from '../../store/index.ts';
import { roles } from '../roles.ts';
import { type FoldedVotes, foldVotes, noVotes, type RoutedVote } from './fold-votes.ts';
import { keptTopic, noTopics, openBook, type TopicBook } from './topics.ts';
import type { RoutingSettings } from './weigh-roles.ts';

/** What is known of a community: what its votes say, and what it often asks about. */
export interface Learned {
  votes: FoldedVotes;
  topics: TopicBook;
}

export interface Learner {
  settings: RoutingSettings;
  random: () => number;
  /** What is known now; where it is old, it is read anew behind it. */
  known(communityId: string): Learned;
  /** What is so at this moment, for whoever has the time. */
  read(communityId: string): Promise<Learned>;
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

interface Known extends Learned {
  /** The rows that the topics were read from: they change once a night. */
  topicRows: string;
  readAt: number;
  /** How long that took. */
  tookMs: number;
  reading: Promise<void> | undefined;
}

export function createLearner({ rows, settings, random, now, log }: LearnerParts): Learner {
  const communities = new Map<string, Known>();
  const weeks = settings.weeklyDecay < 1 ? Math.log(leastLeft) / Math.log(settings.weeklyDecay) : 520;

  async function fold(communityId: string): Promise<FoldedVotes> {
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
      votes: noVotes,
      topics: noTopics,
      topicRows: '',
      readAt: Number.NEGATIVE_INFINITY,
      tookMs: 0,
      reading: undefined,
    };
    communities.set(communityId, known);
    return known;
  }

  async function readBook(communityId: string, known: Known): Promise<void> {
    const topics = await readTopics(rows, communityId);
    const topicRows = JSON.stringify(topics);
    if (topicRows === known.topicRows) return;
    known.topics = openBook(topics.map(keptTopic));
    known.topicRows = topicRows;
  }

  function readAnew(communityId: string, known: Known): Promise<void> {
    known.reading ??= (async () => {
      await setImmediate(); // whoever asked goes first
      const startedAt = performance.now();
      try {
        await readBook(communityId, known);
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
      return known;
    },
    async read(communityId) {
      const known = of(communityId);
      await known.reading; // it may have begun before the latest vote
      await readAnew(communityId, known);
      return known;
    },
  };
}

const week = 7 * 24 * 3_600_000;
