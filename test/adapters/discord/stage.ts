/** Quorum on the Discord of the tests: the real bot, the real client, real sockets between them. */
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createDiscord } from '../../../src/adapters/discord/index.ts';
import { createCommands, createWhereabouts, readSettings } from '../../../src/bot/index.ts';
import { systemClock } from '../../../src/clock.ts';
import { createCatalogue, createLibrary, createSources } from '../../../src/knowledge/index.ts';
import { type Log, silentLog } from '../../../src/log.ts';
import { hashMember, type QuorumOptions, startQuorum } from '../../bot/quorum-builder.ts';
import { createManualClock } from '../../models/manual-clock.ts';
import { scratchFolder } from '../../scratch.ts';
import {
  type Channel,
  type Community,
  createCommunity,
  type Discord,
  type DiscordOptions,
  type Message,
  startDiscord,
} from '../../stand-ins/discord/index.ts';

export interface StageOptions extends QuorumOptions {
  discord?: DiscordOptions;
  /** A Discord that is there already, for a second Quorum on it. */
  on?: Discord;
  /** A server that is there already. */
  joins?: ReturnType<typeof settle>;
  /** True where Discord is meant to refuse something. */
  refuses?: boolean;
  /** Whether Discord permitted to train on what is written there. */
  mayTrainOnMessages?: boolean;
  /** What the adapter logs, for a test that reads it. */
  log?: Log;
}

/** A Discord that waits for a first answer however slow the machine is: its time stands still, and with it its limits. */
export function patientDiscord(): DiscordOptions {
  return { clock: createManualClock(Date.now()), limits: { buckets: {}, globalPerSecond: 1000 } };
}

async function startOnDiscord(given: StageOptions = {}) {
  const { discord: own = {}, on, refuses = false, mayTrainOnMessages = false, log = silentLog, ...options } = given;
  const discord = on ?? (await startDiscord({ limits: { buckets: {} }, ...own }));
  if (!on) {
    onTestFinished(async () => {
      await discord.close();
      if (!refuses) expect(discord.refusals).toEqual([]);
    });
  }
  const quorum = await startQuorum({ clock: createManualClock(Date.now()), ...options });
  const { bot, store, hosts, answering, clock } = quorum;
  const folder = scratchFolder();
  const commands = createCommands({
    ...{ store, clock, hashMember, bot, hosts, answering },
    knowledgeOf: (communityId) => ({
      library: createLibrary({ store, clock }),
      catalogue: createCatalogue({ store, clock, communityId }),
      sources: createSources({ store, clock, communityId, folder, env: {} }),
    }),
    ground: { subject: 'tea', forbidden: [] },
    attachments: join(folder, 'attachments'),
    backups: join(folder, 'backups'),
  });

  /** Comes to Discord, and is there until it leaves. */
  async function connect() {
    const ready = Promise.withResolvers<string>();
    const adapter = createDiscord({
      ...{ bot, commands, clock: systemClock, random: Math.random, log },
      token: discord.token,
      api: discord.api,
      whereabouts: createWhereabouts({ store, platform: 'discord', now: () => new Date(clock.now()) }),
      async moderatorsRoomOf(platformId) {
        const community = await store.read.community.findFirst({ where: { platformId } });
        return community ? (await readSettings(store.read, community.id)).moderatorsRoom : undefined;
      },
      firstSteps: { moderatorsRoom: '/settings', helpRoom: '/settings', subject: '/settings' },
      mayTrainOnMessages,
      say: ready.resolve,
    });
    bot.connect(adapter.platform);
    const leaving = new AbortController();
    const running = adapter.run(leaving.signal);
    const leave = async () => {
      leaving.abort();
      await running;
    };
    onTestFinished(leave);
    await ready.promise;
    return { adapter, leave };
  }

  return { ...quorum, discord, commands, connect };
}

function settle(community: Community) {
  const room = community.channel('general');
  return { community, room, ada: community.member('ada'), bob: community.member('bob') };
}

/** A server with people in it, and Quorum there. */
export async function openServer(options: StageOptions = {}) {
  const stage = await startOnDiscord(options);
  const { discord } = stage;
  const { community, room, ada, bob } = options.joins ?? settle(createCommunity(discord.desk, 'Tea'));
  let here = await stage.connect();
  await expect.poll(() => stage.store.read.community.count({ where: { platformId: community.id } })).toBe(1);
  await expect.poll(() => [...discord.world.commands.values()].length).toBeGreaterThan(0);
  const self = { id: discord.world.bot.id };

  /** What Quorum wrote in a room, oldest first. */
  const written = (where: Channel = room): Message[] =>
    [...where.messages.values()].filter(({ author }) => author.id === self.id);

  /** Its reply to a message: the part that replies to it, and those that reply to that. */
  function repliesTo({ id, channelId }: Pick<Message, 'id' | 'channelId'>): Message[] {
    const channel = [discord.world.channels.get(channelId)].filter((each) => each !== undefined);
    const ours = channel.flatMap((each) => written(each));
    const first = ours.filter(({ replyTo }) => replyTo?.messageId === id);
    return first.flatMap((part) => [part, ...ours.filter(({ replyTo }) => replyTo?.messageId === part.id)]);
  }

  return {
    ...stage,
    ...{ community, room, ada, bob, self, written, repliesTo },
    textOf: (message: Pick<Message, 'id' | 'channelId'>) =>
      repliesTo(message)
        .map(({ content }) => content)
        .join('\n'),
    async whileAway<T>(what: () => Promise<T> | T): Promise<T> {
      await here.leave();
      const done = await what();
      here = await stage.connect();
      return done;
    },
  };
}
