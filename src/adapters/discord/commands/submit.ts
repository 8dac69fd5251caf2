/** What is done with a form that was sent off. */
import type { ModalSubmitInteraction } from 'discord.js';
import { type CommandPress, readCustomId } from './custom-ids.ts';
import { decide } from './decide-draft.ts';
import { textOfForm } from './form-fields.ts';
import { filledIn } from './forms.ts';
import type { InteractionParts } from './parts.ts';
import { runCommand } from './run-command.ts';
import { sayStale } from './say.ts';
import { turnOf } from './turn.ts';

export async function submit(parts: InteractionParts, interaction: ModalSubmitInteraction): Promise<void> {
  const sent = readCustomId(interaction.customId);
  if (sent?.kind === 'command' && sent.opensForm) return runFilled(parts, interaction, sent);
  if (sent?.kind === 'draft' && sent.decision === 'edit' && interaction.isFromMessage()) {
    return decide(parts, interaction, { ...sent, text: textOfForm(interaction) });
  }
  return sayStale(parts, interaction);
}

async function runFilled(
  parts: InteractionParts,
  interaction: ModalSubmitInteraction,
  sent: CommandPress,
): Promise<void> {
  const command = parts.commands.find(sent.command);
  if (!command) return sayStale(parts, interaction);
  const values = { ...filledIn(interaction), ...sent.options };
  await runCommand(parts, {
    ...{ interaction, command, isPrivate: command.isPrivate },
    ...turnOf(interaction, sent),
    given: () => ({ values }),
  });
}
