/** A server in a test, with its channels, roles and people, each made by one word. */
import { ChannelType } from 'discord-api-types/v10';
import type { Desk } from '../interactions/index.ts';
import {
  addMember,
  type Channel,
  type ChannelOptions,
  createChannel,
  createGuild,
  createRole,
  createUser,
  type Guild,
  type Overwrite,
  type Role,
  type User,
} from '../world/index.ts';
import { bitsOf, type Permission } from './allowed.ts';
import { createPerson, type Person } from './person.ts';

export interface Community {
  readonly guild: Guild;
  readonly id: string;
  /** May do everything. */
  readonly owner: Person;
  channel(name: string, options?: ChannelOptions): Channel;
  forum(name: string, options?: Omit<ChannelOptions, 'type'>): Channel;
  role(name: string, ...permissions: Permission[]): Role;
  /** Somebody new. */
  member(name: string, options?: NewMember): Person;
  /** Somebody from elsewhere, who is a member here too from now on. */
  admits(user: User, options?: Omit<NewMember, 'isBot'>): Person;
}

export interface NewMember {
  roles?: Role[];
  /** Now, where nothing is said. */
  joinedAt?: Date;
  nick?: string;
  /** Another application's account. */
  isBot?: boolean;
}

export interface CommunityOptions {
  /** What the bot may do beyond @everyone. */
  bot?: Permission[];
  /** What everyone may do, where it is not the usual. */
  everyone?: Permission[];
}

export function createCommunity(desk: Desk, name: string, options: CommunityOptions = {}): Community {
  const { world } = desk;
  const founder = createUser(world, `${name.toLowerCase()}-owner`);
  const guild = createGuild(world, name, {
    owner: founder,
    ...(options.bot && { bot: bitsOf(options.bot) }),
    ...(options.everyone && { everyone: bitsOf(options.everyone) }),
  });

  return {
    guild,
    id: guild.id,
    owner: createPerson(desk, guild, founder),
    channel: (channelName, about) => createChannel(world, guild, channelName, about),
    forum: (forumName, about = {}) =>
      createChannel(world, guild, forumName, { ...about, type: ChannelType.GuildForum }),
    role: (roleName, ...permissions) => createRole(world, guild, roleName, { permissions: bitsOf(permissions) }),
    member: (username, { isBot = false, ...about } = {}) => admit(createUser(world, username, { isBot }), about),
    admits: (user, about = {}) => admit(user, about),
  };

  function admit(user: User, { roles = [], joinedAt, nick }: Omit<NewMember, 'isBot'>): Person {
    addMember(world, guild, user, {
      roleIds: roles.map(({ id }) => id),
      ...(joinedAt !== undefined && { joinedAtMs: joinedAt.getTime() }),
      ...(nick !== undefined && { nick }),
    });
    return createPerson(desk, guild, user);
  }
}

/** A channel's exception for a role or a member, in words. */
export function overwrite(
  who: Role | Person,
  { allow = [], deny = [] }: { allow?: Permission[]; deny?: Permission[] },
): Overwrite {
  return { id: who.id, kind: 'user' in who ? 'member' : 'role', allow: bitsOf(allow), deny: bitsOf(deny) };
}
