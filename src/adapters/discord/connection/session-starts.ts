import { type IIdentifyThrottler, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';

/**
 * How often a session may be started: Discord counts a thousand a day and takes the token away from whoever starts more,
 * and one every five seconds per bucket. All of Quorum's starts pass here, those that discord.js makes by itself as well.
 */
export interface SessionStarts extends IIdentifyThrottler {
  /** Waits until so many sessions can be started as Discord recommends shards. */
  ready(signal: AbortSignal): Promise<void>;
  /** How many were left when Discord was last asked, less those made since. */
  readonly left: number | undefined;
}

const limit = z.object({
  shards: z.int().min(1),
  session_start_limit: z.object({
    total: z.int(),
    remaining: z.int(),
    reset_after: z.number(),
    max_concurrency: z.int().min(1),
  }),
});

/** What Discord says of it now. */
export async function readStarts(rest: REST, signal?: AbortSignal) {
  const { shards, session_start_limit: told } = limit.parse(
    await rest.get(Routes.gatewayBot(), signal ? { signal } : {}),
  );
  return {
    shards,
    total: told.total,
    remaining: told.remaining,
    resetAfterMs: told.reset_after,
    maxConcurrency: told.max_concurrency,
  };
}

export type StartLimit = Awaited<ReturnType<typeof readStarts>>;

const pauseMs = 5_000;
/** Sessions that end again and again are a fault somewhere: each further one waits twice as long, up to this. */
const longestPauseMs = 5 * 60_000;
const calmAfterMs = 30 * 60_000;

export function createSessionStarts(parts: { read: () => Promise<StartLimit>; clock: Clock; log: Log }): SessionStarts {
  const { clock, log } = parts;
  let known: (StartLimit & { at: number }) | undefined;
  let saidUntil = 0;
  let hasWarned = false;
  const buckets = new Map<number, Promise<void>>();
  const lastStarts = new Map<number, number>();
  const recentStarts = new Map<number, number[]>();

  async function look(): Promise<StartLimit & { at: number }> {
    known = { ...(await parts.read()), at: clock.now() };
    const { total, remaining } = known;
    if (remaining < total / 10 && !hasWarned) {
      hasWarned = true;
      log.warn('Few of the sessions that Discord allows a day are left: something connects again and again.', {
        left: remaining,
        of: total,
      });
    }
    return known;
  }

  /** Waits while fewer than `count` are left. */
  async function waitForAllowance(count: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      if (known === undefined || clock.now() - known.at > 60_000 || known.remaining < count) await look();
      if (known === undefined || known.remaining >= count) return;
      const until = known.at + known.resetAfterMs;
      if (until > saidUntil + 60_000) {
        saidUntil = until;
        log.warn('Discord allows no more sessions today; connecting when it does again.', {
          left: known.remaining,
          needed: count,
          at: new Date(until).toISOString(),
        });
      }
      await clock.wait(Math.max(1_000, until - clock.now()), signal);
    }
  }

  /** Those of one shard within the last while. */
  function recentOf(shardId: number): number[] {
    return (recentStarts.get(shardId) ?? []).filter((at) => clock.now() - at < calmAfterMs);
  }

  async function startAfterPause(shardId: number, bucket: number, signal: AbortSignal): Promise<void> {
    // Where Discord cannot be asked the gateway still decides by itself.
    await waitForAllowance(1, signal).catch(() => signal.throwIfAborted());
    const own = recentOf(shardId);
    const repeatedMs = own.length < 3 ? 0 : Math.min(longestPauseMs, pauseMs * 2 ** (own.length - 2));
    const notBefore = Math.max(
      (lastStarts.get(bucket) ?? Number.NEGATIVE_INFINITY) + pauseMs,
      (own.at(-1) ?? Number.NEGATIVE_INFINITY) + repeatedMs,
    );
    if (notBefore > clock.now()) await clock.wait(notBefore - clock.now(), signal);
    lastStarts.set(bucket, clock.now());
    recentStarts.set(shardId, [...own, clock.now()]);
    if (known) known.remaining -= 1;
  }

  return {
    async ready(signal) {
      const { shards } = await look();
      await waitForAllowance(shards, signal);
    },
    async waitForIdentify(shardId, signal) {
      const bucket = shardId % (known?.maxConcurrency ?? 1);
      const before = buckets.get(bucket) ?? Promise.resolve();
      const start = before.then(() => startAfterPause(shardId, bucket, signal));
      buckets.set(
        bucket,
        start.catch(() => {}),
      );
      await start;
    },
    get left() {
      return known?.remaining;
    },
  };
}
