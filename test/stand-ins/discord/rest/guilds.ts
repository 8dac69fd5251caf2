/** Guilds, their members and roles over REST; a bot's own place among them. */
import { PermissionFlagsBits as May } from 'discord-api-types/v10';
import { z } from 'zod';
import {
  compareIds,
  editMember,
  guildPayload,
  guildPermissions,
  has,
  memberPayload,
  removeBot,
  rolePayload,
} from '../world/index.ts';
import { guildOf, memberOf } from './access.ts';
import { missingAccess, missingPermissions, unknown } from './errors.ts';
import { readForm } from './message-form.ts';
import { type Asked, done, ok, type Route } from './route.ts';

export const guildRoutes: Route[] = [
  {
    name: 'GET /guilds/{guild_id}',
    answer(asked) {
      const guild = guildOf(asked);
      const counts = asked.query.get('with_counts') === 'true' && {
        approximate_member_count: guild.members.size,
        approximate_presence_count: guild.members.size,
      };
      return ok({ ...guildPayload(guild), ...counts });
    },
  },
  {
    name: 'GET /guilds/{guild_id}/roles',
    answer: (asked) => ok([...guildOf(asked).roles.values()].map(rolePayload)),
  },
  {
    name: 'GET /guilds/{guild_id}/roles/{role_id}',
    answer: (asked) => ok(rolePayload(roleOf(asked))),
  },
  {
    name: 'GET /guilds/{guild_id}/members',
    answer(asked) {
      const { portal, query } = asked;
      // Listing all of them is a privilege; asking for one is not.
      if (!portal.privilegedIntents.includes('members')) throw missingAccess();
      const after = query.get('after') ?? '0';
      const members = [...guildOf(asked).members.values()]
        .filter(({ user }) => compareIds(user.id, after) > 0)
        .sort((one, other) => compareIds(one.user.id, other.user.id))
        .slice(0, Number(query.get('limit') ?? 1));
      return ok(members.map(memberPayload));
    },
  },
  {
    name: 'GET /guilds/{guild_id}/members/search',
    answer(asked) {
      const { query } = asked;
      const beginning = (query.get('query') ?? '').toLowerCase();
      const found = [...guildOf(asked).members.values()].filter(({ user, nick }) =>
        [user.username, nick ?? ''].some((name) => name.toLowerCase().startsWith(beginning)),
      );
      return ok(found.slice(0, Number(query.get('limit') ?? 1)).map(memberPayload));
    },
  },
  {
    name: 'GET /guilds/{guild_id}/members/{user_id}',
    answer: (asked) => ok(memberPayload(memberOf(asked))),
  },
  {
    name: 'PATCH /guilds/{guild_id}/members/@me',
    answer(asked) {
      const { nick = null } = readForm(z.object({ nick: z.string().max(32).nullish() }), asked.body);
      const member = memberOf(asked, asked.world.bot.id);
      editMember(asked.world, guildOf(asked), member, { nick });
      return ok(memberPayload(member));
    },
  },
  {
    name: 'PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}',
    answer: (asked) => changeRoles(asked, (roleIds, id) => [...new Set([...roleIds, id])]),
  },
  {
    name: 'DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}',
    answer: (asked) => changeRoles(asked, (roleIds, id) => roleIds.filter((each) => each !== id)),
  },
  {
    name: 'DELETE /users/@me/guilds/{guild_id}',
    answer(asked) {
      removeBot(asked.world, guildOf(asked));
      return done;
    },
  },
];

function changeRoles(asked: Asked, change: (roleIds: string[], id: string) => string[]) {
  const { world } = asked;
  const guild = guildOf(asked);
  const member = memberOf(asked);
  const role = roleOf(asked);
  if (!has(guildPermissions(guild, world.bot.id), May.ManageRoles)) throw missingPermissions();
  // Nobody gives or takes a role that stands as high as the highest of their own.
  const own = memberOf(asked, world.bot.id).roleIds.map((id) => guild.roles.get(id)?.position ?? 0);
  if (role.position >= Math.max(0, ...own)) throw missingPermissions();
  editMember(world, guild, member, { roleIds: change(member.roleIds, role.id) });
  return done;
}

function roleOf(asked: Asked) {
  const role = guildOf(asked).roles.get(asked.params.role_id ?? '');
  if (role === undefined) throw unknown('Role');
  return role;
}
