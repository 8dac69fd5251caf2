/** What the buttons and menus under Quorum's messages do. Whose they are is asked of the bot and the registry, at each press. */
import type { ButtonInteraction, StringSelectMenuInteraction } from 'discord.js';
import { acknowledge, reasonOf } from './acknowledge.ts';
import { actorOf } from './actor.ts';
import { type CommandPress, readCustomId } from './custom-ids.ts';
import { decide } from './decide-draft.ts';
import { mostInForm, toFields } from './form-fields.ts';
import { draftForm } from './forms.ts';
import { inTime } from './in-time.ts';
import { openForm } from './open-form.ts';
import { sentenceMessage } from './outgoing.ts';
import type { InteractionParts } from './parts.ts';
import { follow } from './response.ts';
import { runCommand } from './run-command.ts';
import { say, sayStale } from './say.ts';
import { turnOf } from './turn.ts';

export async function press(parts: InteractionParts, interaction: ButtonInteraction): Promise<void> {
  const pressed = readCustomId(interaction.customId);
  switch (pressed?.kind) {
    case 'stop':
      return stop(parts, interaction, pressed.questionId);
    case 'feedback': {
      const options = { answer: pressed.answerId };
      return openForm(parts, interaction, { kind: 'command', command: 'feedback', options, opensForm: true });
    }
    case 'why':
      return explainAnswer(parts, interaction, pressed.answerId);
    case 'draft':
      if (pressed.decision === 'edit') return openDraft(parts, interaction, pressed.draftId);
      return decide(parts, interaction, pressed);
    case 'command':
      return pressed.opensForm ? openForm(parts, interaction, pressed) : repeat(parts, interaction, pressed);
    default:
      return sayStale(parts, interaction);
  }
}

/** A community was chosen for direct messages. */
export async function choose(parts: InteractionParts, interaction: StringSelectMenuInteraction): Promise<void> {
  const pressed = readCustomId(interaction.customId);
  if (pressed?.kind !== 'dm') return sayStale(parts, interaction);
  if (await acknowledge(interaction.deferUpdate(), parts.log))
    await parts.choseCommunity(interaction, pressed.messageId);
}

async function stop(parts: InteractionParts, interaction: ButtonInteraction, questionId: string): Promise<void> {
  if (!(await acknowledge(interaction.deferUpdate(), parts.log))) return;
  const isStopped = await parts.bot.stop(questionId, actorOf(interaction));
  if (isStopped) return;
  const sentence = 'Only whoever asked, or a moderator, can stop this; or there is nothing to stop any more.';
  await follow(interaction, sentenceMessage(sentence), true);
}

async function explainAnswer(parts: InteractionParts, interaction: ButtonInteraction, answerId: string): Promise<void> {
  const command = parts.commands.list.find(({ name, menu }) => name === 'why' && menu?.on === 'answer');
  if (!command?.menu) return sayStale(parts, interaction);
  const values = { [command.menu.fills]: answerId };
  await runCommand(parts, { interaction, command, isPrivate: true, given: () => ({ values }) });
}

async function repeat(parts: InteractionParts, interaction: ButtonInteraction, pressed: CommandPress): Promise<void> {
  const { command: name, options: values } = pressed;
  const command = parts.commands.find(name);
  if (!command) return sayStale(parts, interaction);
  const isPrivate = command.isPrivate || values.private === true;
  await runCommand(parts, {
    ...{ interaction, command, isPrivate },
    ...turnOf(interaction, pressed),
    given: () => ({ values }),
  });
}

/** A form has to be the first answer, so that its text is looked up before anything is said. */
async function openDraft(parts: InteractionParts, interaction: ButtonInteraction, draftId: string): Promise<void> {
  const { clock, log } = parts;
  const reading = parts.draftText(draftId).catch((error: unknown) => {
    log.warn('A draft could not be read.', { reason: reasonOf(error) });
    return undefined;
  });
  const text = await inTime(clock, reading);
  if (text === undefined) return say(parts, interaction, 'I cannot find this draft: it may have been decided already.');
  const fields = toFields(text);
  if (!fields) {
    const limit = mostInForm.toLocaleString('en');
    const sentence = `It is longer than a form takes (${limit} characters): send it as it is, or drop it and answer yourself.`;
    return say(parts, interaction, sentence);
  }
  await acknowledge(interaction.showModal(draftForm(draftId, fields)), log);
}
