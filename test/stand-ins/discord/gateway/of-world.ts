/** The world as the gateway sees it. */
import { botGuilds, guildCreatePayload, userPayload, type World } from '../world/index.ts';
import type { GatewayWorld } from './port.ts';

export function gatewayWorld(world: World, token: string): GatewayWorld {
  return {
    onDispatch: world.on,
    token,
    bot: userPayload(world.bot),
    applicationId: world.applicationId,
    guildIds: () => botGuilds(world).map(({ id }) => id),
    isAvailable: (guildId) => world.guilds.get(guildId)?.isAvailable === true,
    guild(guildId) {
      const guild = world.guilds.get(guildId);
      if (guild === undefined) throw new Error(`The world has no guild ${guildId}.`);
      return guildCreatePayload(world, guild);
    },
  };
}
