/** Channels of guilds and direct messages: made, changed, deleted. */
import { ChannelType, GatewayDispatchEvents as Event, GatewayIntentBits as Intent } from 'discord-api-types/v10';
import { channelPayload } from './channel-payload.ts';
import { addChannel, dropChannel } from './channel-register.ts';
import type { Channel, Guild, Overwrite, User } from './state.ts';
import { withThreadSync } from './thread-sync.ts';
import type { World } from './world.ts';

export interface ChannelOptions {
  type?: ChannelType.GuildText | ChannelType.GuildForum | ChannelType.GuildCategory | ChannelType.GuildAnnouncement;
  topic?: string;
  parentId?: string;
  overwrites?: Overwrite[];
  slowModeSeconds?: number;
  /** A forum's tags, by name. */
  tags?: string[];
}

export function createChannel(world: World, guild: Guild, name: string, options: ChannelOptions = {}): Channel {
  const {
    type = ChannelType.GuildText,
    topic = null,
    parentId = null,
    overwrites = [],
    tags = [],
    slowModeSeconds = 0,
  } = options;
  const channel: Channel = {
    ...newChannel(world.snowflake(), type, name),
    guildId: guild.id,
    topic,
    parentId,
    position: guild.channels.size,
    overwrites: [...overwrites],
    slowModeSeconds,
    tags: tags.map((tag) => ({ id: world.snowflake(), name: tag })),
  };
  addChannel(world, channel);
  publishChannel(world, channel, Event.ChannelCreate);
  return channel;
}

type ChannelChanges = Partial<
  Pick<Channel, 'name' | 'topic' | 'overwrites' | 'slowModeSeconds' | 'tags' | 'parentId' | 'position'>
>;

export function editChannel(world: World, channel: Channel, changes: ChannelChanges): void {
  const guild = world.guilds.get(channel.guildId ?? '');
  if (guild === undefined) return;
  withThreadSync(world, guild, () => {
    Object.assign(channel, changes);
    publishChannel(world, channel, Event.ChannelUpdate);
  });
}

/** Its threads and messages go with it. */
export function deleteChannel(world: World, channel: Channel): void {
  publishChannel(world, channel, Event.ChannelDelete);
  const siblings = world.guilds.get(channel.guildId ?? '')?.channels.values() ?? [];
  for (const each of siblings) if (each.thread && each.parentId === channel.id) dropChannel(world, each);
  dropChannel(world, channel);
}

/** The one conversation of these two, made where there is none yet. */
export function openDirect(world: World, one: User, other: User): Channel {
  const who = [one.id, other.id].sort().join(' ');
  const known = world.directs.get(who);
  if (known !== undefined) return known;
  const channel = { ...newChannel(world.snowflake(), ChannelType.DM, ''), recipients: [one, other] };
  addChannel(world, channel);
  world.directs.set(who, channel);
  return channel;
}

export function newChannel(id: string, type: ChannelType, name: string): Channel {
  return {
    id,
    type,
    guildId: undefined,
    name,
    topic: null,
    parentId: null,
    position: 0,
    overwrites: [],
    slowModeSeconds: 0,
    tags: [],
    thread: undefined,
    recipients: [],
    messages: new Map(),
    lastMessageId: null,
  };
}

function publishChannel(world: World, channel: Channel, t: Event): void {
  if (channel.guildId === undefined) return;
  const d = channelPayload(world, channel);
  // Discord tells a bot of every channel's making and changing, also of those that it may not look into.
  world.publish({ t, d, guildId: channel.guildId, intents: Intent.Guilds });
}
