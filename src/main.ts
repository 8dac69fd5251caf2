#!/usr/bin/env node
/** The process: its terminal, its environment and its clock. */
import { constants, setPriority, userInfo } from 'node:os';
import process from 'node:process';
import type { Io } from './adapters/cli/index.ts';
import { systemClock } from './clock.ts';
import { runQuorum } from './main/run-quorum.ts';

const { env } = process;

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

process.exitCode = await runQuorum(process.argv.slice(2), { io, env, cwd: process.cwd(), clock: systemClock });
