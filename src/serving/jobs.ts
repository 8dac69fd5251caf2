import type { Answering } from '../answering/index.ts';
import { type Bot, expireQuestions, flagSuspicions, noteLesson, noteTopics, sendDigests } from '../bot/index.ts';
import { updateLessons, updateTopics, wordLessons } from '../training/index.ts';
import { type ImportDueParts, importDue } from './import-due.ts';

/** What the schedules in `cron/` may run. */
export interface Jobs {
  importDueSources(): Promise<void>;
  expireQuestions(): Promise<void>;
  lookOverVotes(): Promise<void>;
  followUpVotes(): Promise<void>;
  countVotesAgain(): Promise<void>;
  sendDigests(): Promise<void>;
  findLessons(): Promise<void>;
  findTopics(): Promise<void>;
}

export interface JobsParts extends ImportDueParts {
  bot: Pick<Bot, 'tellModerators' | 'votesChanged' | 'votesSettled' | 'countVotesAgain'>;
  answering: Pick<Answering, 'say'>;
  /** What ✅ and ❌ weigh in lessons. */
  verdictWeight: number;
  /** The questions from which on a community has topics. */
  topicsFrom: number;
}

export function createJobs(parts: JobsParts, signal: AbortSignal): Jobs {
  const { store, bot, answering, verdictWeight, topicsFrom, now, log } = parts;
  return {
    importDueSources: () => importDue(parts, signal),
    async expireQuestions() {
      const count = await expireQuestions(store, now(), signal);
      if (count > 0) log.info('Old questions were deleted.', { count });
    },
    async followUpVotes() {
      bot.votesChanged();
      await bot.votesSettled();
    },
    countVotesAgain: () => bot.countVotesAgain(signal),
    async sendDigests() {
      const count = await sendDigests({ store, bot, now }, signal);
      if (count > 0) log.info('Moderators were told of their week.', { communities: count });
    },
    async lookOverVotes() {
      for (const { id: community } of await store.read.community.findMany({ select: { id: true } })) {
        if (signal.aborted) return;
        const count = await flagSuspicions(store, community, now());
        if (count > 0) log.warn('Votes look made up; moderators see it in their feed.', { community, count });
      }
    },
    async findLessons() {
      for (const { id: community } of await store.read.community.findMany({ select: { id: true } })) {
        if (signal.aborted) return;
        const { found, left } = await updateLessons({ store, verdictWeight, note: noteLesson }, community, now());
        const worded = await wordLessons({ store, answering }, community, signal);
        if (found + left + worded > 0) log.info('Votes taught lessons.', { community, found, left, worded });
      }
    },
    async findTopics() {
      for (const { id: community } of await store.read.community.findMany({ select: { id: true } })) {
        if (signal.aborted) return;
        const { topics, found, left } = await updateTopics(
          { store, enough: topicsFrom, note: noteTopics },
          community,
          now(),
        );
        if (found.length + left.length > 0)
          log.info('Topics changed.', { community, topics, found: found.length, left: left.length });
      }
    },
  };
}
