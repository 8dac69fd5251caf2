import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { nextRun } from '../cron/next-run.ts';
import { claimDueSources } from './knowledge/index.ts';
import type { Log } from './log.ts';
import type { Store } from './store/index.ts';

export interface ImportDueParts {
  store: Store;
  now: () => Date;
  log: Log;
  /** This program, and the settings that it was started with. */
  program: readonly string[];
}

/** Imports what is due, each source in a process of its own, so that answering goes on meanwhile. */
export async function importDue({ store, now, log, program }: ImportDueParts, signal: AbortSignal): Promise<void> {
  for (const { id, name } of await claimDueSources(store, now(), nextRun)) {
    const argv = [...program, 'knowledge', 'import', '--again', id, '--json'];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'pipe'], signal });
    const ended = await Promise.all([text(child.stderr), once(child, 'exit')]).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (!ended) return;
    const [said, [code]] = ended;
    if (code === 0) log.info('A source was imported again.', { source: name });
    else {
      const why = said.slice(-500);
      log.warn('A source could not be imported again; what is known of it stays.', { source: name, why });
    }
  }
}
