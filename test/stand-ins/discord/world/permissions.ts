/** Who may do what where, computed as Discord's guide computes it: owner, roles, then the channel's overwrites. */
import { ChannelType, PermissionFlagsBits as May } from 'discord-api-types/v10';
import type { Channel, Guild, Overwrite } from './state.ts';
import type { World } from './world.ts';

export const everything = Object.values(May).reduce((all, bit) => all | bit, 0n);

/** What @everyone may do in a new guild. */
export const usual =
  May.ViewChannel |
  May.SendMessages |
  May.SendMessagesInThreads |
  May.CreatePublicThreads |
  May.CreatePrivateThreads |
  May.ReadMessageHistory |
  May.AddReactions |
  May.AttachFiles |
  May.EmbedLinks |
  May.UseExternalEmojis |
  May.UseExternalStickers |
  May.SendPolls |
  May.UseApplicationCommands |
  May.ChangeNickname;

/** What both may do who write to each other directly: nobody moderates there. */
const inDirect =
  May.ViewChannel |
  May.SendMessages |
  May.ReadMessageHistory |
  May.AddReactions |
  May.AttachFiles |
  May.EmbedLinks |
  May.UseExternalEmojis |
  May.UseExternalStickers |
  May.SendPolls |
  May.PinMessages |
  May.UseApplicationCommands;

/** What a member may do in the whole guild; nothing for somebody who is not in it. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return everything;
  const granted = [guild.id, ...member.roleIds].reduce((sum, id) => sum | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  return has(granted, May.Administrator) ? everything : granted;
}

export function channelPermissions(world: World, channel: Channel, userId: string): bigint {
  if (channel.guildId === undefined) return channel.recipients.some(({ id }) => id === userId) ? inDirect : 0n;
  const guild = world.guilds.get(channel.guildId);
  if (guild === undefined) return 0n;
  const base = guildPermissions(guild, userId);
  // A member to whom no role grants anything may still be let in by an overwrite.
  if (base === everything || !guild.members.has(userId)) return base;
  // A thread has no overwrites of its own: its channel's are its.
  const place = channel.thread === undefined ? channel : world.channels.get(channel.parentId ?? '');
  const granted = withOverwrites(base, place?.overwrites ?? [], guild, userId);
  if (channel.type === ChannelType.PrivateThread && channel.thread?.memberIds.has(userId) !== true) {
    if (!has(granted, May.ManageThreads)) return 0n;
  }
  return withImplied(granted, channel);
}

export function has(permissions: bigint, wanted: bigint): boolean {
  return (permissions & wanted) === wanted;
}

export function may(world: World, channel: Channel, userId: string, wanted: bigint): boolean {
  return has(channelPermissions(world, channel, userId), wanted);
}

export function botSees(world: World, channel: Channel): boolean {
  return may(world, channel, world.bot.id, May.ViewChannel);
}

/** First @everyone's, then those of all roles together, then the member's own. */
function withOverwrites(base: bigint, overwrites: readonly Overwrite[], guild: Guild, userId: string): bigint {
  const roleIds = guild.members.get(userId)?.roleIds ?? [];
  const stages = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, kind }) => kind === 'role' && roleIds.includes(id)),
    overwrites.filter(({ id, kind }) => kind === 'member' && id === userId),
  ];
  return stages.reduce((granted, stage) => {
    const deny = stage.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
    const allow = stage.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
    return (granted & ~deny) | allow;
  }, base);
}

/** Whoever cannot see a channel can do nothing in it; whoever cannot write there cannot write something special. */
function withImplied(granted: bigint, channel: Channel): bigint {
  if (!has(granted, May.ViewChannel)) return 0n;
  const writing = channel.thread === undefined ? May.SendMessages : May.SendMessagesInThreads;
  if (has(granted, writing)) return granted;
  return granted & ~(May.MentionEveryone | May.SendTTSMessages | May.AttachFiles | May.EmbedLinks);
}
