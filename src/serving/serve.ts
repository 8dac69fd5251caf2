import { countVotesAgain } from '../../cron/count-votes-again.ts';
import { expireOldQuestions } from '../../cron/expire-questions.ts';
import { findLessons } from '../../cron/find-lessons.ts';
import { findTopics } from '../../cron/find-topics.ts';
import { followUpVotes } from '../../cron/follow-up-votes.ts';
import { importSources } from '../../cron/import-sources.ts';
import { lookOverVotes } from '../../cron/look-over-votes.ts';
import { sendDigests } from '../../cron/send-digests.ts';
import { startSchedules } from '../../cron/start-schedules.ts';
import type { Bot, Platform } from '../bot/index.ts';
import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Jobs } from './jobs.ts';
import type { ModelStatus } from './model-status.ts';

export interface ServeParts {
  bot: Pick<Bot, 'connect' | 'takeOver' | 'close'>;
  /** Undefined where the page is switched off. */
  openPage?: () => Promise<{ url: string; platform: Platform; close(): Promise<void> }>;
  /** Where people are besides: each runs until the signal ends it, and returns why where it is turned away for good. */
  platforms: readonly { platform: Platform; run(signal: AbortSignal): Promise<Failure | undefined> }[];
  embedder: { run(signal: AbortSignal): Promise<void> };
  /** Makes word indexes anew that an older Quorum made; returns how many entries it read. */
  reindex(signal: AbortSignal): Promise<number>;
  lookForModels: () => Promise<unknown>;
  modelStatus: () => ModelStatus;
  /** Reads what the first question would otherwise wait for. */
  warmUp: () => Promise<void>;
  jobs: Jobs;
  /** How often to look for questions whose instance has died. */
  takeOverEveryMs: number;
  clock: Clock;
  log: Log;
  /** A line for whoever started Quorum. */
  say: (line: string) => void;
}

const schedules = [
  ...[importSources, expireOldQuestions],
  ...[countVotesAgain, lookOverVotes, followUpVotes],
  ...[findLessons, findTopics, sendDigests],
];

/** Serves until the signal ends it, then ends what it started, the last first. What is under way then is left for the next start. */
export async function serve(parts: ServeParts, signal: AbortSignal): Promise<void> {
  const { bot, platforms, clock, log, say } = parts;
  await using ending = new AsyncDisposableStack();

  function runUntilTheEnd(work: (signal: AbortSignal) => Promise<void>): void {
    const end = new AbortController();
    const running = work(AbortSignal.any([signal, end.signal]));
    ending.defer(() => {
      end.abort();
      return running;
    });
  }

  const page = await parts.openPage?.();
  if (page) {
    ending.defer(() => page.close());
    bot.connect(page.platform);
  }
  say(`\n  Quorum is ready${page ? `: ${page.url}` : '.'}\n`);
  await parts.lookForModels().catch(() => {});
  say(`  ${parts.modelStatus().text}\n  Ctrl-C stops it; \`npm run -s quorum -- doctor\` checks everything.\n`);

  for (const { platform, run } of platforms) {
    bot.connect(platform);
    runUntilTheEnd(async (until) => {
      const failure = await run(until);
      if (failure) log.error(failure.message, { remedy: failure.remedy });
    });
  }
  ending.defer(() => bot.close()); // while platforms are still there to show it
  runUntilTheEnd(parts.embedder.run);
  runUntilTheEnd(async (until) => {
    const entries = await parts.reindex(until).catch((error: unknown) => {
      if (!until.aborted) log.error('The word index could not be made anew.', { reason: String(error) });
      return 0;
    });
    if (entries > 0) log.info('The word index was made anew.', { entries });
  });
  await parts.warmUp().catch((error: unknown) => {
    if (!signal.aborted) log.warn('The first search will be slow.', { reason: String(error) });
  });
  ending.defer(startSchedules<Jobs>(schedules, parts.jobs, log));

  while (!signal.aborted) {
    bot
      .takeOver()
      .catch((error: unknown) => log.error('Questions could not be taken over.', { reason: String(error) }));
    await clock.wait(parts.takeOverEveryMs, signal).catch(() => {});
  }
  log.info('Stopping.');
}
