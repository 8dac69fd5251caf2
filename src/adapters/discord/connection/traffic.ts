import { type Client, Events, RESTEvents, Status } from 'discord.js';
import type { Log } from '../../../log.ts';

/** What passes between Discord and Quorum, counted: what a bot is banned for first of all. Read by the metrics. */
export interface Traffic {
  /** Counts what a client sends and hears; one after another where a connection is made anew. */
  watch(client: Client): void;
  status(): TrafficStatus;
}

export interface TrafficStatus {
  shards: { id: number; state: string; pingMs: number | undefined }[];
  servers: number;
  /** Answers of 401, 403 and 429 by their status: ten thousand of them in ten minutes are a ban. */
  invalidRequests: Record<string, number>;
  /** Requests that were held back here until Discord's limits allowed them. */
  heldBack: number;
  /** What the gateway told, by type. */
  events: Record<string, number>;
}

const invalid = [401, 403, 429];

export function createTraffic(log: Log): Traffic {
  const invalidRequests: Record<string, number> = Object.fromEntries(invalid.map((status) => [status, 0]));
  const events: Record<string, number> = {};
  let heldBack = 0;
  let current: Client | undefined;

  return {
    watch(client) {
      current = client;
      client.rest.on(RESTEvents.Response, (_request, { status }) => {
        if (invalid.includes(status)) invalidRequests[status] = (invalidRequests[status] ?? 0) + 1;
      });
      client.rest.on(RESTEvents.RateLimited, () => {
        heldBack += 1;
      });
      client.rest.on(RESTEvents.InvalidRequestWarning, ({ count, remainingTime }) => {
        log.warn('Discord refuses much of what is asked of it; it bans for 10,000 refusals in ten minutes.', {
          refusals: count,
          untilCountedAnewMs: remainingTime,
        });
      });
      client.on(Events.Raw, ({ t }: { t: string }) => {
        events[t] = (events[t] ?? 0) + 1;
      });
    },
    status: () => ({
      shards: [...(current?.ws.shards.values() ?? [])].map(({ id, status, ping }) => ({
        id,
        state: Status[status].toLowerCase(),
        pingMs: ping < 0 ? undefined : ping,
      })),
      servers: current?.guilds.cache.size ?? 0,
      invalidRequests: { ...invalidRequests },
      heldBack,
      events: { ...events },
    }),
  };
}
