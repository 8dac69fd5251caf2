/** A guild as GUILD_CREATE brings it: who is a member is left out, except the bot, unless presences were asked for. */
import { GatewayIntentBits } from 'discord-api-types/v10';
import { wants } from './intents.ts';
import type { GatewayWorld, GuildMember } from './port.ts';
import type { Session } from './session.ts';

export function guildAsCreated<G extends { members: GuildMember[] }>(
  guild: G,
  session: Session,
  world: GatewayWorld,
): G {
  if (wants(session.intents, GatewayIntentBits.GuildPresences)) return guild;
  return { ...guild, members: guild.members.filter(({ user }) => user.id === world.bot.id) };
}
