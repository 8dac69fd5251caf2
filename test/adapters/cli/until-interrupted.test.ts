import { expect, test } from 'vitest';
import { untilInterrupted } from '../../../src/adapters/cli/until-interrupted.ts';

/** A terminal at which a test presses Ctrl-C. */
function terminal() {
  const listening = new Set<() => void>();
  return {
    listening,
    press: () => listening.forEach((callback) => void callback()),
    onInterrupt(callback: () => void) {
      listening.add(callback);
      return () => void listening.delete(callback);
    },
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('work that comes to its end is told by its own exit code, and Ctrl-C is left to others again', async () => {
  const io = terminal();
  expect(await untilInterrupted(io, async () => 3)).toBe(3);
  expect(io.listening.size).toBe(0);
});

test('work that Ctrl-C ends is told as such, with what became of it', async () => {
  const io = terminal();
  const said: string[] = [];
  const ended = untilInterrupted(io, aborted, () => said.push('Nothing was kept.'));
  io.press();
  expect(await ended).toBe(130);
  expect(said).toEqual(['Nothing was kept.']);
  expect(io.listening.size).toBe(0);
});

test('work that fails by itself fails', async () => {
  const io = terminal();
  const said: string[] = [];
  const failing = untilInterrupted(
    io,
    () => Promise.reject(new Error('The disk is full.')),
    () => said.push('?'),
  );
  await expect(failing).rejects.toThrow('The disk is full.');
  expect([said, io.listening.size]).toEqual([[], 0]);
});
