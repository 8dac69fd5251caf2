import { exitCodes } from './exit-codes.ts';
import type { Io } from './quorum.ts';

/**
 * Runs work that Ctrl-C ends, and returns what the shell is told. Work that throws once it was interrupted is no failure:
 * `stopped` may say what became of it.
 */
export async function untilInterrupted(
  io: Pick<Io, 'onInterrupt'>,
  work: (interrupted: AbortSignal) => Promise<number>,
  stopped: () => unknown = () => {},
): Promise<number> {
  const interrupted = new AbortController();
  const ignore = io.onInterrupt(() => interrupted.abort());
  try {
    return await work(interrupted.signal);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    stopped();
    return exitCodes.interrupted;
  } finally {
    ignore();
  }
}
