/** The product's commands in this process: all that a person would meet but the process itself, in a tenth of its time. */
import { createReadStream, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Io } from '../../src/adapters/cli/index.ts';
import { systemClock } from '../../src/clock.ts';
import { runQuorum } from '../../src/main/run-quorum.ts';
import { scratchFolder } from '../scratch.ts';
import { quietSettings, type Workplace } from './quorum-process.ts';

/** As `workplace`, for commands that come to an end. Those of one test file run one after another, as its tests do. */
export function workplaceHere(settings: Record<string, string> = {}): Omit<Workplace, 'start'> {
  const folder = scratchFolder();
  let calls = 0;
  return {
    folder,
    async run(argv, { input, env = {} } = {}) {
      const before = process.cwd();
      process.chdir(folder); // files are named as they are seen from there
      onTestFinished(() => process.chdir(before));
      calls += 1;
      const piped = input === undefined ? undefined : join(scratchFolder(), `input-${calls}`);
      if (piped) writeFileSync(piped, input ?? '');
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const written = Promise.all([text(stdout), text(stderr)]);
      const code = await runQuorum(argv, {
        io: ioOf(openSync(piped ?? '/dev/null', 'r'), stdout, stderr),
        env: { HOME: folder, ...quietSettings, ...settings, ...env },
        cwd: folder,
        clock: systemClock,
      });
      stdout.end();
      stderr.end();
      const [out, err] = await written;
      return { code, stdout: out, stderr: err };
    },
  };
}

function ioOf(fd: number, stdout: PassThrough, stderr: PassThrough): Io {
  const stdin = Object.assign(createReadStream('', { fd }), { fd, isTTY: false });
  const io = {
    stdin,
    stdout,
    stderr,
    user: 'tester',
    editor: undefined,
    giveWay: () => {},
    onInterrupt: () => () => {},
  };
  return io as unknown as Io; // of a terminal's streams the commands use what every stream has, and `isTTY`
}
