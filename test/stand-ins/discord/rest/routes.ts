/** Every request that is answered here. What Discord has beyond this is refused by name. */
import { createMatcher } from '../openapi/index.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { messageRoutes } from './messages.ts';
import { pinRoutes } from './pins.ts';
import { reactionRoutes } from './reactions.ts';
import type { Route } from './route.ts';
import { selfRoutes } from './self.ts';
import { threadRoutes } from './threads.ts';

interface Matched {
  route: Route;
  params: Record<string, string>;
}

const routes = [
  selfRoutes,
  guildRoutes,
  channelRoutes,
  messageRoutes,
  pinRoutes,
  reactionRoutes,
  threadRoutes,
  commandRoutes,
  interactionRoutes,
]
  .flat()
  .map((route) => {
    const [method = '', template = ''] = route.name.split(' ', 2);
    return { route, method, match: createMatcher(template), parameters: template.split('{').length };
  })
  // A word goes before a parameter, as in `/messages/bulk-delete`.
  .sort((one, other) => one.parameters - other.parameters);

export function findRoute(method: string, path: string): Matched | undefined {
  for (const each of routes) {
    const params = each.method === method ? each.match(path) : undefined;
    if (params !== undefined) return { route: each.route, params };
  }
  return undefined;
}

/** Buckets of one route are apart for each channel, guild and webhook. */
export function majorOf(params: Record<string, string>): string {
  const { channel_id: channel, guild_id: guild, interaction_id: interaction, webhook_token: token } = params;
  return [channel ?? guild ?? interaction, token].filter((part) => part !== undefined).join(' ');
}
