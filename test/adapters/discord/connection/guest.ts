/** Quorum's connection to a Discord of its own, with a community in it, but without answers. */
import { onTestFinished } from 'vitest';
import {
  type ClientParts,
  createTraffic,
  openClient,
  platform,
} from '../../../../src/adapters/discord/connection/index.ts';
import { createWhereabouts } from '../../../../src/bot/index.ts';
import { type Clock, systemClock } from '../../../../src/clock.ts';
import type { Log } from '../../../../src/log.ts';
import { scratchStore } from '../../../scratch.ts';
import { createCommunity, type DiscordOptions, startDiscord } from '../../../stand-ins/discord/index.ts';
import type { CommunityOptions } from '../../../stand-ins/discord/people/community.ts';

interface Line {
  level: keyof Log;
  event: string;
  facts: unknown;
}

/** A log that a test reads, and waits for. */
function createReadLog() {
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  const at = (level: keyof Log) => (event: string, facts?: unknown) => {
    lines.push({ level, event, facts });
    for (const look of [...waiting]) look();
  };
  return {
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } satisfies Log,
    lines,
    /** The line that says this for the first time, or for the nth; now or later. */
    said(text: string, nth = 1): Promise<Line> {
      return new Promise((resolve) => {
        function look() {
          const line = lines.filter(({ event }) => event.includes(text))[nth - 1];
          if (line === undefined) return;
          waiting.delete(look);
          resolve(line);
        }
        waiting.add(look);
        look();
      });
    },
  };
}

/** Whoever waits by it does so for a moment only. */
const hastyClock: Clock = { now: systemClock.now, wait: (_ms, signal) => systemClock.wait(0, signal) };

export async function startStandIn(options: DiscordOptions & { refuses?: boolean } = {}) {
  const discord = await startDiscord({ limits: { buckets: {} }, ...options });
  onTestFinished(async () => {
    await discord.close();
    if (options.refuses === true || discord.refusals.length === 0) return;
    throw new Error(`Discord was asked what it refuses: ${JSON.stringify(discord.refusals)}`);
  });
  return discord;
}

export interface GuestOptions extends DiscordOptions {
  community?: CommunityOptions;
  refuses?: boolean;
}

export async function startGuest({ community: about, ...options }: GuestOptions = {}) {
  const discord = await startStandIn(options);
  const community = createCommunity(discord.desk, 'Tea', about);
  const ending = new AbortController();
  onTestFinished(() => ending.abort(new Error('The test is over.')));
  const { log, lines, said } = createReadLog();
  const traffic = createTraffic(log);

  async function open(parts: Partial<ClientParts> = {}, signal = ending.signal) {
    const { token, api } = discord;
    const own = { token, api, clock: hastyClock, random: () => 0, log, traffic, attach() {} };
    const connection = await openClient({ ...own, ...parts }, signal);
    onTestFinished(() => connection.close());
    return connection;
  }

  return { discord, community, log, lines, said, traffic, open, signal: ending.signal, ending };
}

/** What is remembered of where Quorum is. */
export async function createMemory() {
  const store = await scratchStore();
  const whereabouts = createWhereabouts({ store, platform, now: () => new Date(systemClock.now()) });
  return { store, whereabouts };
}
