/** The bot's own coming and going: it is invited into a guild, and leaves or is kicked. */
import { GatewayDispatchEvents as Event, GatewayIntentBits as Intent, MessageType } from 'discord-api-types/v10';
import { commandsOf } from './commands.ts';
import { guildCreatePayload } from './guild-payload.ts';
import { foundGuild, type GuildOptions, newMember, newRole } from './guilds.ts';
import type { Guild, User } from './state.ts';
import { noteInSystemChannel } from './system-messages.ts';
import type { World } from './world.ts';

/** A guild that the bot is in from the start; its role adds these permissions to what everyone may do. */
export function createGuild(world: World, name: string, options: GuildOptions): Guild {
  const guild = foundGuild(world, name, options);
  addBot(world, guild, options.bot);
  return guild;
}

/** With a role of its own, which adds these permissions to what everyone may do. */
export function addBot(world: World, guild: Guild, permissions = 0n): void {
  const role = newRole(world.snowflake(), world.bot.username, { permissions, isManaged: true, position: 1 });
  guild.roles.set(role.id, role);
  guild.members.set(world.bot.id, newMember(world, world.bot, [role.id]));
  const d = guildCreatePayload(world, guild);
  world.publish({ t: Event.GuildCreate, d, guildId: guild.id, intents: Intent.Guilds });
  noteInSystemChannel(world, guild, world.bot, MessageType.UserJoin);
}

/** The guild goes on without it, its role and its commands; to the bot all of it is gone. */
export function removeBot(world: World, guild: Guild): void {
  // Without `unavailable`: that would be an outage.
  const d = { id: guild.id };
  world.publish({ t: Event.GuildDelete, d, guildId: guild.id, intents: Intent.Guilds });
  for (const roleId of guild.members.get(world.bot.id)?.roleIds ?? []) {
    if (guild.roles.get(roleId)?.isManaged === true) guild.roles.delete(roleId);
  }
  guild.members.delete(world.bot.id);
  for (const { id } of commandsOf(world, guild.id)) world.commands.delete(id);
}

/** The guilds that the bot is in, down or not. */
export function botGuilds(world: World): Guild[] {
  return [...world.guilds.values()].filter(({ members }) => members.has(world.bot.id));
}

/** Who shares none with the bot cannot write to it, nor be written to. */
export function sharesGuild(world: World, user: User): boolean {
  return botGuilds(world).some(({ members }) => members.has(user.id));
}
