/** What a bot asks about itself and its gateway, and about other users. */
import { OAuth2Scopes } from 'discord-api-types/v10';
import { flagsOf } from '../gateway/index.ts';
import { botGuilds, guildPermissions, userPayload } from '../world/index.ts';
import { userOf } from './access.ts';
import { pageById } from './page-by-id.ts';
import { type Asked, ok, type Route } from './route.ts';

export const selfRoutes: Route[] = [
  { name: 'GET /gateway', answer: ({ gateway }) => ok({ url: gateway.url() }) },
  {
    name: 'GET /gateway/bot',
    answer: ({ gateway }) =>
      ok({ url: gateway.url(), shards: gateway.shards, session_start_limit: gateway.sessionStartLimit() }),
  },
  {
    name: 'GET /users/@me',
    answer: ({ world }) =>
      ok({ ...userPayload(world.bot), mfa_enabled: true, locale: 'en-US', verified: true, email: null, bio: '' }),
  },
  {
    name: 'GET /users/@me/guilds',
    answer({ world, query }) {
      const withCounts = query.get('with_counts') === 'true';
      return ok(
        pageById(botGuilds(world), query, 200).map((guild) => ({
          id: guild.id,
          name: guild.name,
          icon: null,
          banner: null,
          owner: guild.ownerId === world.bot.id,
          permissions: String(guildPermissions(guild, world.bot.id)),
          features: [],
          ...(withCounts && {
            approximate_member_count: guild.members.size,
            approximate_presence_count: guild.members.size,
          }),
        })),
      );
    },
  },
  { name: 'GET /users/{user_id}', answer: (asked) => ok(userPayload(userOf(asked))) },
  { name: 'GET /applications/@me', answer: (asked) => ok(application(asked)) },
  { name: 'GET /oauth2/applications/@me', answer: (asked) => ok(application(asked)) },
];

function application({ world, portal }: Asked) {
  const flags = flagsOf(portal.privilegedIntents);
  return {
    id: world.applicationId,
    name: world.bot.username,
    icon: null,
    description: '',
    type: null,
    bot: userPayload(world.bot),
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags,
    flags_new: String(flags),
    tags: [],
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userPayload(world.bot),
    approximate_guild_count: botGuilds(world).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
  };
}
