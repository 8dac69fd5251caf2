/** Users, members and roles as Discord writes them. */
import type { APIGuildMember, APIRole, APIUser } from 'discord-api-types/v10';
import type { Member, Role, User } from './state.ts';

/** No flag is set; the enums of flags have no word for it. */
export const noFlags: number = 0;

export function userPayload(user: User): APIUser {
  return {
    id: user.id,
    username: user.username,
    global_name: user.globalName,
    discriminator: user.isBot ? '0001' : '0',
    avatar: null,
    avatar_decoration_data: null,
    primary_guild: null,
    public_flags: noFlags,
    flags: noFlags,
    ...(user.isBot && { bot: true }),
  };
}

export function memberPayload(member: Member): APIGuildMember {
  return { user: userPayload(member.user), ...memberWithoutUser(member) };
}

/** As it goes with a message or an interaction, which say the user themselves. */
export function memberWithoutUser(member: Member): Omit<APIGuildMember, 'user'> {
  return {
    nick: member.nick,
    roles: [...member.roleIds],
    joined_at: new Date(member.joinedAtMs).toISOString(),
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    premium_since: null,
    flags: noFlags,
    pending: false,
    deaf: false,
    mute: false,
  };
}

export function rolePayload(role: Role): APIRole {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.isManaged,
    mentionable: role.isMentionable,
    icon: null,
    unicode_emoji: null,
    flags: noFlags,
  };
}
