import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { nextRun } from '../../cron/next-run.ts';
import { claimDueSource } from '../knowledge/index.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/index.ts';

export interface ImportDueParts {
  store: Store;
  now: () => Date;
  log: Log;
  /** This program, and the settings that it was started with. */
  program: readonly string[];
}

/** Imports what is due, each source in a process of its own, so that answering goes on meanwhile. */
export async function importDue({ store, now, log, program }: ImportDueParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const due = await claimDueSource(store, now(), nextRun);
    if (!due) return;
    const argv = [...program, '--community', due.communityId, 'knowledge', 'import', '--again', due.id, '--json'];
    const why = await failureOfRunning(argv, signal);
    if (signal.aborted) return;
    if (why === undefined) log.info('A source was imported again.', { source: due.name });
    else log.warn('A source could not be imported again; what is known of it stays.', { source: due.name, why });
  }
}

/** What it said last, where it did not end well; undefined where it did. */
async function failureOfRunning(argv: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'pipe'], signal });
  try {
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    return code === 0 ? undefined : said.slice(-500);
  } catch (error) {
    return String(error);
  }
}
