import { Failure } from '../../failure.ts';
import type { Rank } from '../platform.ts';
import { isAtLeast } from '../rank.ts';
import type { Call, Command, CommandForm, CommandParts, CommandReply, Suggestion } from './command.ts';
import { commandList } from './list.ts';
import { readOptions } from './read-options.ts';
import { refuseLower } from './refuse.ts';

/** Every command that people have, wherever they are: who may use which is decided here, once. */
export interface Commands {
  readonly list: readonly Command[];
  visibleTo(rank: Rank): readonly Command[];
  find(name: string): Command | undefined;
  /** Throws a `Failure` with a sentence for the member where they may not, or where an option is not as it should be. */
  run(name: string, rawOptions: unknown, call: GivenCall): Promise<CommandReply>;
  /** What is asked for before it runs; undefined where it has no form. Throws as `run` does. */
  form(name: string, given: Readonly<Record<string, unknown>>, call: GivenCall): Promise<CommandForm | undefined>;
  /** Completions of an option that is being typed; `others` are those typed so far. Never throws what a member typed. */
  suggest(
    name: string,
    option: string,
    typed: string,
    call: GivenCall,
    others?: Readonly<Record<string, unknown>>,
  ): Promise<Suggestion[]>;
}

/** A call as its platform tells of it. */
export type GivenCall = Omit<Call, 'parts' | 'rank'>;

/** What platforms show at most. */
const mostSuggestions = 25;

export function createCommands(parts: CommandParts, list: readonly Command[] = commandList): Commands {
  const find = (name: string) => list.find((command) => command.name === name);
  const rankIn = ({ actor, community }: GivenCall) => parts.bot.rankOf(actor, community.id);

  return {
    list,
    find,
    visibleTo: (rank) => list.filter(({ permission }) => isAtLeast(rank, permission)),

    async run(name, rawOptions, given) {
      const command = find(name);
      if (!command) throw noSuchCommand();
      const rank = await rankIn(given);
      refuseLower(rank, command.permission, `\`/${name}\``);
      return command.run(readOptions(command, rawOptions), { ...given, rank, parts });
    },

    async form(name, options, given) {
      const command = find(name);
      if (!command) throw noSuchCommand();
      const rank = await rankIn(given);
      refuseLower(rank, command.permission, `\`/${name}\``);
      return command.form?.(options, { ...given, rank, parts });
    },

    async suggest(name, option, typed, given, others = {}) {
      const command = find(name);
      const suggest = command?.suggest?.[option];
      if (!command || !suggest) return [];
      const rank = await rankIn(given);
      if (!isAtLeast(rank, command.permission)) return [];
      const suggestions = await suggest(typed, { ...given, rank, parts }, others);
      return suggestions.slice(0, mostSuggestions);
    },
  };
}

function noSuchCommand(): Failure {
  const memberText = 'I do not know this command. `/help` lists those that there are.';
  return new Failure('no-such-command', 'A command was called that there is not.', { memberText });
}
