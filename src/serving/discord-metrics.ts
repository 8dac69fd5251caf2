import { Counter, Gauge, type Registry } from 'prom-client';

/** What Discord tells of the connection to it; read whenever metrics are. */
export interface DiscordStatus {
  shards: readonly { id: number; state: string; pingMs: number | undefined }[];
  servers: number;
  /** By status: 401, 403, 429. */
  invalidRequests: Readonly<Record<string, number>>;
  heldBack: number;
  /** By type. */
  events: Readonly<Record<string, number>>;
}

/** Adds what is worth watching of it: refusals first of all, because they end in a ban. */
export function addDiscordMetrics(registry: Registry, discord: { status(): DiscordStatus }): void {
  const registers = [registry];

  gauge('quorum_discord_servers', 'Servers that Quorum is in.', [], (set) => set({}, discord.status().servers));
  gauge('quorum_discord_shard_state', '1 for the state that a shard is in.', ['shard', 'state'], (set) => {
    for (const { id, state } of discord.status().shards) set({ shard: id, state }, 1);
  });
  gauge('quorum_discord_shard_ping_seconds', 'Seconds that the last heartbeat of a shard took.', ['shard'], (set) => {
    for (const { id, pingMs } of discord.status().shards) if (pingMs !== undefined) set({ shard: id }, pingMs / 1000);
  });
  total(
    'quorum_discord_invalid_requests_total',
    'Answers of 401, 403 and 429; ten thousand in ten minutes are a ban.',
    'status',
    ({ invalidRequests }) => invalidRequests,
  );
  total('quorum_discord_events_total', 'Events that the gateway told.', 'type', ({ events }) => events);
  new Counter({
    name: 'quorum_discord_requests_held_back_total',
    help: 'Requests that waited for Discord’s rate limits.',
    registers,
    collect() {
      this.reset();
      this.inc(discord.status().heldBack);
    },
  });

  type Set = (labels: Record<string, string | number>, value: number) => void;

  function gauge(name: string, help: string, labelNames: string[], read: (set: Set) => void): void {
    new Gauge({
      ...{ name, help, labelNames, registers },
      collect() {
        this.reset(); // a state that a shard has left is not shown any more
        read((labels, value) => this.set(labels, value));
      },
    });
  }

  function total(
    name: string,
    help: string,
    label: string,
    read: (status: DiscordStatus) => Readonly<Record<string, number>>,
  ): void {
    new Counter({
      ...{ name, help, labelNames: [label], registers },
      collect() {
        this.reset();
        for (const [value, count] of Object.entries(read(discord.status()))) this.inc({ [label]: value }, count);
      },
    });
  }
}
