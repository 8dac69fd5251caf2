/**
 * Discord's rate limits: one bucket per route and major parameter, 50 requests a second in all, and a ban for whoever
 * collects ten thousand refusals in ten minutes. Time is the clock's.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../../src/clock.ts';

export interface Bucket {
  limit: number;
  perMs: number;
}

export interface Limits {
  /** Counts one request, or says for how long it comes too early. */
  take(route: string, major: string): Taken;
  /** Counts an answer of 401, 403 or 429. */
  countInvalid(): void;
  /** Refusals within the last ten minutes. */
  readonly invalid: number;
  /** Too many of them: nothing gets through any more for a while. */
  readonly isBanned: boolean;
}

export type Taken =
  | { kind: 'taken'; headers: Headers }
  | { kind: 'too early'; retryAfterMs: number; scope: Scope; headers: Headers };

/** Whose limit it is: this route's, the whole bot's, or one that others use as well. */
export type Scope = 'user' | 'global' | 'shared';

type Headers = Record<string, string>;

interface Window {
  endsAtMs: number;
  used: number;
}

const invalidWindowMs = 10 * 60_000;

/** As they were seen at Discord; they may change there at any time, which is why a bot has to read the headers. */
const usualBuckets: Record<string, Bucket> = {
  'POST /channels/{channel_id}/messages': { limit: 5, perMs: 5_000 },
  'PATCH /channels/{channel_id}/messages/{message_id}': { limit: 5, perMs: 5_000 },
  'DELETE /channels/{channel_id}/messages/{message_id}': { limit: 5, perMs: 1_000 },
  'GET /channels/{channel_id}/messages': { limit: 5, perMs: 5_000 },
  'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me': { limit: 1, perMs: 250 },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me': { limit: 1, perMs: 250 },
  'POST /webhooks/{webhook_id}/{webhook_token}': { limit: 5, perMs: 2_000 },
};

const otherwise: Bucket = { limit: 50, perMs: 1_000 };

export interface LimitOptions {
  buckets?: Record<string, Bucket> | undefined;
  globalPerSecond?: number | undefined;
  /** Discord's is ten thousand. */
  maxInvalid?: number | undefined;
}

export function createLimits(clock: Pick<Clock, 'now'>, options: LimitOptions = {}): Limits {
  const { buckets = usualBuckets, globalPerSecond = 50, maxInvalid = 10_000 } = options;
  const windows = new Map<string, Window>();
  let invalidAtMs: number[] = [];

  function windowOf(key: string, perMs: number): Window {
    const now = clock.now();
    const known = windows.get(key);
    if (known !== undefined && known.endsAtMs > now) return known;
    const opened = { endsAtMs: now + perMs, used: 0 };
    windows.set(key, opened);
    return opened;
  }

  function countRecent(): number {
    invalidAtMs = invalidAtMs.filter((at) => at > clock.now() - invalidWindowMs);
    return invalidAtMs.length;
  }

  return {
    take(route, major) {
      const now = clock.now();
      const { limit, perMs } = buckets[route] ?? otherwise;
      const own = windowOf(`${route} ${major}`, perMs);
      // Interactions and their webhooks are not bound to the bot's global limit.
      const whole = /^\w+ \/(interactions|webhooks)\//.test(route) ? undefined : windowOf('global', 1_000);
      if (whole !== undefined && whole.used >= globalPerSecond) {
        const retryAfterMs = whole.endsAtMs - now;
        return { kind: 'too early', retryAfterMs, scope: 'global', headers: tooEarlyHeaders(retryAfterMs, 'global') };
      }
      const describe = () => ({
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - own.used)),
        'x-ratelimit-reset': (own.endsAtMs / 1_000).toFixed(3),
        'x-ratelimit-reset-after': ((own.endsAtMs - now) / 1_000).toFixed(3),
        'x-ratelimit-bucket': bucketName(route),
      });
      if (own.used >= limit) {
        const retryAfterMs = own.endsAtMs - now;
        const headers = { ...describe(), ...tooEarlyHeaders(retryAfterMs, 'user') };
        return { kind: 'too early', retryAfterMs, scope: 'user', headers };
      }
      own.used += 1;
      if (whole !== undefined) whole.used += 1;
      return { kind: 'taken', headers: describe() };
    },
    countInvalid() {
      invalidAtMs.push(clock.now());
    },
    get invalid() {
      return countRecent();
    },
    get isBanned() {
      return countRecent() >= maxInvalid;
    },
  };
}

/** What every 429 says, also one that a test has ordered. */
export function tooEarlyHeaders(retryAfterMs: number, scope: Scope): Headers {
  const retryAfter = String(Math.ceil(retryAfterMs / 1_000));
  return { 'retry-after': retryAfter, 'x-ratelimit-scope': scope, ...(scope === 'global' && globalFlag) };
}

const globalFlag = { 'x-ratelimit-global': 'true' };

function bucketName(route: string): string {
  return createHash('md5').update(route).digest('hex');
}
