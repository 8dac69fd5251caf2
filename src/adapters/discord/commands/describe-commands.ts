/**
 * Quorum's commands as Discord wants them registered: a command of two words is a subcommand, one that is called on a
 * message has a menu of its own besides. Who is shown which, and why not more exactly: docs/decisions/command-visibility.md.
 */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits as May,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import { type Command, type Rank, ranks } from '../../../bot/index.ts';
import { cut } from './buttons.ts';
import { describeDiscordOptions } from './describe-options.ts';

export type WantedCommand = RESTPostAPIApplicationCommandsJSONBody;

/** What makes sense to somebody who is alone with Quorum; the rest is about a server. */
const inDirectMessages = new Set(['ask', 'why', 'level', 'feedback', 'forget', 'help', 'problem']);

export function describeCommands(list: readonly Command[]): WantedCommand[] {
  const groups = Map.groupBy(list, ({ name }) => name.split(' ', 1).join());
  const typed = [...groups].map(([name, commands]) => describeGroup(name, commands));
  const menus = list.flatMap((command) => (command.menu ? [describeMenu(command, command.menu.label)] : []));
  return [...typed, ...menus];
}

function describeGroup(name: string, commands: readonly Command[]): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const everywhere = { name, type: ApplicationCommandType.ChatInput as const, ...whoAndWhere(name, commands) };
  const [command] = commands;
  if (command?.name === name) {
    // Discord offers no command beside its own subcommands: a fault of ours.
    if (commands.length > 1) throw new Error(`/${name} has subcommands, and so cannot be called alone.`);
    return { ...everywhere, description: cut(command.description, 100), options: describeDiscordOptions(command) };
  }
  return {
    ...everywhere,
    description: cut(commands.map((each) => lastWord(each.name)).join(', '), 100),
    options: commands.map((each) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name: lastWord(each.name),
      description: cut(each.description, 100),
      options: describeDiscordOptions(each),
    })),
  };
}

function describeMenu(command: Command, label: string): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  return { name: label, type: ApplicationCommandType.Message, ...whoAndWhere(command.name, [command]) };
}

/** Subcommands are shown together or not at all: to whoever may use the least of them. */
function whoAndWhere(name: string, commands: readonly Command[]) {
  const least = ranks.find((rank) => commands.some(({ permission }) => permission === rank)) ?? 'manager';
  const { Guild, BotDM } = InteractionContextType;
  return {
    default_member_permissions: permissionsOf[least],
    contexts: inDirectMessages.has(name) ? [Guild, BotDM] : [Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
}

/** Null is everyone. Helpers are known by roles that are set in Quorum alone: Discord cannot tell them from others. */
const permissionsOf: Record<Rank, string | null> = {
  everyone: null,
  helper: null,
  moderator: String(May.ManageMessages),
  manager: String(May.ManageGuild),
};

function lastWord(name: string): string {
  return name.slice(name.indexOf(' ') + 1);
}
