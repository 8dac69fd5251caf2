import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Io } from '../../../src/adapters/cli/index.ts';

/** A terminal with somebody at it, or the pipes in its place. */
export interface TestTerminal {
  io: Io;
  type(text: string): void;
  /** Everything that was written, once nothing more will be. */
  written(): Promise<{ stdout: string; stderr: string }>;
}

export function createTerminal({ isTTY = true, editor }: { isTTY?: boolean; editor?: string } = {}): TestTerminal {
  const stdin = Object.assign(new PassThrough(), { isTTY, fd: 0 });
  const stdout = Object.assign(new PassThrough(), { isTTY });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  const io = { stdin, stdout, stderr, user: 'tester', editor, giveWay: () => {}, onInterrupt: () => () => {} };
  return {
    // Of a terminal's streams the commands use what every stream has, and `isTTY`.
    io: io as unknown as Io,
    type: (typed) => stdin.write(typed),
    async written() {
      stdout.end();
      stderr.end();
      return { stdout: await text(stdout), stderr: await text(stderr) };
    },
  };
}
