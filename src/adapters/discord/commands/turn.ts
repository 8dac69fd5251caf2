import { type ButtonInteraction, MessageFlags, type ModalSubmitInteraction } from 'discord.js';
import type { CommandPress } from './custom-ids.ts';
import type { Called } from './run-command.ts';

/** How a reply that is one member's alone is turned, as one turns a page; where others see it, it stays for them. */
export function turnOf(
  interaction: ButtonInteraction | ModalSubmitInteraction,
  { turns }: CommandPress,
): Pick<Called, 'turn'> {
  const isOwn = interaction.message?.flags.has(MessageFlags.Ephemeral) === true;
  if (!turns || !isOwn) return {};
  if (interaction.isButton() || interaction.isFromMessage()) return { turn: () => interaction.deferUpdate() };
  return {};
}
