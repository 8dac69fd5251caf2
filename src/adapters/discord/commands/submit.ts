/** What is done with a form that was sent off. */
import type { ModalSubmitInteraction } from 'discord.js';
import { readCustomId } from './custom-ids.ts';
import { decide } from './decide-draft.ts';
import { textOfForm } from './form-fields.ts';
import type { InteractionParts } from './parts.ts';
import { sayStale } from './press.ts';
import { runCommand } from './run-command.ts';

export async function submit(parts: InteractionParts, interaction: ModalSubmitInteraction): Promise<void> {
  const sent = readCustomId(interaction.customId);
  const text = textOfForm(interaction);
  if (sent?.kind === 'feedback') {
    const command = parts.commands.find('problem');
    if (!command?.menu) return sayStale(parts, interaction);
    const values = { [command.menu.fills]: sent.answerId, what: text };
    return runCommand(parts, { interaction, command, isPrivate: true, given: () => ({ values }) });
  }
  if (sent?.kind === 'draft' && sent.decision === 'edit' && interaction.isFromMessage()) {
    return decide(parts, interaction, { ...sent, text });
  }
  return sayStale(parts, interaction);
}
