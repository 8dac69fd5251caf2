/** A guild that cannot be reached for a while, although the bot is still in it: Discord's servers fail now and then. */
import { GatewayDispatchEvents as Event, GatewayIntentBits as Intent } from 'discord-api-types/v10';
import { guildCreatePayload } from './guild-payload.ts';
import type { Guild } from './state.ts';
import type { World } from './world.ts';

/** From now on nothing is heard of the guild, and what is asked of it over REST fails. */
export function beginOutage(world: World, guild: Guild): void {
  const d = { id: guild.id, unavailable: true };
  world.publish({ t: Event.GuildDelete, d, guildId: guild.id, intents: Intent.Guilds });
  guild.isAvailable = false;
}

/** What happened meanwhile is not told; the guild is introduced again as it is by now. */
export function endOutage(world: World, guild: Guild): void {
  guild.isAvailable = true;
  const d = guildCreatePayload(world, guild);
  world.publish({ t: Event.GuildCreate, d, guildId: guild.id, intents: Intent.Guilds });
}
