/** What a person fills into a slash command, judged as Discord's own clients judge it before anything is sent. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import type { Command } from '../world/index.ts';

/** People, roles and channels are given by their ids. */
export type Values = Record<string, string | number | boolean>;

export interface Filled {
  name: string;
  type: Type;
  value?: string | number | boolean;
  options?: Filled[];
  focused?: true;
}

type Leaf = APIApplicationCommandBasicOption;

export interface Filling {
  command: Command;
  /** Of a subcommand: `['search']`, or a group and one of its commands. */
  path: string[];
  values: Values;
  /** The option that is being typed: what is missing is not missed yet. */
  focused?: string | undefined;
}

export function fillIn({ command, path, values, focused }: Filling): Filled[] {
  const { name, options = [] } = command;
  return descend(options, path, `/${name}`, (leaves, title) => fillLeaves(leaves, values, title, focused));
}

function descend(
  options: readonly APIApplicationCommandOption[],
  [step, ...rest]: string[],
  title: string,
  fill: (leaves: Leaf[], title: string) => Filled[],
): Filled[] {
  const branches = options.flatMap((each) =>
    each.type === Type.Subcommand || each.type === Type.SubcommandGroup ? [each] : [],
  );
  if (step === undefined) {
    if (branches.length > 0) throw new Error(`${title} needs one of: ${branches.map(({ name }) => name).join(', ')}.`);
    return fill(
      options.flatMap((each) => (isLeaf(each) ? [each] : [])),
      title,
    );
  }
  const branch = branches.find(({ name }) => name === step);
  if (branch === undefined) throw new Error(`${title} has no subcommand "${step}".`);
  return [{ name: step, type: branch.type, options: descend(branch.options ?? [], rest, `${title} ${step}`, fill) }];
}

function isLeaf(option: APIApplicationCommandOption): option is Leaf {
  return option.type !== Type.Subcommand && option.type !== Type.SubcommandGroup;
}

function fillLeaves(leaves: Leaf[], values: Values, title: string, focused: string | undefined): Filled[] {
  const unknownName = Object.keys(values).find((name) => !leaves.some((leaf) => leaf.name === name));
  if (unknownName !== undefined) throw new Error(`${title} has no option "${unknownName}".`);
  const missing = leaves.find(({ name, required }) => required === true && values[name] === undefined);
  if (missing !== undefined && focused === undefined) throw new Error(`${title} needs the option "${missing.name}".`);
  return leaves.flatMap((leaf) => {
    const value = values[leaf.name];
    if (value === undefined) return [];
    if (leaf.name === focused) {
      if ('autocomplete' in leaf && leaf.autocomplete === true) {
        return [{ name: leaf.name, type: leaf.type, value, focused: true as const }];
      }
      throw new Error(`The option "${leaf.name}" of ${title} completes nothing.`);
    }
    const wrong = whatIsWrong(leaf, value);
    if (wrong !== undefined) throw new Error(`The option "${leaf.name}" of ${title} ${wrong}.`);
    return [{ name: leaf.name, type: leaf.type, value }];
  });
}

function whatIsWrong(leaf: Leaf, value: string | number | boolean): string | undefined {
  if (leaf.type === Type.Boolean) return typeof value === 'boolean' ? undefined : 'takes true or false';
  if (leaf.type === Type.Integer || leaf.type === Type.Number) {
    if (typeof value !== 'number' || (leaf.type === Type.Integer && !Number.isInteger(value))) return 'takes a number';
    if ('min_value' in leaf && value < (leaf.min_value ?? -Infinity)) return `takes ${leaf.min_value} at least`;
    if ('max_value' in leaf && value > (leaf.max_value ?? Infinity)) return `takes ${leaf.max_value} at most`;
  } else if (typeof value !== 'string') return 'takes a text or an id';
  if (leaf.type === Type.String && typeof value === 'string') {
    const { length } = value;
    if ('min_length' in leaf && length < (leaf.min_length ?? 0)) return `takes ${leaf.min_length} characters at least`;
    if ('max_length' in leaf && length > (leaf.max_length ?? 6_000))
      return `takes ${leaf.max_length} characters at most`;
  }
  if ('choices' in leaf && leaf.choices !== undefined && leaf.choices.length > 0) {
    const offered: unknown[] = leaf.choices.map((choice) => choice.value);
    if (!offered.includes(value)) return `takes one of: ${offered.join(', ')}`;
  }
  return undefined;
}
