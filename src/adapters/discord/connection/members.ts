import {
  type APIGuildMember,
  RESTJSONErrorCodes as Code,
  DiscordAPIError,
  type Guild,
  type GuildMember,
  PermissionsBitField,
} from 'discord.js';
import type { Rank } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import { nativeRank } from './native-rank.ts';

/** How somebody stands in a server now: asked of Discord where no event says it, as in direct messages. */
export interface Standing {
  /** As others there see them. */
  name: string;
  joinedAt: Date | undefined;
  roleIds: string[];
  rank: Rank;
}

export interface Members {
  /** Undefined where they are no member, or no longer. */
  standingOf(guild: Guild, userId: string): Promise<Standing | undefined>;
  /** An event says how somebody stands: that is as good as an answer, and need not be asked for. */
  told(guild: Guild, member: ToldMember): void;
}

/** An answer is good for a moment, so that a burst of reactions asks once; nobody is kept who is not asked about. */
export function createMembers({ clock, keepMs = 30_000, most = 5_000 }: MembersParts): Members {
  const known = new Map<string, { at: number; standing: Promise<Standing | undefined> }>();
  function keep(key: string, standing: Promise<Standing | undefined>): Promise<Standing | undefined> {
    known.delete(key); // so that it stands last again
    known.set(key, { at: clock.now(), standing });
    standing.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return standing;
  }
  const keyOf = (guild: Guild, userId: string) => `${guild.id} ${userId}`;

  return {
    standingOf(guild, userId) {
      const found = known.get(keyOf(guild, userId));
      if (found && clock.now() - found.at < keepMs) return found.standing;
      return keep(keyOf(guild, userId), ask(guild, userId));
    },
    told(guild, member) {
      void keep(keyOf(guild, member.user.id), Promise.resolve(standingIn(guild, member)));
    },
  };
}

interface MembersParts {
  clock: Pick<Clock, 'now'>;
  keepMs?: number;
  most?: number;
}

function standingOf({ displayName, joinedAt, roles, permissions, guild }: GuildMember): Standing {
  return {
    name: displayName,
    joinedAt: joinedAt ?? undefined,
    roleIds: [...roles.cache.keys()].filter((id) => id !== guild.id), // without @everyone
    rank: nativeRank(permissions),
  };
}

/** What events tell of a member. */
export type ToldMember = Pick<APIGuildMember, 'user' | 'nick' | 'roles' | 'joined_at'>;

function standingIn(guild: Guild, { user, nick, roles, joined_at }: ToldMember): Standing {
  const granted = [guild.id, ...roles].flatMap((id) => guild.roles.cache.get(id)?.permissions ?? []);
  return {
    name: nick ?? user.global_name ?? user.username,
    joinedAt: joined_at === null ? undefined : new Date(joined_at),
    roleIds: roles,
    rank: user.id === guild.ownerId ? 'manager' : nativeRank(new PermissionsBitField(granted)),
  };
}

async function ask(guild: Guild, user: string): Promise<Standing | undefined> {
  try {
    return standingOf(await guild.members.fetch({ user, force: true, cache: false }));
  } catch (error) {
    if (error instanceof DiscordAPIError && noMember.has(error.code)) return undefined;
    throw error;
  }
}

const noMember = new Set<string | number>([Code.UnknownMember, Code.UnknownUser, Code.UnknownGuild]);
