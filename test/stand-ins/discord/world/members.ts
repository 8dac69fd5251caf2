/** Members of a guild: they join, change and leave. */
import {
  GatewayDispatchEvents as Event,
  type GatewayGuildMemberAddDispatchData,
  type GatewayGuildMemberRemoveDispatchData,
  GatewayIntentBits as Intent,
  MessageType,
} from 'discord-api-types/v10';
import { newMember } from './guilds.ts';
import { memberPayload, userPayload } from './people-payloads.ts';
import type { Guild, Member, User } from './state.ts';
import { noteInSystemChannel } from './system-messages.ts';
import { withThreadSync } from './thread-sync.ts';
import type { World } from './world.ts';

export interface MemberOptions {
  roleIds?: string[];
  joinedAtMs?: number;
  nick?: string;
}

export function addMember(world: World, guild: Guild, user: User, options: MemberOptions = {}): Member {
  const member = { ...newMember(world, user, options.roleIds ?? [], options.joinedAtMs), nick: options.nick ?? null };
  guild.members.set(user.id, member);
  const d: GatewayGuildMemberAddDispatchData = { ...memberPayload(member), guild_id: guild.id };
  world.publish({ t: Event.GuildMemberAdd, d, guildId: guild.id, intents: Intent.GuildMembers, userId: user.id });
  noteInSystemChannel(world, guild, user, MessageType.UserJoin);
  return member;
}

export function editMember(
  world: World,
  guild: Guild,
  member: Member,
  changes: Partial<Pick<Member, 'nick' | 'roleIds'>>,
): void {
  const userId = member.user.id;
  const isBot = userId === world.bot.id;
  const change = () => {
    Object.assign(member, changes);
    const d = { ...memberPayload(member), guild_id: guild.id };
    // Of itself the bot hears whatever its intents are.
    const intents = isBot ? 0 : Intent.GuildMembers;
    world.publish({ t: Event.GuildMemberUpdate, d, guildId: guild.id, intents, userId });
  };
  if (isBot) withThreadSync(world, guild, change);
  else change();
}

export function removeMember(world: World, guild: Guild, member: Member): void {
  guild.members.delete(member.user.id);
  const d: GatewayGuildMemberRemoveDispatchData = { guild_id: guild.id, user: userPayload(member.user) };
  const userId = member.user.id;
  world.publish({ t: Event.GuildMemberRemove, d, guildId: guild.id, intents: Intent.GuildMembers, userId });
}
