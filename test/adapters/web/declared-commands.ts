import { z } from 'zod';
import { defineCommand } from '../../../src/bot/commands/command.ts';
import type { Command } from '../../../src/bot/index.ts';

export { fileOption, roleOption, roomOption } from '../../../src/bot/commands/options.ts';

/** A command that a test makes up, with what the test does not care about. */
export function declare<Options extends z.ZodObject = z.ZodObject<Record<never, never>>>(
  command: Pick<Command<Options>, 'name' | 'run'> & Partial<Command<Options>>,
): Command {
  // where no options are given, none is their shape
  const options = (command.options ?? z.object({})) as Options;
  return defineCommand<Options>({
    description: 'Does something',
    permission: 'manager',
    isPrivate: true,
    ...command,
    options,
  });
}
