import { type Command, describeOptions } from '../../../bot/index.ts';

/** What somebody who gives a role more to say has to know of Discord: it goes on hiding the commands from that role. */
export function visibilityNote(command: Command, values: Readonly<Record<string, unknown>>): string | undefined {
  const namesRole = describeOptions(command).some(({ kind, name }) => kind === 'role' && values[name] !== undefined);
  if (!namesRole) return undefined;
  return 'Discord shows commands by its own permissions, and bots cannot change that: to let a role see those that it may use now, add it to them under **Server Settings → Integrations**.';
}
