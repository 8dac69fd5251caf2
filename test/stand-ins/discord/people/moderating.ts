/** What moderators do to a server and its members. */
import {
  addBot,
  type Channel,
  deleteChannel,
  deleteRole,
  deleteThread,
  editChannel,
  editMember,
  editRole,
  type Guild,
  isThread,
  type Member,
  type Overwrite,
  type Role,
  removeBot,
  removeMember,
} from '../world/index.ts';
import { type Acting, bitsOf, type Permission, requireIn, requireInGuild } from './allowed.ts';

export interface Moderating {
  givesRole(to: { id: string }, role: Role): void;
  takesRole(from: { id: string }, role: Role): void;
  /** What everybody with that role may do, from now on. */
  setsPermissions(role: Role, ...permissions: Permission[]): void;
  deletesRole(role: Role): void;
  /** In place of all that there were. */
  setsOverwrites(channel: Channel, overwrites: Overwrite[]): void;
  deletesChannel(channel: Channel): void;
  /** The bot, for the first time or again; its role gets these permissions. */
  invitesBot(...permissions: Permission[]): void;
  /** A member, or the bot. */
  kicks(who: { id: string }): void;
}

export function createModerating(acting: Acting, guild: Guild): Moderating {
  const { world } = acting;

  function memberOf({ id }: { id: string }): Member {
    const member = guild.members.get(id);
    if (member === undefined) throw new Error(`Nobody with the id ${id} is a member of "${guild.name}".`);
    return member;
  }

  function setRoles(who: { id: string }, change: (roleIds: string[]) => string[]): void {
    requireInGuild(acting, guild, 'ManageRoles');
    const member = memberOf(who);
    editMember(world, guild, member, { roleIds: [...new Set(change(member.roleIds))] });
  }

  return {
    givesRole: (to, role) => setRoles(to, (roleIds) => [...roleIds, role.id]),
    takesRole: (from, role) => setRoles(from, (roleIds) => roleIds.filter((id) => id !== role.id)),
    setsPermissions(role, ...permissions) {
      requireInGuild(acting, guild, 'ManageRoles');
      editRole(world, guild, role, { permissions: bitsOf(permissions) });
    },
    deletesRole(role) {
      requireInGuild(acting, guild, 'ManageRoles');
      deleteRole(world, guild, role);
    },
    setsOverwrites(channel, overwrites) {
      requireIn(acting, channel, 'ManageRoles');
      editChannel(world, channel, { overwrites });
    },
    deletesChannel(channel) {
      requireIn(acting, channel, isThread(channel) ? 'ManageThreads' : 'ManageChannels');
      if (isThread(channel)) deleteThread(world, channel);
      else deleteChannel(world, channel);
    },
    invitesBot(...permissions) {
      requireInGuild(acting, guild, 'ManageGuild');
      if (guild.members.has(world.bot.id)) throw new Error(`The bot is in "${guild.name}" already.`);
      addBot(world, guild, bitsOf(permissions));
    },
    kicks(who) {
      requireInGuild(acting, guild, 'KickMembers');
      if (who.id === world.bot.id) removeBot(world, guild);
      else removeMember(world, guild, memberOf(who));
    },
  };
}
