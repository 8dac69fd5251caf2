/** A command's options as Discord wants them, and the names under which it sends them back. */
import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType as Type } from 'discord.js';
import { type Command, describeOptions, type OptionDescription } from '../../../bot/index.ts';
import { cut } from './buttons.ts';

const mostOptions = 25;
const mostChoices = 25;
const mostCharacters = 6_000;

export function describeDiscordOptions(command: Command): APIApplicationCommandBasicOption[] {
  const described = describeOptions(command);
  if (described.length > mostOptions) throw new Error(`/${command.name} has more options than Discord shows.`);
  const required = described.filter((option) => option.required);
  const optional = described.filter((option) => !option.required);
  return [...required, ...optional].map(describeOption);
}

/** Discord's names have no capitals: `dryRun` is `dry-run` there. */
export function discordName(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function describeOption(option: OptionDescription): APIApplicationCommandBasicOption {
  const { kind, min, max } = option;
  const base = {
    name: discordName(option.name),
    description: cut(option.description || option.name, 100),
    required: option.required,
  };
  switch (kind) {
    case 'boolean':
      return { ...base, type: Type.Boolean };
    case 'room':
      return { ...base, type: Type.Channel };
    case 'role':
      return { ...base, type: Type.Role };
    case 'file':
      return { ...base, type: Type.Attachment };
    case 'integer':
    case 'number': {
      const limits = { ...(isSmall(min) && { min_value: min }), ...(isSmall(max) && { max_value: max }) };
      const type = kind === 'integer' ? Type.Integer : Type.Number;
      return { ...base, ...limits, type, ...(option.suggests && { autocomplete: true }) };
    }
    case 'choice':
    case 'text':
      return { ...base, ...limitsOfText(option), ...offersOf(option), type: Type.String };
  }
}

function limitsOfText({ kind, min, max }: OptionDescription) {
  if (kind === 'choice') return {};
  return {
    ...(min !== undefined && { min_length: Math.min(min, mostCharacters) }),
    ...(max !== undefined && { max_length: Math.max(1, Math.min(max, mostCharacters)) }),
  };
}

/** Choices that stand fast, or completions while it is typed: Discord has either. */
function offersOf({ choices = [], suggests }: OptionDescription) {
  if (suggests) return { autocomplete: true as const };
  if (choices.length === 0 || choices.length > mostChoices) return {};
  return { choices: choices.map((choice) => ({ name: cut(choice, 100), value: choice })) };
}

/** Zod's limits of an integer are no limits that anybody set. */
function isSmall(limit: number | undefined): limit is number {
  return limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
}
