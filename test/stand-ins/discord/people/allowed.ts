/** What a person may do, asked before it happens: a test that lets somebody do the impossible shall fail. */
import { PermissionFlagsBits as May } from 'discord-api-types/v10';
import { type Channel, type Guild, guildPermissions, has, may, type User, type World } from '../world/index.ts';

export interface Acting {
  world: World;
  user: User;
}

export type Permission = keyof typeof May;

export function bitsOf(permissions: readonly Permission[]): bigint {
  return permissions.reduce((sum, name) => sum | May[name], 0n);
}

export function requireIn({ world, user }: Acting, channel: Channel, ...needed: Permission[]): void {
  if (!world.channels.has(channel.id)) throw new Error(`The channel "${channel.name}" is gone.`);
  const missing = needed.filter((name) => !may(world, channel, user.id, May[name]));
  if (missing.length === 0) return;
  throw new Error(
    `${user.username} may not do that in "${channel.name || 'a direct message'}": ${missing.join(', ')}.`,
  );
}

/** An archived thread stands still: nothing is changed, reacted to or asked for in it. */
export function requireActive({ thread, name }: Channel): void {
  if (thread?.archived === true) throw new Error(`The thread "${name}" is archived.`);
}

/** In a locked thread only those write who may manage threads. */
export function requireUnlocked(acting: Acting, channel: Channel): void {
  if (channel.thread?.locked === true) requireIn(acting, channel, 'ManageThreads');
}

export function requireInGuild({ user }: Acting, guild: Guild, needed: Permission): void {
  if (has(guildPermissions(guild, user.id), May[needed])) return;
  throw new Error(`${user.username} may not do that in "${guild.name}": ${needed}.`);
}

export function channelOf({ world }: Acting, { channelId }: { channelId: string }): Channel {
  const channel = world.channels.get(channelId);
  if (channel === undefined) throw new Error('The channel of that message is gone.');
  return channel;
}
