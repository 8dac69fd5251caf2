/** Guilds and their roles: made, changed, left. */
import {
  GatewayDispatchEvents as Event,
  type GatewayGuildRoleDeleteDispatchData,
  type GatewayGuildRoleModifyDispatchData,
  GatewayIntentBits as Intent,
} from 'discord-api-types/v10';
import { guildPayload } from './guild-payload.ts';
import { rolePayload } from './people-payloads.ts';
import { usual } from './permissions.ts';
import type { Guild, Member, Role, User } from './state.ts';
import { withThreadSync } from './thread-sync.ts';
import type { World } from './world.ts';

export interface GuildOptions {
  owner: User;
  /** What @everyone may do. */
  everyone?: bigint;
  /** What the bot's own role adds to that. */
  bot?: bigint;
}

/** The bot is in none of them before it is added. */
export function foundGuild(world: World, name: string, { owner, everyone = usual }: Omit<GuildOptions, 'bot'>): Guild {
  const id = world.snowflake();
  const guild: Guild = {
    id,
    name,
    ownerId: owner.id,
    systemChannelId: null,
    isAvailable: true,
    // The role @everyone has the guild's own id.
    roles: new Map([[id, newRole(id, '@everyone', { permissions: everyone })]]),
    members: new Map([[owner.id, newMember(world, owner, [])]]),
    channels: new Map(),
  };
  world.guilds.set(id, guild);
  return guild;
}

export function editGuild(world: World, guild: Guild, changes: Partial<Pick<Guild, 'name' | 'systemChannelId'>>): void {
  Object.assign(guild, changes);
  world.publish({ t: Event.GuildUpdate, d: guildPayload(guild), guildId: guild.id, intents: Intent.Guilds });
}

type RoleOptions = Partial<Omit<Role, 'id' | 'name'>>;

export function createRole(world: World, guild: Guild, name: string, options: RoleOptions = {}): Role {
  const role = newRole(world.snowflake(), name, { position: guild.roles.size, ...options });
  guild.roles.set(role.id, role);
  publishRole(world, guild, role, Event.GuildRoleCreate);
  return role;
}

export function editRole(world: World, guild: Guild, role: Role, changes: Partial<Omit<Role, 'id'>>): void {
  withThreadSync(world, guild, () => {
    Object.assign(role, changes);
    publishRole(world, guild, role, Event.GuildRoleUpdate);
  });
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

export function newRole(id: string, name: string, options: RoleOptions): Role {
  return { id, name, permissions: 0n, position: 0, isMentionable: false, isManaged: false, ...options };
}

function publishRole(world: World, guild: Guild, role: Role, t: Event): void {
  const d: GatewayGuildRoleModifyDispatchData = { guild_id: guild.id, role: rolePayload(role) };
  world.publish({ t, d, guildId: guild.id, intents: Intent.Guilds });
}
