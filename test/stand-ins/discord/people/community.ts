/** A server in a test, with its channels, roles and people, each made by one word. */
import { ChannelType } from 'discord-api-types/v10';
import type { Desk } from '../interactions/index.ts';
import {
  addMember,
  beginOutage,
  type Channel,
  type ChannelOptions,
  createChannel,
  createGuild,
  createRole,
  createUser,
  editGuild,
  endOutage,
  foundGuild,
  type Guild,
  type Message,
  type Overwrite,
  type Role,
  type User,
  unfurlLinks,
} from '../world/index.ts';
import { bitsOf, type Permission } from './allowed.ts';
import { createPerson, type Person } from './person.ts';
import { createWebhook, type Webhook } from './webhook.ts';

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
  /** An integration's way to write, as build servers and feeds do. */
  webhook(name: string): Webhook;
  /** From now on Discord greets there who joins. */
  greetsIn(channel: Channel): void;
  /** Discord shows what is behind a message's links: the message changes, though nobody has edited it. */
  unfurls(message: Message): void;
  /** Discord's servers fail: nothing is heard of it, until it is back. The bot is still in it. */
  goesDown(): void;
  comesBack(): void;
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
  /** The bot is not in it before somebody invites it. */
  withoutBot?: boolean;
  /** What everyone may do, where it is not the usual. */
  everyone?: Permission[];
}

export function createCommunity(desk: Desk, name: string, options: CommunityOptions = {}): Community {
  const { world } = desk;
  const founder = createUser(world, `${name.toLowerCase()}-owner`);
  const about = { owner: founder, ...(options.everyone && { everyone: bitsOf(options.everyone) }) };
  const bot = bitsOf(options.bot ?? []);
  const guild =
    options.withoutBot === true ? foundGuild(world, name, about) : createGuild(world, name, { ...about, bot });

  return {
    guild,
    id: guild.id,
    owner: createPerson(desk, guild, founder),
    channel: (channelName, options) => createChannel(world, guild, channelName, options),
    forum: (forumName, options = {}) =>
      createChannel(world, guild, forumName, { ...options, type: ChannelType.GuildForum }),
    role: (roleName, ...permissions) => createRole(world, guild, roleName, { permissions: bitsOf(permissions) }),
    member: (username, { isBot = false, ...about } = {}) => admit(createUser(world, username, { isBot }), about),
    webhook: (webhookName) => createWebhook(world, webhookName),
    goesDown: () => beginOutage(world, guild),
    comesBack: () => endOutage(world, guild),
    greetsIn: (channel) => editGuild(world, guild, { systemChannelId: channel.id }),
    unfurls(message) {
      const channel = guild.channels.get(message.channelId);
      if (channel === undefined || !unfurlLinks(world, channel, message))
        throw new Error('There is no link to look at.');
    },
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
