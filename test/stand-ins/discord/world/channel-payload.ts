/** Channels, threads and direct messages as Discord writes them. */
import {
  type APIChannel,
  type APIThreadMember,
  ChannelType,
  type GuildChannelType,
  OverwriteType,
  type ThreadChannelType,
} from 'discord-api-types/v10';
import { noFlags, userPayload } from './people-payloads.ts';
import type { Channel, Thread } from './state.ts';
import type { World } from './world.ts';

export type ThreadPayload = APIChannel & { type: ThreadChannelType };
export type PlacePayload = APIChannel & { type: Exclude<GuildChannelType, ThreadChannelType> };

export function channelPayload(world: World, channel: Channel): APIChannel {
  if (channel.thread !== undefined) return threadPayload(world, channel, channel.thread);
  return channel.guildId === undefined ? directPayload(world, channel) : placePayload(channel);
}

export function threadPayload(world: World, channel: Channel, thread: Thread): ThreadPayload {
  const payload = {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    parent_id: channel.parentId,
    owner_id: thread.ownerId,
    name: channel.name,
    flags: 0,
    rate_limit_per_user: 0,
    last_message_id: channel.lastMessageId,
    message_count: thread.totalSent - thread.deleted,
    total_message_sent: thread.totalSent,
    member_count: thread.memberIds.size,
    applied_tags: [...thread.appliedTags],
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: new Date(thread.archivedAtMs).toISOString(),
      create_timestamp: new Date(thread.createdAtMs).toISOString(),
    },
    ...(thread.memberIds.has(world.bot.id) && { member: threadMemberPayload(channel, thread, world.bot.id) }),
  };
  // Safe: a channel that has a thread has a thread's type, a guild and a parent.
  return payload as ThreadPayload;
}

export function threadMemberPayload(channel: Channel, thread: Thread, userId: string): APIThreadMember {
  return {
    id: channel.id,
    user_id: userId,
    join_timestamp: new Date(thread.createdAtMs).toISOString(),
    flags: noFlags,
  };
}

export function placePayload(channel: Channel): PlacePayload {
  const isForum = channel.type === ChannelType.GuildForum;
  const payload = {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    position: channel.position,
    parent_id: channel.parentId,
    flags: 0,
    nsfw: false,
    permission_overwrites: channel.overwrites.map(({ id, kind, allow, deny }) => ({
      id,
      type: kind === 'role' ? OverwriteType.Role : OverwriteType.Member,
      allow: String(allow),
      deny: String(deny),
    })),
    ...(channel.type !== ChannelType.GuildCategory && {
      topic: channel.topic,
      rate_limit_per_user: channel.slowModeSeconds,
      last_message_id: channel.lastMessageId,
    }),
    ...(isForum && {
      available_tags: channel.tags.map((tag) => ({ ...tag, moderated: false, emoji_id: null, emoji_name: null })),
      default_reaction_emoji: null,
      default_sort_order: null,
      default_forum_layout: 0,
    }),
  };
  // Safe: what is neither a thread nor a direct message has one of the guild's types.
  return payload as PlacePayload;
}

/** A direct message as the bot sees it: its own name is not among the recipients. */
function directPayload(world: World, channel: Channel): APIChannel {
  const others = channel.recipients.filter(({ id }) => id !== world.bot.id);
  return {
    id: channel.id,
    type: ChannelType.DM,
    name: null,
    flags: noFlags,
    last_message_id: channel.lastMessageId,
    recipients: others.map(userPayload),
  };
}
