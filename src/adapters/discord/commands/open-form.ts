/** The form of a command, opened by a button or by a menu on a message. */
import type { ButtonInteraction, MessageContextMenuCommandInteraction } from 'discord.js';
import type { CommandForm } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import { acknowledge, reasonOf } from './acknowledge.ts';
import { actorOf } from './actor.ts';
import type { CommandPress } from './custom-ids.ts';
import { mostInField } from './form-fields.ts';
import { commandForm } from './forms.ts';
import { inTime } from './in-time.ts';
import type { InteractionParts } from './parts.ts';
import { say, sayStale } from './say.ts';

/** A form has to be the first answer, so that what stands in it is looked up before anything is said. */
export async function openForm(
  parts: InteractionParts,
  interaction: ButtonInteraction | MessageContextMenuCommandInteraction,
  pressed: CommandPress,
): Promise<void> {
  const { clock, log, commands } = parts;
  const command = commands.find(pressed.command);
  if (!command?.form) return sayStale(parts, interaction);
  const looked = await inTime(
    clock,
    lookUp(parts, interaction, pressed).catch((error: unknown) => {
      const told = error instanceof Failure ? error.memberText : undefined;
      if (told === undefined) log.warn('A form could not be filled.', { reason: reasonOf(error) });
      return told;
    }),
  );
  if (looked === undefined) return say(parts, interaction, 'I could not open the form just now. Please try again.');
  if (typeof looked === 'string') return say(parts, interaction, looked);
  const isTooLong = looked.fields.some(({ value = '' }) => value.length > mostInField);
  if (isTooLong) {
    const limit = mostInField.toLocaleString('en');
    return say(parts, interaction, `It is longer than a form takes (${limit} characters): use \`/${command.name}\`.`);
  }
  await acknowledge(interaction.showModal(commandForm(pressed, command, looked)), log);
}

/** The form, or why there is none. */
async function lookUp(
  { commands, placeOf, signal }: InteractionParts,
  interaction: ButtonInteraction | MessageContextMenuCommandInteraction,
  { command, options }: CommandPress,
): Promise<CommandForm | string | undefined> {
  const place = await placeOf(interaction);
  if ('sentence' in place) return place.sentence;
  const call = { ...place, actor: actorOf(interaction), signal, progress() {} };
  return commands.form(command, options, call);
}
