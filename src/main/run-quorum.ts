import { randomUUID } from 'node:crypto';
import { nextRun } from '../../cron/next-run.ts';
import { type Io, runCli } from '../adapters/cli/index.ts';
import { loadConfig } from '../config/index.ts';
import { doctorChecks } from './doctor-checks.ts';
import { openModels } from './open-models.ts';
import { openForCommand, type Surroundings } from './open-quorum.ts';

/** One command line, from what was typed to what the shell is told. */
export function runQuorum(argv: readonly string[], around: Surroundings & { io: Io; cwd: string }): Promise<number> {
  const { io, cwd, env, clock } = around;
  return runCli(argv, {
    io,
    loadConfig: (file) => loadConfig({ cwd, env, file }),
    openModels: (config) => openModels(config, clock),
    open: (config, community) => openForCommand(config, community, around),
    // What only `start` needs takes a third of the time to load everything.
    serve: async (loaded, signal) => (await import('./start-quorum.ts')).startQuorum(loaded, around, signal),
    doctorChecks: (config) => doctorChecks(config, clock),
    newId: randomUUID,
    now: () => new Date(clock.now()),
    nextRun,
  });
}
