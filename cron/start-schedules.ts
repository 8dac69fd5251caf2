import cron from 'node-cron';
import type { Log } from '../src/log.ts';

/** What runs when; the jobs themselves are the chapters' that do them. */
export interface Schedule<Jobs> {
  at: string;
  /** Whether it runs at start, too, for what came due meanwhile. */
  catchesUp: boolean;
  run(jobs: Jobs): Promise<void>;
}

/** Starts schedules, none of them twice at a time. The returned function ends them, and waits for what still runs. */
export function startSchedules<Jobs>(schedules: readonly Schedule<Jobs>[], jobs: Jobs, log: Log): () => Promise<void> {
  const stops = schedules.map(({ at, catchesUp, run }) => {
    let running: Promise<void> | undefined;
    const job = () => {
      running ??= run(jobs)
        .catch((error: unknown) => log.error('A scheduled job failed.', { at, reason: String(error) }))
        .finally(() => {
          running = undefined;
        });
    };
    const task = cron.schedule(at, job, { suppressMissedWarning: true });
    if (catchesUp) job();
    return async () => {
      await task.destroy();
      await running;
    };
  });
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
