import { rm } from 'node:fs/promises';
import type { Clock } from '../../../clock.ts';
import { isMore, type Size, sizeOf } from './folder-size.ts';

export interface SizeLimit {
  folders: string[];
  most: Size;
  clock: Clock;
  signal: AbortSignal;
  /** What the work is ended with when it has written too much. */
  tooLarge: () => Error;
}

const betweenLooksMs = 1000;

/**
 * Does something that fills folders: looks again and again at how much has come, and once more at the end. If it is too
 * much, the work is stopped and the folders are deleted.
 */
export async function withinSize<Value>(
  { folders, most, clock, signal, tooLarge }: SizeLimit,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const over = new AbortController();
  const isDone = new AbortController();
  const look = async () => {
    if (isMore(await sizeOf(folders, most), most)) over.abort(tooLarge());
  };
  const watch = async () => {
    while (!over.signal.aborted) {
      await clock.wait(betweenLooksMs, isDone.signal);
      await look();
    }
  };
  watch().catch(() => {}); // ended because the work has
  try {
    const value = await work(AbortSignal.any([signal, over.signal]));
    await look();
    over.signal.throwIfAborted();
    return value;
  } catch (error) {
    if (over.signal.aborted) for (const folder of folders) await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    isDone.abort();
  }
}
