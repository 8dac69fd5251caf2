/** Finds what a path names and asks whether the bot may: 404 for what is not there, 403 for what it may not. */
import { PermissionFlagsBits as May } from 'discord-api-types/v10';
import {
  botSees,
  type Channel,
  type Guild,
  type Member,
  type Message,
  may,
  type User,
  type World,
} from '../world/index.ts';
import { missingAccess, missingPermissions, notInDirect, unavailable, unknown } from './errors.ts';
import type { Asked } from './route.ts';

export function guildOf({ world, params }: Asked): Guild {
  const guild = world.guilds.get(params.guild_id ?? '');
  // Discord says of a guild that the bot is not in what it says of one that does not exist.
  if (guild === undefined || !guild.members.has(world.bot.id)) throw unknown('Guild');
  if (!guild.isAvailable) throw unavailable();
  return guild;
}

export function memberOf(asked: Asked, userId = asked.params.user_id ?? ''): Member {
  const member = guildOf(asked).members.get(userId);
  if (member === undefined) throw unknown(asked.world.users.has(userId) ? 'Member' : 'User');
  return member;
}

/** The channel, if the bot sees it, and may do all of this there. */
export function channelOf({ world, params }: Asked, ...wanted: bigint[]): Channel {
  const channel = world.channels.get(params.channel_id ?? '');
  if (channel === undefined) throw unknown('Channel');
  if (!botSees(world, channel)) throw missingAccess();
  if (world.guilds.get(channel.guildId ?? '')?.isAvailable === false) throw unavailable();
  requirePermissions(world, channel, ...wanted);
  return channel;
}

export function requirePermissions(world: World, channel: Channel, ...wanted: bigint[]): void {
  if (wanted.every((each) => may(world, channel, world.bot.id, each))) return;
  throw channel.guildId === undefined ? notInDirect() : missingPermissions();
}

/** A message of that channel; ephemeral ones are known to their webhook alone. */
export function messageIn(channel: Channel, { params }: Asked): Message {
  const message = channel.messages.get(params.message_id ?? '');
  if (message === undefined || message.onlyFor !== undefined) throw unknown('Message');
  return message;
}

export function userOf({ world, params }: Asked): User {
  const user = world.users.get(params.user_id ?? '');
  if (user === undefined) throw unknown('User');
  return user;
}

/** What it takes to write into that channel. */
export function writingIn(channel: Channel): bigint {
  return channel.thread === undefined ? May.SendMessages : May.SendMessagesInThreads;
}
