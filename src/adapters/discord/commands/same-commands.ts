/** Whether what Discord has registered is what is wanted, whatever it adds or leaves out of its own accord. */
import { ApplicationCommandType } from 'discord.js';

/** What it gives a command by itself. */
const itsOwn = new Set(['id', 'application_id', 'guild_id', 'version', 'dm_permission', 'handler']);
/** Lists of which only the members matter. */
const unordered = new Set(['contexts', 'integration_types']);

export function areSameCommands(wanted: readonly object[], registered: readonly object[]): boolean {
  return asText(wanted) === asText(registered);
}

function asText(commands: readonly object[]): string {
  const withType = commands.map((command) => ({ type: ApplicationCommandType.ChatInput, ...command }));
  const settled = withType.map((command) => {
    const own = Object.entries(command).filter(([key]) => !itsOwn.has(key));
    return JSON.stringify(settle(Object.fromEntries(own)));
  });
  return settled.sort().join('\n');
}

/** Keys in order; without what says nothing: null, false, empty. */
function settle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settle);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, each]) => !saysNothing(each));
  const entries = said.map(([key, each]) => [key, unordered.has(key) ? [...each].sort() : settle(each)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
