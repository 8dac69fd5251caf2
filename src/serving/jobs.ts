import { expireQuestions } from '../bot/index.ts';
import { type ImportDueParts, importDue } from './import-due.ts';

/** What the schedules in `cron/` may run. */
export interface Jobs {
  importDueSources(): Promise<void>;
  expireQuestions(): Promise<void>;
}

export function createJobs(parts: ImportDueParts, signal: AbortSignal): Jobs {
  const { store, now, log } = parts;
  return {
    importDueSources: () => importDue(parts, signal),
    async expireQuestions() {
      const count = await expireQuestions(store, now(), signal);
      if (count > 0) log.info('Old questions were deleted.', { count });
    },
  };
}
