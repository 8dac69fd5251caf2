/** What Discord asks of commands beyond their form: names, descriptions, the order of options, no name twice. */
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { NewCommand } from '../world/index.ts';
import { type FieldError, invalidForm } from './errors.ts';

interface Wrong {
  path: string[];
  error: FieldError;
}

export function checkCommands(commands: readonly NewCommand[]): void {
  const wrong = commands.flatMap((command, at) => wrongIn(command, commands.length > 1 ? [String(at)] : []));
  const names = commands.map(({ name, type = ApplicationCommandType.ChatInput }) => `${type} ${name}`);
  for (const [at, name] of names.entries()) {
    const error = { code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message: 'Application command names must be unique' };
    if (names.indexOf(name) < at) wrong.push({ path: [String(at), 'name'], error });
  }
  if (wrong.length > 0) throw invalidForm(wrong);
}

function wrongIn(command: NewCommand, path: string[]): Wrong[] {
  const { name, type = ApplicationCommandType.ChatInput, description = '', options = [] } = command;
  if (type !== ApplicationCommandType.ChatInput) {
    const error = {
      code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
      message: 'Context menus have no description',
    };
    return description === '' ? [] : [{ path: [...path, 'description'], error }];
  }
  return [...wrongNames(name, description, path), ...wrongOptions(options, [...path, 'options'])];
}

function wrongNames(name: string, description: string, path: string[]): Wrong[] {
  const wrong: Wrong[] = [];
  if (!/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name) || name !== name.toLowerCase()) {
    const error = { code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' };
    wrong.push({ path: [...path, 'name'], error });
  }
  if (description.length < 1 || description.length > 100) {
    const error = { code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' };
    wrong.push({ path: [...path, 'description'], error });
  }
  return wrong;
}

function wrongOptions(options: readonly APIApplicationCommandOption[], path: string[]): Wrong[] {
  const wrong: Wrong[] = [];
  let sawOptional = false;
  options.forEach((option, at) => {
    const here = [...path, String(at)];
    wrong.push(...wrongNames(option.name, option.description, here));
    if ('options' in option && option.options !== undefined) {
      wrong.push(...wrongOptions(option.options, [...here, 'options']));
    }
    const isGroup =
      option.type === ApplicationCommandOptionType.Subcommand ||
      option.type === ApplicationCommandOptionType.SubcommandGroup;
    if (isGroup) return;
    if (option.required === true && sawOptional) {
      const message = 'Required options must be placed before non-required options';
      wrong.push({ path: here, error: { code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message } });
    }
    sawOptional ||= option.required !== true;
  });
  return wrong;
}
