/** A clock that stands still until a test moves it. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/clock.ts';

export interface ManualClock extends Clock {
  /** Moves on, waking those whose time has come, in order, and letting what they do happen. */
  advance(ms: number): Promise<void>;
  /** How many wait. */
  readonly waiting: number;
  /** In how many milliseconds the next one wakes. */
  nextAtMs(): number | undefined;
}

export function createManualClock(now = 1_700_000_000_000): ManualClock {
  const waits = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const wait = { at: now + ms, wake: () => leave(resolve) };
        const stop = () => leave(() => reject(signal?.reason));
        function leave(how: () => void) {
          waits.delete(wait);
          signal?.removeEventListener('abort', stop);
          how();
        }
        waits.add(wait);
        signal?.addEventListener('abort', stop, { once: true });
      }),
    async advance(ms) {
      const until = now + ms;
      await setImmediate();
      while (true) {
        const [next] = [...waits].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
        if (!next) break;
        now = Math.max(now, next.at);
        next.wake();
        await setImmediate();
      }
      now = until;
      await setImmediate();
    },
    nextAtMs() {
      const [next] = [...waits].sort((one, other) => one.at - other.at);
      return next && next.at - now;
    },
    get waiting() {
      return waits.size;
    },
  };
}
