/** How often a bot may IDENTIFY: so many times a day, and per five seconds no more than max_concurrency. */
import type { Clock } from '../../../../src/clock.ts';

export interface StartLimit {
  /** Counts one start, or says why it is refused. */
  take(shardId: number): 'taken' | 'used up' | 'too soon';
  /** As `GET /gateway/bot` tells it. */
  told(): { total: number; remaining: number; reset_after: number; max_concurrency: number };
  /** A test's own figures, from now on. */
  set(limit: { total?: number; remaining?: number }): void;
}

export interface StartLimitOptions {
  total?: number;
  maxConcurrency?: number;
  /** Discord's is 5,000 ms. None where nothing is said: a test that starts a second client would have to wait. */
  pauseMs?: number;
}

const dayMs = 24 * 60 * 60_000;

export function createStartLimit(clock: Pick<Clock, 'now'>, options: StartLimitOptions = {}): StartLimit {
  const { maxConcurrency = 1, pauseMs = 0 } = options;
  const lastStarts = new Map<number, number>();
  let total = options.total ?? 1_000;
  let remaining = total;
  let resetsAt = clock.now() + dayMs;

  function startNewDay(): void {
    if (clock.now() < resetsAt) return;
    remaining = total;
    resetsAt = clock.now() + dayMs;
  }

  return {
    take(shardId) {
      startNewDay();
      if (remaining === 0) return 'used up';
      const bucket = shardId % maxConcurrency;
      const last = lastStarts.get(bucket);
      remaining--;
      if (last !== undefined && clock.now() - last < pauseMs) return 'too soon';
      lastStarts.set(bucket, clock.now());
      return 'taken';
    },
    told() {
      startNewDay();
      return { total, remaining, reset_after: resetsAt - clock.now(), max_concurrency: maxConcurrency };
    },
    set(limit) {
      total = limit.total ?? total;
      remaining = limit.remaining ?? total;
    },
  };
}
