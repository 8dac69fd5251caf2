import { MessageFlags, type RepliableInteraction } from 'discord.js';
import { acknowledge } from './acknowledge.ts';
import type { InteractionParts } from './parts.ts';

/** An older Quorum wrote it, or nobody did. */
export async function sayStale(parts: InteractionParts, interaction: RepliableInteraction): Promise<void> {
  await say(parts, interaction, 'This is from an earlier time, and does nothing any more.');
}

/** A sentence of our own as the first answer, for whoever called alone. */
export async function say(
  { log }: InteractionParts,
  interaction: RepliableInteraction,
  content: string,
): Promise<void> {
  await acknowledge(interaction.reply({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } }), log);
}
