import { type Client, GatewayDispatchEvents as Dispatch, Events, type Guild } from 'discord.js';
import type { PlaceName, Whereabouts } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import { explain } from '../../../failure.ts';
import type { Log } from '../../../log.ts';
import { type FirstSteps, introduce, introductionOf } from './introduction.ts';
import { communityOf, platform } from './place.ts';

export interface GuildParts {
  whereabouts: Pick<Whereabouts, 'communities' | 'arrive' | 'claimIntroduction'>;
  /** Quorum is no longer in that community. */
  leave(community: PlaceName): Promise<void>;
  firstSteps: FirstSteps;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

/**
 * Follows where Quorum is invited and removed, from before the client connects. A server that is merely down is not left;
 * one that it was removed from while it was away is found out when the client is ready.
 */
export function followGuilds(client: Client, parts: GuildParts): void {
  const { whereabouts, leave, firstSteps, clock, log, signal } = parts;
  const inTurn = createTurns(log, signal);
  const introductions = createTurns(log, signal);

  client.on(Events.ClientReady, () => void inTurn('The servers could not be looked through.', lookThrough));
  client.on(Events.GuildCreate, arrive);
  client.on(Events.GuildAvailable, (guild) => {
    if (client.isReady()) arrive(guild); // before that all of them are looked through together
  });
  client.on(Events.GuildUpdate, (before, guild) => {
    if (before.name !== guild.name) arrive(guild);
  });
  client.on(Events.GuildDelete, ({ id }) => depart(id));
  // After a drop that could not be made up for, Discord lists its servers anew; discord.js keeps those that are missing.
  client.ws.on(Dispatch.Ready, ({ guilds }: { guilds: { id: string }[] }, shardId: number) => {
    const listed = new Set(guilds.map(({ id }) => id));
    for (const guild of client.guilds.cache
      .filter((each) => each.shardId === shardId && !listed.has(each.id))
      .values()) {
      for (const id of guild.channels.cache.keys()) client.channels.cache.delete(id);
      client.guilds.cache.delete(guild.id);
      if (client.isReady()) depart(guild.id);
    }
  });

  function arrive(guild: Guild): void {
    void inTurn('A server could not be noted.', async () => {
      if (!client.guilds.cache.has(guild.id) || !guild.available) return;
      const community = await whereabouts.arrive(communityOf(guild));
      if (!community.isIntroduced) sayWhoItIs(guild, community.id);
    });
  }

  function depart(platformId: string): void {
    log.info('Quorum was removed from a server.', { server: platformId });
    void inTurn('Leaving a server could not be noted.', () => leave({ platform, platformId }));
  }

  async function lookThrough(): Promise<void> {
    const known = new Map((await whereabouts.communities()).map((community) => [community.platformId, community]));
    for (const guild of client.guilds.cache.values()) {
      const community = known.get(guild.id);
      if (guild.available && (community?.name !== guild.name || !community.isIntroduced)) arrive(guild);
    }
    for (const { platformId } of known.values()) if (!client.guilds.cache.has(platformId)) depart(platformId);
  }

  /** One after another and at leisure: whoever opens many direct messages at once is taken for a spammer. */
  function sayWhoItIs(guild: Guild, communityId: string): void {
    void introductions('A server could not be told who Quorum is.', async () => {
      if (!client.guilds.cache.has(guild.id)) return;
      if (!(await whereabouts.claimIntroduction(communityId))) return;
      const told = await introduce(guild, introductionOf(guild.name, firstSteps));
      log.info('Quorum introduced itself in a server.', { server: guild.id, to: told });
      await clock.wait(pauseMs, signal).catch(() => {});
    });
  }
}

const pauseMs = 5_000;

/** What is done one after another; a failure is logged, and keeps nothing else from being done. */
function createTurns(log: Log, signal: AbortSignal) {
  let last: Promise<void> = Promise.resolve();
  return (failed: string, work: () => Promise<void>): Promise<void> => {
    last = last.then(async () => {
      if (signal.aborted) return;
      await work().catch((error: unknown) => log.error(failed, { reason: explain(error) }));
    });
    return last;
  };
}
