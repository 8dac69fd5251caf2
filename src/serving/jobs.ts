import { type Bot, expireQuestions, flagSuspicions, noteLesson, noteTopics, sendDigests } from '../bot/index.ts';
import { updateLessons, updateTopics } from '../training/index.ts';
import { type ImportDueParts, importDue } from './import-due.ts';

/** What the schedules in `cron/` may run. */
export interface Jobs {
  importDueSources(): Promise<void>;
  expireQuestions(): Promise<void>;
  lookOverVotes(): Promise<void>;
  followUpVotes(): Promise<void>;
  sendDigests(): Promise<void>;
  findLessons(): Promise<void>;
  findTopics(): Promise<void>;
}

export interface JobsParts extends ImportDueParts {
  /** The questions from which on a community has topics. */
  topicsFrom: number;
  bot: Pick<Bot, 'tellModerators' | 'votesChanged' | 'votesSettled'>;
}

export function createJobs(parts: JobsParts, signal: AbortSignal): Jobs {
  const { store, bot, topicsFrom, now, log } = parts;
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
        const { found, left } = await updateLessons({ store, note: noteLesson }, community, now());
        if (found + left > 0) log.info('Votes taught lessons.', { community, found, left });
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
