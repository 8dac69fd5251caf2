import { ChannelType, type GuildBasedChannel, PermissionFlagsBits as May, OverwriteType } from 'discord.js';
import { isAgeRestricted, neededToRead, settingOf } from './audience.ts';

/**
 * Whether everyone who can see one channel can read another and its history, whoever is given which roles: then what was
 * asked in the other may be shown in the one. Where that is not certain, it is denied.
 */
export function mayEveryViewerRead(seen: GuildBasedChannel, read: GuildBasedChannel): boolean {
  const { guild } = seen;
  if (read.guild.id !== guild.id || !guild.available) return false;
  if (seen.id === read.id) return true;
  if (read.type === ChannelType.PrivateThread) return false;
  // Fewer people see a private thread than its channel.
  const [from, to] = [settingOf(seen), settingOf(read)];
  if (from === null || to === null || (isAgeRestricted(to) && !isAgeRestricted(from))) return false;
  const ofUs = guild.client.user.id;
  return hasNoOutsider({
    everyoneId: guild.id,
    roles: guild.roles.cache
      .filter(({ tags }) => tags?.botId !== ofUs)
      .map(({ id, permissions }) => ({ id, permissions: permissions.bitfield })),
    seen: { needed: May.ViewChannel, overwrites: overwritesOf(from) },
    read: { needed: neededToRead(to), overwrites: overwritesOf(to) },
    // Whoever owns the server reads everything in it, and we do not matter.
    exempt: [guild.ownerId, ofUs],
  });
}

function overwritesOf({ permissionOverwrites }: NonNullable<ReturnType<typeof settingOf>>): Overwrite[] {
  return permissionOverwrites.cache.map(({ id, type, allow, deny }) => ({
    id,
    isOfMember: type === OverwriteType.Member,
    allow: allow.bitfield,
    deny: deny.bitfield,
  }));
}

interface Overwrite {
  /** Of a role or a member. */
  id: string;
  isOfMember: boolean;
  allow: bigint;
  deny: bigint;
}

interface Access {
  needed: bigint;
  overwrites: readonly Overwrite[];
}

export interface Viewing {
  /** The role that everyone has. */
  everyoneId: string;
  /** It among them. */
  roles: readonly { id: string; permissions: bigint }[];
  seen: Access;
  read: Access;
  /** Members who do not matter. */
  exempt: readonly string[];
}

/**
 * Looks for somebody who would have the one access and not the other. Two roles tell: the one lets its bearer see, or the
 * other keeps them from reading; what a third one adds or takes away, somebody without it does not have.
 */
export function hasNoOutsider({ everyoneId, roles, seen, read, exempt }: Viewing): boolean {
  const everyone = roles.find(({ id }) => id === everyoneId);
  if (!everyone) return false;
  if ((everyone.permissions & May.Administrator) !== 0n) return true;
  const named = [...seen.overwrites, ...read.overwrites].filter(({ isOfMember }) => isOfMember).map(({ id }) => id);
  const members = [undefined, ...new Set(named.filter((id) => !exempt.includes(id)))];
  const bearable = roles.filter(({ id, permissions }) => id !== everyoneId && (permissions & May.Administrator) === 0n);
  const telling = [undefined, ...new Map(bearable.map((role) => [meaningOf(role), role])).values()];
  return members.every((memberId) =>
    telling.every((one) =>
      telling.every((other) => {
        const somebody = { everyone, roles: [one, other].filter((role) => role !== undefined), memberId };
        return !has(somebody, seen) || has(somebody, read);
      }),
    ),
  );

  /** Roles that change the same are as good as one. */
  function meaningOf({ id, permissions }: Role): string {
    const ofRole = ({ needed, overwrites }: Access) =>
      overwrites
        .filter((overwrite) => !overwrite.isOfMember && overwrite.id === id)
        .map(({ allow, deny }) => `${allow & needed}/${deny & needed}`);
    return [permissions & (seen.needed | read.needed), ...ofRole(seen), '|', ...ofRole(read)].join(' ');
  }
}

type Role = Viewing['roles'][number];

/** As Discord computes it: what the roles grant, then the exceptions for everyone, for the roles together, for the member. */
function has(
  { everyone, roles, memberId }: { everyone: Role; roles: readonly Role[]; memberId: string | undefined },
  { needed, overwrites }: Access,
): boolean {
  const granted = [everyone, ...roles].reduce((bits, { permissions }) => bits | permissions, 0n);
  const ofRoles = overwrites.filter(({ isOfMember }) => !isOfMember);
  const stages = [
    ofRoles.filter(({ id }) => id === everyone.id),
    ofRoles.filter(({ id }) => roles.some((role) => role.id === id)),
    overwrites.filter(({ isOfMember, id }) => isOfMember && id === memberId),
  ];
  const left = stages.reduce((bits, stage) => {
    const deny = stage.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
    const allow = stage.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
    return (bits & ~deny) | allow;
  }, granted);
  return (left & needed) === needed;
}
