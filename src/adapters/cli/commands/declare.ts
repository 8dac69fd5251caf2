/** The commands that people have everywhere, as the command line has them: made from their declarations, where the terminal has none of its own. */
import { Argument, type Command as CommandLine, Option } from 'commander';
import { type Command, commandList, describeOptions, type OptionDescription } from '../../../bot/index.ts';
import type { CliParts, OpenQuorum } from '../quorum.ts';
import { runCommand } from './run-command.ts';

/** Commander's own `help` lists what a terminal has. */
const leftToCommander = ['help'];

export function declareCommands(
  program: CommandLine,
  parts: CliParts,
  using: (work: (quorum: OpenQuorum) => Promise<number>) => Promise<void>,
  commands: readonly Command[] = commandList,
): void {
  for (const command of commands) {
    if (leftToCommander.includes(command.name)) continue;
    const words = command.name.split(' ');
    const own = words.pop() ?? '';
    const group = words.reduce((within, word) => childOf(within, word) ?? declareGroup(within, word), program);
    if (childOf(group, own)) continue;
    const options = describeOptions(command);
    const line = group.command(own).description(sentence(command.description));
    for (const option of options) declareOption(line, option);
    line.option('--json', 'print it as JSON');
    line.action(async () => {
      const values = line.opts<Record<string, unknown>>();
      const given = {
        ...values,
        ...Object.fromEntries(argumentsOf(options).map(({ name }, at) => [name, line.processedArgs[at]])),
      };
      await using((quorum) =>
        runCommand(parts, quorum, { command, options, given: byName(options, given), json: values.json === true }),
      );
    });
  }
}

function childOf(line: CommandLine, name: string): CommandLine | undefined {
  return line.commands.find((each) => each.name() === name);
}

function declareGroup(within: CommandLine, name: string): CommandLine {
  return within.command(name).description(`commands on ${name}`);
}

/** What must be given is written without its name; a file, a room and a role are options like the others. */
function argumentsOf(options: readonly OptionDescription[]): OptionDescription[] {
  return options.filter(({ required }) => required);
}

function declareOption(line: CommandLine, { name, kind, description, required, choices }: OptionDescription): void {
  const meaning = kind === 'boolean' && required ? `${sentence(description)} (yes or no)` : sentence(description);
  if (required) {
    const argument = new Argument(`<${name}>`, meaning);
    line.addArgument(choices ? argument.choices(choices) : argument);
    return;
  }
  const option = new Option(kind === 'boolean' ? `--${name}` : `--${name} <${valueWords[kind]}>`, meaning);
  line.addOption(choices ? option.choices(choices) : option);
}

const valueWords: Record<OptionDescription['kind'], string> = {
  text: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'yes-or-no',
  choice: 'choice',
  file: 'path',
  room: 'name',
  role: 'id',
};

/** Commander spells `holds-for` as `holdsFor`. */
function byName(options: readonly OptionDescription[], given: Record<string, unknown>): Record<string, unknown> {
  const spelt = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(options.map(({ name }) => [name, given[name] ?? given[spelt(name)]]));
}

/** The terminal's own descriptions begin small. */
function sentence(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
