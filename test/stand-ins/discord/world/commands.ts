/** The application's commands, for every guild or for one, as REST registers them. */
import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { Command } from './state.ts';
import type { World } from './world.ts';

/** What a registration may say; the description was validated before. */
export type NewCommand = Partial<Omit<APIApplicationCommand, 'id' | 'application_id' | 'version'>> & { name: string };

export function commandsOf(world: World, guildId: string | undefined): Command[] {
  return [...world.commands.values()].filter((command) => command.guild_id === guildId);
}

/** All of that guild's, or all global ones, become these; those that keep their name and type keep their id. */
export function setCommands(world: World, guildId: string | undefined, wanted: NewCommand[]): Command[] {
  const before = commandsOf(world, guildId);
  for (const { id } of before) world.commands.delete(id);
  return wanted.map((each) => store(world, guildId, each, before.find(isSame(each))?.id));
}

/** One more, or another one in place of that with the same name and type. */
export function putCommand(world: World, guildId: string | undefined, wanted: NewCommand): Command {
  return store(world, guildId, wanted, commandsOf(world, guildId).find(isSame(wanted))?.id);
}

export function editCommand(world: World, command: Command, changes: Partial<NewCommand>): Command {
  return store(world, command.guild_id, { ...command, ...changes }, command.id);
}

const isSame =
  ({ name, type = ApplicationCommandType.ChatInput }: NewCommand) =>
  (other: Command) =>
    other.name === name && other.type === type;

function store(world: World, guildId: string | undefined, wanted: NewCommand, knownId: string | undefined): Command {
  const { name, type = ApplicationCommandType.ChatInput, description = '', options } = wanted;
  const command: Command = {
    id: knownId ?? world.snowflake(),
    application_id: world.applicationId,
    version: world.snowflake(),
    name,
    type,
    description,
    default_member_permissions: wanted.default_member_permissions ?? null,
    nsfw: wanted.nsfw ?? false,
    name_localizations: wanted.name_localizations ?? null,
    description_localizations: wanted.description_localizations ?? null,
    ...(guildId !== undefined && { guild_id: guildId }),
    ...(guildId === undefined && {
      dm_permission: wanted.dm_permission ?? true,
      contexts: wanted.contexts ?? null,
      integration_types: wanted.integration_types ?? [0],
    }),
    // Discord leaves an empty list of options out.
    ...(options !== undefined && options.length > 0 && { options: options.map(withoutNulls) }),
  };
  world.commands.set(command.id, command);
  return command;
}

/** discord.js sends nulls and undefined for what is not set; Discord answers without them. */
function withoutNulls(option: APIApplicationCommandOption): APIApplicationCommandOption {
  const set = Object.entries(option).filter(([, value]) => value !== null && value !== undefined);
  const entries = set.map(([key, value]) => [key, key === 'options' ? value.map(withoutNulls) : value]);
  // Safe: only keys without a value are gone.
  return Object.fromEntries(entries) as APIApplicationCommandOption;
}
