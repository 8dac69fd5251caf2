/** Which command a person means, and whether Discord would offer it to them there. */
import { ApplicationCommandType, InteractionContextType, PermissionFlagsBits as May } from 'discord-api-types/v10';
import {
  type Channel,
  type Command,
  channelPermissions,
  commandsOf,
  has,
  type User,
  type World,
} from '../world/index.ts';

const kinds = {
  [ApplicationCommandType.ChatInput]: 'slash command',
  [ApplicationCommandType.User]: 'user command',
  [ApplicationCommandType.Message]: 'message command',
} as const;

export type CommandKind = keyof typeof kinds;

/** Throws a sentence where the person could not have used it. */
export function commandFor(world: World, user: User, channel: Channel, kind: CommandKind, name: string): Command {
  const { guildId } = channel;
  const ofGuild = guildId === undefined ? [] : commandsOf(world, guildId);
  // Without the bot, its commands are gone from a server.
  const isThere = guildId === undefined || world.guilds.get(guildId)?.members.has(world.bot.id) === true;
  const all = isThere ? [...ofGuild, ...commandsOf(world, undefined)] : [];
  const offered = all.filter(({ type }) => type === kind);
  const command = offered.find((each) => each.name === name);
  if (command === undefined) {
    const names = offered.map((each) => `"${each.name}"`).join(', ') || 'none';
    throw new Error(`No ${kinds[kind]} "${name}" is registered; those that are: ${names}.`);
  }
  checkPlace(command, guildId);
  if (guildId !== undefined) checkMember(command, channelPermissions(world, channel, user.id), user);
  return command;
}

function checkPlace({ name, contexts, dm_permission: mayBeDirect }: Command, guildId: string | undefined): void {
  const here = guildId === undefined ? InteractionContextType.BotDM : InteractionContextType.Guild;
  if (contexts ? contexts.includes(here) : guildId !== undefined || mayBeDirect !== false) return;
  const place = guildId === undefined ? 'a direct message' : 'a server';
  throw new Error(`The command "${name}" is not offered in ${place}.`);
}

function checkMember({ name, default_member_permissions: needed }: Command, permissions: bigint, user: User): void {
  if (!has(permissions, May.ViewChannel | May.UseApplicationCommands)) {
    throw new Error(`${user.username} may use no commands in this channel.`);
  }
  // "0" is for administrators alone.
  const wanted = needed === null || needed === undefined ? 0n : BigInt(needed) || May.Administrator;
  if (has(permissions, wanted)) return;
  throw new Error(`${user.username} does not see the command "${name}": it needs the permissions ${needed}.`);
}
