import { ChannelType, type DMChannel, type Guild, type GuildBasedChannel } from 'discord.js';
import type { IncomingQuestion, IncomingRoom } from '../../../bot/index.ts';
import { isOpen } from './audience.ts';

/** Discord's servers and channels as the bot knows them: communities and rooms. */

export const platform = 'discord';

export type Place = Pick<IncomingQuestion, 'community' | 'room'>;

export function placeOf(channel: GuildBasedChannel): Place {
  return { community: communityOf(channel.guild), room: roomOf(channel) };
}

export function communityOf({ id, name }: Pick<Guild, 'id' | 'name'>): Place['community'] {
  return { platform, platformId: id, name };
}

export function roomOf(channel: GuildBasedChannel): IncomingRoom {
  const { id, name } = channel;
  const open = isOpen(channel);
  if (!channel.isThread()) return { platformId: id, kind: isForum(channel) ? 'forum' : 'channel', name, open };
  const { parent } = channel;
  const thread = { platformId: id, kind: 'thread' as const, name, open, startedFrom: id }; // of one id with the message it grew from
  if (parent === null) return thread;
  return isForum(parent)
    ? { platformId: id, kind: 'post', name, open, parent: roomOf(parent) }
    : { ...thread, parent: roomOf(parent) };
}

/** A conversation with one member; which community it is of, they choose. */
export function directRoom({ id }: Pick<DMChannel, 'id'>): IncomingRoom {
  return { platformId: id, kind: 'dm', name: 'Direct messages', open: false };
}

function isForum({ type }: GuildBasedChannel): boolean {
  return type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
}
