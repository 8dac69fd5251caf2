/** What Discord asks of commands beyond their form: how many, names, descriptions, and how options go together. */
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { NewCommand } from '../world/index.ts';
import { invalidForm, tooManyCommands, type WrongField } from './errors.ts';

const most: Record<number, number> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
};

/** Names, descriptions and choices of one command together. */
const maxCharacters = 8_000;

/** All commands of one place: global ones, or one guild's. */
export function checkCount(commands: readonly NewCommand[]): void {
  for (const [type, limit] of Object.entries(most)) {
    const ofType = commands.filter((each) => (each.type ?? ApplicationCommandType.ChatInput) === Number(type));
    if (ofType.length > limit) throw tooManyCommands(limit);
  }
}

export function checkCommand(command: NewCommand): void {
  const wrong = wrongIn(command, []);
  if (wrong.length > 0) throw invalidForm(wrong);
}

export function checkCommands(commands: readonly NewCommand[]): void {
  const wrong = commands.flatMap((command, at) => wrongIn(command, [String(at)]));
  const names = commands.map(({ name, type = ApplicationCommandType.ChatInput }) => `${type} ${name}`);
  for (const [at, name] of names.entries()) {
    const error = { code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message: 'Application command names must be unique' };
    if (names.indexOf(name) < at) wrong.push({ path: [String(at), 'name'], error });
  }
  if (wrong.length > 0) throw invalidForm(wrong);
}

function wrongIn(command: NewCommand, path: string[]): WrongField[] {
  const { name, type = ApplicationCommandType.ChatInput, description = '', options = [] } = command;
  if (type !== ApplicationCommandType.ChatInput) {
    const described = complain(
      [...path, 'description'],
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
      inMenus.description,
    );
    const filled = complain([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', inMenus.options);
    return [...(description === '' ? [] : [described]), ...(options.length === 0 ? [] : [filled])];
  }
  const size = sizeOf({ name, description, options });
  return [
    ...wrongNames(name, description, path),
    ...wrongOptions(options, [...path, 'options']),
    ...(size > maxCharacters
      ? [complain(path, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)')]
      : []),
  ];
}

const inMenus = { description: 'Context menus have no description', options: 'Context menus have no options' };

function wrongNames(name: string, description: string, path: string[]): WrongField[] {
  const wrong: WrongField[] = [];
  if (!/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name) || name !== name.toLowerCase()) {
    wrong.push(complain([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'));
  }
  if (description.length < 1 || description.length > 100) {
    wrong.push(complain([...path, 'description'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.'));
  }
  return wrong;
}

function wrongOptions(options: readonly APIApplicationCommandOption[], path: string[]): WrongField[] {
  const names = options.map(({ name }) => name);
  const each = options.flatMap((option, at) => {
    const here = [...path, String(at)];
    const isTaken = names.indexOf(option.name) < at;
    const taken = `Option name ${option.name} is already used in these options`;
    return [
      ...wrongNames(option.name, option.description, here),
      ...('options' in option ? wrongOptions(option.options ?? [], [...here, 'options']) : []),
      ...wrongChoices(option, here),
      ...(isTaken ? [complain([...here, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', taken)] : []),
    ];
  });
  return [...each, ...wrongOrder(options, path)];
}

/** What is offered beforehand is not completed while somebody types. */
function wrongChoices(option: APIApplicationCommandOption, path: string[]): WrongField[] {
  const completes = 'autocomplete' in option && option.autocomplete === true;
  if (!completes || !('choices' in option) || !Array.isArray(option.choices) || option.choices.length === 0) return [];
  const message = 'Choices and autocomplete cannot both be set';
  return [complain([...path, 'choices'], 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE', message)];
}

/** What is required comes first; subcommands stand among themselves. */
function wrongOrder(options: readonly APIApplicationCommandOption[], path: string[]): WrongField[] {
  const values = options.filter((option) => !isBranch(option));
  if (values.length > 0 && values.length < options.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
    return [complain(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message)];
  }
  const firstOptional = values.findIndex(({ required }) => required !== true);
  const late = values.findIndex(({ required }, at) => required === true && firstOptional >= 0 && at > firstOptional);
  if (late < 0) return [];
  const message = 'Required options must be placed before non-required options';
  return [complain([...path, String(late)], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message)];
}

function isBranch({ type }: APIApplicationCommandOption): boolean {
  return type === ApplicationCommandOptionType.Subcommand || type === ApplicationCommandOptionType.SubcommandGroup;
}

interface Sized {
  name: string;
  description: string;
  options?: readonly Sized[] | undefined;
  choices?: readonly { name: string; value: string | number }[] | undefined;
}

function sizeOf({ name, description, options = [], choices = [] }: Sized): number {
  const offered = choices.reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0);
  return options.reduce((sum, option) => sum + sizeOf(option), name.length + description.length + offered);
}

function complain(path: string[], code: string, message: string): WrongField {
  return { path, error: { code, message } };
}
