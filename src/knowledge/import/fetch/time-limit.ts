import type { Clock } from '../../../clock.ts';

export interface TimeLimit {
  ms: number;
  clock: Clock;
  signal: AbortSignal;
  /** What the work is ended with when its time is over. */
  late: () => Error;
}

/** Does something that ends with its signal's reason: because whoever asked gave up, or because it took too long. */
export async function within<Value>(limit: TimeLimit, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const isTooLate = new AbortController();
  const isDone = new AbortController();
  limit.clock.wait(limit.ms, isDone.signal).then(
    () => isTooLate.abort(limit.late()),
    () => {}, // it was done in time
  );
  try {
    return await work(AbortSignal.any([limit.signal, isTooLate.signal]));
  } finally {
    isDone.abort();
  }
}
