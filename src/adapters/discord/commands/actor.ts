import { type BaseInteraction, GuildMember, PermissionFlagsBits as May } from 'discord.js';
import type { Actor, Rank } from '../../../bot/index.ts';
import { nativeRank, platform } from '../connection/index.ts';

/** Who did it, as Discord says so itself: nothing of it can be forged by them. */
export function actorOf(interaction: BaseInteraction): Actor {
  const { user, member } = interaction;
  return {
    platform,
    memberId: user.id,
    name: member instanceof GuildMember ? member.displayName : user.displayName,
    rank: rankIn(interaction),
    roleIds: member instanceof GuildMember ? [...member.roles.cache.keys()] : (member?.roles ?? []),
  };
}

/** What holds in a single channel may be anyone's; Manage Server is no such permission. */
function rankIn({ member, memberPermissions }: BaseInteraction): Rank {
  if (member instanceof GuildMember) return nativeRank(member.permissions);
  return memberPermissions?.has(May.ManageGuild) ? 'manager' : 'everyone';
}
