/** Whom a message mentions: what its text names, as far as the sender may and its allowed_mentions let it. */
import { PermissionFlagsBits as May } from 'discord-api-types/v10';
import { may } from './permissions.ts';
import type { AllowedMentions, Channel, Mentions, User } from './state.ts';
import type { World } from './world.ts';

export interface Draft {
  author: User;
  content: string;
  allowed: AllowedMentions | undefined;
  repliedTo: User | undefined;
}

export function mentionsIn(world: World, channel: Channel, { author, content, allowed, repliedTo }: Draft): Mentions {
  const mayMentionAll = may(world, channel, author.id, May.MentionEveryone);
  const mayName = (kind: 'users' | 'roles', id: string) =>
    allowed === undefined || allowed.parse?.includes(kind) === true || allowed[kind]?.includes(id) === true;
  const pingsReplied = allowed === undefined || allowed.replied_user === true;

  const users = idsIn(content, /<@!?(\d+)>/g)
    .filter((id) => mayName('users', id))
    .flatMap((id) => world.users.get(id) ?? []);
  if (repliedTo !== undefined && pingsReplied && !users.includes(repliedTo)) users.push(repliedTo);

  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const roleIds = idsIn(content, /<@&(\d+)>/g)
    .filter((id) => mayName('roles', id))
    .filter((id) => guild?.roles.get(id)?.isMentionable === true || (mayMentionAll && guild?.roles.has(id) === true));

  const everyone =
    mayMentionAll &&
    /@(everyone|here)/.test(content) &&
    (allowed === undefined || !!allowed.parse?.includes('everyone'));
  return { users, roleIds, everyone };
}

function idsIn(content: string, pattern: RegExp): string[] {
  return [...new Set([...content.matchAll(pattern)].flatMap(([, id]) => id ?? []))];
}
