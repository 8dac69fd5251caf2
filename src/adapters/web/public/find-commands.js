/** Which commands are meant by what was typed after a slash: best first, and otherwise in their own order. */

/** @import { CommandForm } from './command-wire.d.ts' */

/**
 * @param {readonly CommandForm[]} commands
 * @param {string} text all that is typed
 * @returns {{ command: CommandForm, rest: string }[]} `rest` is what follows the command's name
 */
export function findCommands(commands, text) {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const typed = text.slice(1).trimStart();
  const lower = typed.toLowerCase();
  const ranked = commands.flatMap((command) => {
    const rank = rankOf(command.name, lower);
    const rest = lower.startsWith(`${command.name} `) ? typed.slice(command.name.length).trim() : '';
    return rank === undefined ? [] : [{ command, rest, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.map(({ command, rest }) => ({ command, rest }));
}

/** @param {string} name @param {string} typed */
function rankOf(name, typed) {
  if (name === typed.trimEnd()) return 0;
  if (name.startsWith(typed)) return 1;
  if (typed.startsWith(`${name} `)) return 2;
  return name.split(' ').some((word) => word.startsWith(typed)) ? 3 : undefined;
}
