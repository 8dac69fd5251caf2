/** What the ids in an interaction stand for, as Discord sends it along. */
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import {
  type Channel,
  channelPayload,
  channelPermissions,
  type Guild,
  memberWithoutUser,
  rolePayload,
  userPayload,
  type World,
} from '../world/index.ts';
import type { Filled } from './options.ts';

export interface Place {
  world: World;
  channel: Channel;
  /** Who does it. */
  userId: string;
}

type Resolved = Record<'users' | 'members' | 'roles' | 'channels', Record<string, object>>;

/** Undefined where nothing needs it. */
export function resolve(filled: Filled[], place: Place): Partial<Resolved> | undefined {
  return resolveIds(leavesOf(filled), place);
}

export function resolveIds(given: { type: Type; value?: unknown }[], place: Place): Partial<Resolved> | undefined {
  const resolved: Resolved = { users: {}, members: {}, roles: {}, channels: {} };
  for (const { type, value } of given) {
    const id = String(value);
    const isUser = (type === Type.User || type === Type.Mentionable) && addUser(resolved, id, place);
    const isRole = (type === Type.Role || (type === Type.Mentionable && !isUser)) && addRole(resolved, id, place);
    const isChannel = type === Type.Channel && addChannel(resolved, id, place);
    if (namesSomething.has(type) && !isUser && !isRole && !isChannel) throw new Error(`Nothing here has the id ${id}.`);
  }
  const entries = Object.entries(resolved).filter(([, found]) => Object.keys(found).length > 0);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const namesSomething = new Set([Type.User, Type.Role, Type.Channel, Type.Mentionable]);

function leavesOf(filled: Filled[]): Filled[] {
  return filled.flatMap((each) => (each.options === undefined ? [each] : leavesOf(each.options)));
}

function guildOf({ world, channel }: Place): Guild | undefined {
  return channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
}

export function addUser(resolved: Pick<Resolved, 'users' | 'members'>, id: string, place: Place): boolean {
  const user = place.world.users.get(id);
  if (user === undefined) return false;
  resolved.users[id] = userPayload(user);
  const member = guildOf(place)?.members.get(id);
  if (member === undefined) return true;
  const permissions = String(channelPermissions(place.world, place.channel, id));
  const { deaf: _, mute: __, ...shown } = memberWithoutUser(member);
  resolved.members[id] = { ...shown, permissions };
  return true;
}

function addRole(resolved: Resolved, id: string, place: Place): boolean {
  const role = guildOf(place)?.roles.get(id);
  if (role !== undefined) resolved.roles[id] = rolePayload(role);
  return role !== undefined;
}

function addChannel(resolved: Resolved, id: string, { world, userId }: Place): boolean {
  const channel = world.channels.get(id);
  if (channel === undefined) return false;
  const permissions = String(channelPermissions(world, channel, userId));
  resolved.channels[id] = { ...channelPayload(world, channel), permissions };
  return true;
}
