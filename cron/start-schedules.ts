import cron from 'node-cron';
import type { Log } from '../src/log.ts';

/** What runs when; the jobs themselves are the chapters' that do them. */
export interface Schedule<Jobs> {
  at: string;
  /** Whether it runs at start, too, for what came due meanwhile. */
  catchesUp: boolean;
  run(jobs: Jobs): Promise<void>;
}

/** Starts schedules, none of them twice at a time. The returned function ends them. */
export function startSchedules<Jobs>(schedules: readonly Schedule<Jobs>[], jobs: Jobs, log: Log): () => Promise<void> {
  const tasks = schedules.map(({ at, catchesUp, run }) => {
    const job = () =>
      run(jobs).catch((error: unknown) => log.error('A scheduled job failed.', { at, reason: String(error) }));
    const task = cron.schedule(at, job, { noOverlap: true, suppressMissedWarning: true });
    if (catchesUp) void task.execute();
    return task;
  });
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()));
  };
}
