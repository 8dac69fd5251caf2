#!/usr/bin/env node
/** The process: its terminal, its environment, its clock, and what each command may open of the rest. */
import { randomUUID } from 'node:crypto';
import { constants, setPriority, userInfo } from 'node:os';
import process from 'node:process';
import { nextRun } from '../cron/next-run.ts';
import { type Io, runCli } from './adapters/cli/index.ts';
import { systemClock } from './clock.ts';
import { loadConfig } from './config/index.ts';
import { doctorChecks } from './main/doctor-checks.ts';
import { openModels } from './main/open-models.ts';
import { openForCommand } from './main/open-quorum.ts';
import { startQuorum } from './main/start-quorum.ts';

const clock = systemClock;
const { env } = process;
const now = () => new Date(clock.now());

const io: Io = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  user: userInfo().username,
  editor: env.VISUAL || env.EDITOR,
  giveWay: () => setPriority(constants.priority.PRIORITY_BELOW_NORMAL),
  onInterrupt(callback) {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    let asked = 0;
    const interrupt = () => {
      asked += 1;
      if (asked > 2) process.exit(130); // whoever insists does not want to wait for the ends to be tied
      callback();
    };
    for (const signal of signals) process.on(signal, interrupt);
    return () => {
      for (const signal of signals) process.off(signal, interrupt);
    };
  },
};

// A reader that has seen enough (`quorum ask … | head -1`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), {
  io,
  loadConfig: (file) => loadConfig({ cwd: process.cwd(), env, file }),
  openModels: (config) => openModels(config, clock),
  open: (config, community) => openForCommand(config, community, { clock, env }),
  serve: (loaded, signal) => startQuorum(loaded, { clock, env }, signal),
  doctorChecks: (config) => doctorChecks(config, clock),
  newId: randomUUID,
  now,
  nextRun,
});
