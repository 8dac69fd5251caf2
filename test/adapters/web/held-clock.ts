import type { Clock } from '../../../src/clock.ts';

/** A clock that stands still until a test lets time pass. */
export function createHeldClock(start = Date.UTC(2026, 10, 21, 12)) {
  let now = start;
  const waits = new Set<{ at: number; resolve: () => void }>();
  const clock: Clock = {
    now: () => now,
    wait(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const wait = { at: now + ms, resolve };
      waits.add(wait);
      signal?.addEventListener('abort', () => {
        waits.delete(wait);
        reject(signal.reason);
      });
      return promise;
    },
  };
  return {
    clock,
    pass(ms: number): void {
      now += ms;
      for (const wait of waits) {
        if (wait.at > now) continue;
        waits.delete(wait);
        wait.resolve();
      }
    },
  };
}
