/** Guilds and their roles: made, changed, left. */
import {
  GatewayDispatchEvents as Event,
  type GatewayGuildDeleteDispatchData,
  type GatewayGuildRoleDeleteDispatchData,
  type GatewayGuildRoleModifyDispatchData,
  GatewayIntentBits as Intent,
} from 'discord-api-types/v10';
import { channelsOf, guildCreatePayload } from './guild-payload.ts';
import { rolePayload } from './people-payloads.ts';
import { usual } from './permissions.ts';
import type { Guild, Member, Role, User } from './state.ts';
import type { World } from './world.ts';

export interface GuildOptions {
  owner: User;
  /** What @everyone may do. */
  everyone?: bigint;
  /** What the bot's own role adds to that. */
  bot?: bigint;
}

/** The bot is in it from the start. */
export function createGuild(world: World, name: string, { owner, everyone = usual, bot = 0n }: GuildOptions): Guild {
  const id = world.snowflake();
  const guild: Guild = {
    id,
    name,
    ownerId: owner.id,
    joinedAtMs: world.clock.now(),
    // The role @everyone has the guild's own id.
    roles: new Map([[id, newRole(id, '@everyone', { permissions: everyone })]]),
    members: new Map(),
  };
  const botRole = newRole(world.snowflake(), world.bot.username, { permissions: bot, isManaged: true, position: 1 });
  guild.roles.set(botRole.id, botRole);
  world.guilds.set(id, guild);
  guild.members.set(owner.id, newMember(world, owner, []));
  guild.members.set(world.bot.id, newMember(world, world.bot, [botRole.id]));
  introduce(world, guild);
  return guild;
}

/** GUILD_CREATE: what the gateway says when the bot joins a guild. */
function introduce(world: World, guild: Guild): void {
  const d = guildCreatePayload(world, guild);
  world.publish({ t: Event.GuildCreate, d, guildId: guild.id, intents: Intent.Guilds });
}

/** The bot leaves or is kicked; as far as it can see, all of the guild is gone. */
export function removeBot(world: World, guild: Guild): void {
  guild.members.delete(world.bot.id);
  for (const channel of channelsOf(world, guild)) world.channels.delete(channel.id);
  world.guilds.delete(guild.id);
  // Without `unavailable`: that would be an outage.
  const d: Partial<GatewayGuildDeleteDispatchData> = { id: guild.id };
  world.publish({ t: Event.GuildDelete, d, guildId: guild.id, intents: Intent.Guilds });
}

type RoleOptions = Partial<Omit<Role, 'id' | 'name'>>;

export function createRole(world: World, guild: Guild, name: string, options: RoleOptions = {}): Role {
  const role = newRole(world.snowflake(), name, { position: guild.roles.size, ...options });
  guild.roles.set(role.id, role);
  publishRole(world, guild, role, Event.GuildRoleCreate);
  return role;
}

export function editRole(world: World, guild: Guild, role: Role, changes: Partial<Omit<Role, 'id'>>): void {
  Object.assign(role, changes);
  publishRole(world, guild, role, Event.GuildRoleUpdate);
}

export function deleteRole(world: World, guild: Guild, role: Role): void {
  guild.roles.delete(role.id);
  for (const member of guild.members.values()) member.roleIds = member.roleIds.filter((id) => id !== role.id);
  const d: GatewayGuildRoleDeleteDispatchData = { guild_id: guild.id, role_id: role.id };
  world.publish({ t: Event.GuildRoleDelete, d, guildId: guild.id, intents: Intent.Guilds });
}

export function newMember(world: World, user: User, roleIds: string[], joinedAtMs = world.clock.now()): Member {
  return { user, nick: null, roleIds, joinedAtMs };
}

function newRole(id: string, name: string, options: RoleOptions): Role {
  return { id, name, permissions: 0n, position: 0, isMentionable: false, isManaged: false, ...options };
}

function publishRole(world: World, guild: Guild, role: Role, t: Event): void {
  const d: GatewayGuildRoleModifyDispatchData = { guild_id: guild.id, role: rolePayload(role) };
  world.publish({ t, d, guildId: guild.id, intents: Intent.Guilds });
}
