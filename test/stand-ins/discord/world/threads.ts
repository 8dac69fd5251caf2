/** Threads: started from a message, alone, or as a forum's post; joined, archived, deleted. */
import {
  ChannelType,
  GatewayDispatchEvents as Event,
  type GatewayThreadDeleteDispatchData,
  type GatewayThreadMembersUpdateDispatchData,
  GatewayIntentBits as Intent,
} from 'discord-api-types/v10';
import { threadMemberPayload, threadPayload } from './channel-payload.ts';
import { addChannel, dropChannel } from './channel-register.ts';
import { newChannel } from './channels.ts';
import type { Channel, Message, Thread, User } from './state.ts';
import type { World } from './world.ts';

export interface ThreadOptions {
  owner: User;
  /** It takes the id of the message that it is started from. */
  from?: Message;
  isPrivate?: boolean;
  autoArchiveMinutes?: number;
  appliedTags?: string[];
}

export type ThreadChannel = Channel & { thread: Thread };

/** A forum's post is this and its first message, which the caller sends with the thread's id. */
export function createThread(world: World, parent: Channel, name: string, options: ThreadOptions): ThreadChannel {
  const { owner, from, isPrivate = false, autoArchiveMinutes = 1440, appliedTags = [] } = options;
  const now = world.clock.now();
  const type = isPrivate ? ChannelType.PrivateThread : publicType(parent);
  const channel: ThreadChannel = {
    ...newChannel(from?.id ?? world.snowflake(), type, name),
    guildId: parent.guildId,
    parentId: parent.id,
    thread: {
      ownerId: owner.id,
      archived: false,
      locked: false,
      autoArchiveMinutes,
      createdAtMs: now,
      archivedAtMs: now,
      memberIds: new Set([owner.id]),
      totalSent: 0,
      deleted: 0,
      appliedTags: [...appliedTags],
    },
  };
  addChannel(world, channel);
  if (from !== undefined) from.threadId = channel.id;
  if (parent.type === ChannelType.GuildForum) parent.lastMessageId = channel.id;
  publishThread(world, channel, Event.ThreadCreate, { newly_created: true });
  return channel;
}

type ThreadChanges = Partial<Pick<Thread, 'archived' | 'locked' | 'autoArchiveMinutes' | 'appliedTags'>>;

export function editThread(world: World, channel: ThreadChannel, changes: ThreadChanges & { name?: string }): void {
  const { name = channel.name, ...ofThread } = changes;
  if (ofThread.archived !== undefined && ofThread.archived !== channel.thread.archived) {
    channel.thread.archivedAtMs = world.clock.now();
  }
  Object.assign(channel.thread, ofThread);
  channel.name = name;
  publishThread(world, channel, Event.ThreadUpdate);
}

export function deleteThread(world: World, channel: ThreadChannel): void {
  const d: GatewayThreadDeleteDispatchData = {
    id: channel.id,
    guild_id: channel.guildId ?? '',
    parent_id: channel.parentId ?? '',
    // Safe: a thread's channel has one of the three types of threads.
    type: channel.type as GatewayThreadDeleteDispatchData['type'],
  };
  world.publish({ t: Event.ThreadDelete, d, ...scopeOf(channel), intents: Intent.Guilds });
  dropChannel(world, channel);
}

export function joinThread(world: World, channel: ThreadChannel, user: User): void {
  if (channel.thread.memberIds.has(user.id)) return;
  channel.thread.memberIds.add(user.id);
  // Whoever is added to a thread is told of it as if it were new to them, though not as of one that was just made.
  if (user.id === world.bot.id) publishThread(world, channel, Event.ThreadCreate);
  publishMembers(world, channel, user, { added_members: [threadMemberPayload(channel, channel.thread, user.id)] });
}

export function leaveThread(world: World, channel: ThreadChannel, user: User): void {
  if (!channel.thread.memberIds.delete(user.id)) return;
  publishMembers(world, channel, user, { removed_member_ids: [user.id] });
}

export function isThread(channel: Channel): channel is ThreadChannel {
  return channel.thread !== undefined;
}

function publicType(parent: Channel): ChannelType {
  return parent.type === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
}

function publishThread(world: World, channel: ThreadChannel, t: Event, extra: object = {}): void {
  const d = { ...threadPayload(world, channel, channel.thread), ...extra };
  world.publish({ t, d, ...scopeOf(channel), intents: Intent.Guilds, userId: channel.thread.ownerId });
}

function publishMembers(
  world: World,
  channel: ThreadChannel,
  user: User,
  change: Pick<GatewayThreadMembersUpdateDispatchData, 'added_members' | 'removed_member_ids'>,
): void {
  const { guildId = '' } = channel;
  const d = { id: channel.id, guild_id: guildId, member_count: channel.thread.memberIds.size, ...change };
  // Without the intent for members a bot hears only of itself.
  const intents = user.id === world.bot.id ? Intent.Guilds : Intent.GuildMembers;
  world.publish({ t: Event.ThreadMembersUpdate, d, ...scopeOf(channel), intents, userId: user.id });
}

function scopeOf(channel: ThreadChannel): { guildId: string; channelId: string } {
  return { guildId: channel.guildId ?? '', channelId: channel.id };
}
