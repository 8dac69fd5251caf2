/** What the bot is told when it comes to see a channel: which threads are active there, of which it knew nothing. */
import {
  GatewayDispatchEvents as Event,
  type GatewayThreadListSyncDispatchData,
  GatewayIntentBits as Intent,
} from 'discord-api-types/v10';
import { threadMemberPayload, threadPayload } from './channel-payload.ts';
import { botSees } from './permissions.ts';
import type { Channel, Guild } from './state.ts';
import type { World } from './world.ts';

/** Does what may change what the bot sees. */
export function withThreadSync(world: World, guild: Guild, change: () => void): void {
  const before = seen(world, guild);
  change();
  const gained = seen(world, guild).filter((channel) => !before.includes(channel));
  const channelIds = gained.map(({ id }) => id);
  const active = [...guild.channels.values()].flatMap((channel) => {
    const { parentId, thread } = channel;
    if (thread === undefined || thread.archived || !channelIds.includes(parentId ?? '')) return [];
    return botSees(world, channel) ? [{ channel, thread }] : [];
  });
  if (active.length === 0) return;
  const d: GatewayThreadListSyncDispatchData = {
    guild_id: guild.id,
    channel_ids: channelIds,
    threads: active.map(({ channel, thread }) => threadPayload(world, channel, thread)),
    members: active
      .filter(({ thread }) => thread.memberIds.has(world.bot.id))
      .map(({ channel, thread }) => threadMemberPayload(channel, thread, world.bot.id)),
  };
  world.publish({ t: Event.ThreadListSync, d, guildId: guild.id, intents: Intent.Guilds });
}

function seen(world: World, guild: Guild): Channel[] {
  return [...guild.channels.values()].filter((channel) => channel.thread === undefined && botSees(world, channel));
}
