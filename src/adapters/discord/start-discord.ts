import type { Client, GuildTextBasedChannel } from 'discord.js';
import type { Bot, Commands, Platform, Whereabouts } from '../../bot/index.ts';
import type { Clock } from '../../clock.ts';
import { Failure } from '../../failure.ts';
import type { Log } from '../../log.ts';
import { commandRows, doneRow, draftRow } from './commands/index.ts';
import {
  createRoomGuard,
  createTraffic,
  type FirstSteps,
  greetingOf,
  mayEveryViewerRead,
  platform as name,
  stayOnDiscord,
  type TrafficStatus,
} from './connection/index.ts';
import { renderText } from './look.ts';
import { closeNotice, writeToModerators } from './messages/moderators.ts';
import { createEditLane } from './reply/edit-lane.ts';
import { type Served, serveClient } from './serve-client.ts';

export interface DiscordOptions {
  token: string;
  api: string;
  bot: Bot;
  commands: Commands;
  whereabouts: Whereabouts;
  /** The channel where a community's moderators see drafts and news, as its settings name it. */
  moderatorsRoomOf: (communityPlatformId: string) => Promise<string | undefined>;
  firstSteps: FirstSteps;
  /** Whether Discord permitted to train weights on the content of messages. */
  mayTrainOnMessages: boolean;
  clock: Clock;
  random: () => number;
  log: Log;
  /** A line for whoever started Quorum. */
  say: (line: string) => void;
}

export interface Discord {
  platform: Platform;
  status(): TrafficStatus & { stoppedRooms: number };
  /** Serves Discord until the signal ends it; returns why, where Discord will have nothing of us. */
  run(signal: AbortSignal): Promise<Failure | undefined>;
}

/** Quorum on Discord: connected for as long as it runs, and a platform for the bot all the while. */
export function createDiscord(options: DiscordOptions): Discord {
  const { bot, whereabouts, clock, log, say } = options;
  const traffic = createTraffic(log);
  const lane = createEditLane(clock);
  let current: { client: Client; served: Served } | undefined;

  const platform: Platform = {
    name,
    async reopen(question) {
      if (!current?.client.isReady()) throw away();
      return current.served.replies.reopen(question);
    },
    async relabel(question, answer) {
      if (!current?.client.isReady()) throw away();
      await current.served.replies.relabel(question, answer);
    },
    async tellModerators({ platformId }, notice) {
      const channel = await moderatorsRoomIn(platformId);
      if (!channel || !guard.mayWriteIn(channel)) return false;
      const writing = { rest: channel.client.rest, render: renderText, draftRow, commandRows };
      const shown = await writeToModerators(writing, channel.id, notice);
      if (shown && notice.kind === 'draft') await bot.draftShown(notice.draftId, shown);
      return shown !== undefined;
    },
    async remark({ platformId: roomId }, remark) {
      if (!current?.client.isReady()) throw away();
      return current.served.remark(roomId, remark);
    },
    readForum({ platformId: forumId }, signal) {
      if (!current?.client.isReady()) throw away();
      return current.served.readForum(forumId, signal);
    },
    async draftOver(notice, end) {
      if (!current?.client.isReady()) throw away();
      await closeNotice({ rest: current.client.rest, doneRow }, notice, end);
    },
    countVotesAgain: async (signal) => current?.served.countVotesAgain(signal),
    async mayModeratorsRead({ platformId }, roomId) {
      const seen = await moderatorsRoomIn(platformId);
      const read = seen?.guild.channels.cache.get(roomId);
      return seen !== undefined && read !== undefined && mayEveryViewerRead(seen, read);
    },
  };
  async function moderatorsRoomIn(platformId: string): Promise<GuildTextBasedChannel | undefined> {
    const roomId = await options.moderatorsRoomOf(platformId);
    const channel = current?.client.guilds.cache.get(platformId)?.channels.cache.get(roomId ?? '');
    return channel?.isTextBased() ? channel : undefined;
  }

  const guard = createRoomGuard({ whereabouts, tellModerators: platform.tellModerators, clock, log });

  return {
    platform,
    status: () => ({ ...traffic.status(), stoppedRooms: guard.stopped }),
    async run(signal) {
      await guard.load();
      return stayOnDiscord(
        {
          ...options,
          traffic,
          attach(client) {
            current = { client, served: serveClient(client, { ...options, guard, lane, signal }) };
          },
          async live(connection, until) {
            say(greetingOf(connection));
            const living = current?.served.live(connection, until);
            await bot.takeOver();
            await living;
          },
        },
        signal,
      );
    },
  };
}

function away(): Failure {
  return new Failure('discord-away', 'Discord is not connected yet.', {
    remedy: 'It is tried again by itself.',
  });
}
