import { once } from 'node:events';
import { Client, Events, REST, RESTEvents, Routes } from 'discord.js';
import type { Clock } from '../../../clock.ts';
import { explain, type Failure } from '../../../failure.ts';
import type { Log } from '../../../log.ts';
import { type Application, readApplication } from './application.ts';
import { clientOptions } from './client-options.ts';
import { logConnection } from './log-connection.ts';
import { closedForGood, isTokenRefused, isUnauthorized, tokenRefused } from './refusals.ts';
import { watchForReview } from './review.ts';
import { createSessionStarts, readStarts } from './session-starts.ts';
import type { Traffic } from './traffic.ts';

export interface ClientParts {
  token: string;
  api: string;
  clock: Clock;
  random: () => number;
  log: Log;
  traffic: Traffic;
  /** Listens to a client before it connects, so that it misses nothing; called anew for each client that is tried. */
  attach(client: Client, application: Application): void;
}

export interface Connection {
  client: Client<true>;
  application: Application;
  /** Why Discord ended it for good. Drops and outages are no reason: from them discord.js comes back by itself. */
  ended: Promise<Failure>;
  close(): Promise<void>;
}

/**
 * Comes to Discord, and tries again for as long as Discord or the way to it is down; so it is for whoever waits for it to
 * do something else meanwhile. Throws only where trying again is no use: the token is refused, or `signal` ends it.
 */
export async function openClient(parts: ClientParts, signal: AbortSignal): Promise<Connection> {
  const { clock, random, log } = parts;
  const asking: Asking = { mayReadContent: true };
  for (let failures = 0; ; ) {
    try {
      return await tryToOpen(parts, asking, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (isTokenRefused(error)) throw error;
      if (isUnauthorized(error)) throw tokenRefused();
      if (error instanceof IntentRefused && asking.mayReadContent) {
        asking.mayReadContent = false;
        continue;
      }
      failures += 1;
      const waitMs = Math.min(60_000, 1_000 * 2 ** failures) * (0.5 + random() / 2);
      log.warn('Discord cannot be reached; trying again.', { reason: explain(error), inMs: Math.round(waitMs) });
      await clock.wait(waitMs, signal);
    }
  }
}

interface Asking {
  /** False once Discord has turned us away for wanting to, whatever the portal says. */
  mayReadContent: boolean;
}

class IntentRefused extends Error {
  override readonly name = 'IntentRefused';
}

async function tryToOpen(parts: ClientParts, { mayReadContent }: Asking, signal: AbortSignal): Promise<Connection> {
  const { token, api, clock, log, traffic } = parts;
  const rest = new REST({ api }).setToken(token);
  const told = await readApplication(rest, signal);
  const application: Application = mayReadContent ? told : { ...told, messageContent: 'off' };
  const starts = createSessionStarts({ read: () => readStarts(rest, signal), clock, log });
  await starts.ready(signal);

  const readsContent = application.messageContent !== 'off';
  const client = new Client(clientOptions({ api, readsContent, starts, now: clock.now }));
  const end = Promise.withResolvers<Failure>();
  traffic.watch(client);
  logConnection(client, log);
  watchForReview(client, application, log);
  client.on(Events.ShardDisconnect, ({ code }) => end.resolve(closedForGood(code)));
  client.rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (status === 401 && data.auth) void verifyToken();
  });
  parts.attach(client, application);
  await logIn();
  if (!client.isReady()) throw new Error('The client was closed while it connected.');
  return { client, application, ended: end.promise, close: () => close(client) };

  async function logIn(): Promise<void> {
    try {
      await Promise.all([client.login(token), once(client, Events.ClientReady, { signal })]);
    } catch (error) {
      await close(client);
      const refusal = await Promise.race([end.promise, undefined]);
      if (refusal === undefined) throw error;
      throw refusal.code === 'discord-intent-refused' ? new IntentRefused(refusal.message) : refusal;
    }
  }

  /** discord.js forgets the token at the first 401. One alone may be a whim of Discord's; a second one is none. */
  async function verifyToken(): Promise<void> {
    try {
      rest.setToken(token);
      await rest.get(Routes.user());
    } catch (error) {
      if (isUnauthorized(error)) return end.resolve(tokenRefused());
    }
    client.rest.setToken(token);
  }
}

async function close(client: Client): Promise<void> {
  const { shards } = client.ws;
  client.removeAllListeners(Events.ShardReconnecting); // discord.js says so of what we close ourselves
  await client.destroy();
  // A shard that is between two connections is not told of this by discord.js, and would connect once more.
  for (const shard of shards.values()) Object.defineProperty(shard, 'sessionInfo', { value: new Promise(() => {}) });
}
