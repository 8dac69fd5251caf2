/** Application commands over REST: listed, registered one by one or all at once, for everyone or for one guild. */
import { type APIApplicationCommandOption, ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Command, commandsOf, editCommand, type NewCommand, putCommand, setCommands } from '../world/index.ts';
import { guildOf } from './access.ts';
import { checkCommand, checkCommands, checkCount } from './command-form.ts';
import { missingAccess, unknown } from './errors.ts';
import { readForm } from './message-form.ts';
import { type Answer, type Asked, created, done, ok, type Route } from './route.ts';

const commandForm = z.looseObject({
  name: z.string(),
  type: z.int().nullish(),
  description: z.string().nullish(),
  options: z
    .array(z.custom<APIApplicationCommandOption>((each) => typeof each === 'object' && each !== null))
    .nullish(),
});

const places = [
  '/applications/{application_id}/commands',
  '/applications/{application_id}/guilds/{guild_id}/commands',
] as const;

export const commandRoutes: Route[] = places.flatMap((place): Route[] => [
  { name: `GET ${place}`, answer: (asked) => ok(commandsOf(asked.world, guildIn(asked))) },
  {
    name: `PUT ${place}`,
    answer(asked) {
      const wanted = readForm(z.array(commandForm), asked.body).map(withoutNulls);
      checkCommands(wanted);
      checkCount(wanted);
      return ok(setCommands(asked.world, guildIn(asked), wanted));
    },
  },
  {
    name: `POST ${place}`,
    answer(asked) {
      const wanted = withoutNulls(readForm(commandForm, asked.body));
      checkCommand(wanted);
      const { type = ApplicationCommandType.ChatInput, name } = wanted;
      const before = commandsOf(asked.world, guildIn(asked));
      const isKnown = before.some((each) => each.name === name && each.type === type);
      if (!isKnown) checkCount([...before, wanted]);
      const command = putCommand(asked.world, guildIn(asked), wanted);
      return isKnown ? ok(command) : created(command);
    },
  },
  { name: `GET ${place}/{command_id}`, answer: (asked) => ok(commandIn(asked)) },
  {
    name: `PATCH ${place}/{command_id}`,
    answer(asked) {
      const changes = withoutNulls(readForm(commandForm.partial(), asked.body));
      const command = commandIn(asked);
      checkCommand({ ...command, ...changes });
      return ok(editCommand(asked.world, command, changes));
    },
  },
  {
    name: `DELETE ${place}/{command_id}`,
    answer(asked): Answer {
      asked.world.commands.delete(commandIn(asked).id);
      return done;
    },
  },
]);

/** Undefined where the commands for every guild are meant. */
function guildIn(asked: Asked): string | undefined {
  if (asked.params.application_id !== asked.world.applicationId) throw missingAccess();
  return asked.params.guild_id === undefined ? undefined : guildOf(asked).id;
}

function commandIn(asked: Asked): Command {
  const guildId = guildIn(asked);
  const command = asked.world.commands.get(asked.params.command_id ?? '');
  if (command === undefined || command.guild_id !== guildId) throw unknown('application command');
  return command;
}

/** Null is how a client says that it says nothing. */
function withoutNulls<T extends object>(form: T): T & NewCommand {
  const said = Object.entries(form).filter(([, value]) => value !== null && value !== undefined);
  // Safe: the description has validated what is left, and what is missing is optional.
  return Object.fromEntries(said) as T & NewCommand;
}
