import { once } from 'node:events';
import { explain, type Failure } from '../../../failure.ts';
import { type ClientParts, type Connection, openClient } from './open-client.ts';
import { isTokenRefused } from './refusals.ts';

export interface StayParts extends ClientParts {
  /** What there is to do with a client that is ready; until its signal ends, which is when the client does. */
  live(connection: Connection, signal: AbortSignal): Promise<void>;
}

/**
 * Stays on Discord until `signal` ends it. A connection that Discord ends for good is opened anew, because what it was
 * opened with may have changed: an intent was switched off, more shards are wanted. Only a refused token is the end of it,
 * and is returned.
 */
export async function stayOnDiscord(parts: StayParts, signal: AbortSignal): Promise<Failure | undefined> {
  const { clock, log } = parts;
  for (let waitMs = shortestWaitMs; ; ) {
    try {
      const connection = await openClient(parts, signal);
      const since = clock.now();
      const ended = await liveUntilEnded(parts, connection, signal);
      if (ended === undefined || ended.code === 'discord-token-refused') return ended;
      waitMs = clock.now() - since > longestWaitMs ? shortestWaitMs : Math.min(longestWaitMs, waitMs * 2);
      log.warn('Discord ended the connection; opening another.', { reason: explain(ended), inMs: waitMs });
      await clock.wait(waitMs, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      if (isTokenRefused(error)) return error;
      throw error;
    }
  }
}

const shortestWaitMs = 5_000;
const longestWaitMs = 10 * 60_000;

/** Undefined where `signal` was the end. */
async function liveUntilEnded(
  { live, log }: StayParts,
  connection: Connection,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const ending = new AbortController();
  const stop = AbortSignal.any([signal, ending.signal]);
  const living = live(connection, stop).catch((error: unknown) => {
    if (!stop.aborted) log.error('Discord cannot be served.', { reason: explain(error) });
  });
  const aborted = signal.aborted ? undefined : once(signal, 'abort').then(() => undefined);
  const ended = await Promise.race([connection.ended, aborted]);
  ending.abort();
  await living;
  await connection.close();
  return ended;
}
