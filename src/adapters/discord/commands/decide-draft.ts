import type { ButtonInteraction, ModalMessageModalSubmitInteraction } from 'discord.js';
import { acknowledge } from './acknowledge.ts';
import { actorOf } from './actor.ts';
import { doneRow } from './buttons.ts';
import type { DraftDecision } from './custom-ids.ts';
import { sentenceMessage } from './outgoing.ts';
import type { InteractionParts } from './parts.ts';
import { follow } from './response.ts';

export interface Decided {
  draftId: string;
  decision: DraftDecision;
  /** What an edit made of it. */
  text?: string;
}

/** A draft is sent or dropped. The bot has its buttons give way to who did it; where they were left behind, they go now. */
export async function decide(
  parts: InteractionParts,
  interaction: ButtonInteraction | ModalMessageModalSubmitInteraction,
  { draftId, decision, text }: Decided,
): Promise<void> {
  if (!(await acknowledge(interaction.deferUpdate(), parts.log))) return;
  const actor = actorOf(interaction);
  const deciding = { draftId, decision, actor, ...(text !== undefined && { text }) };
  const { decided, sentence, isOver } = await parts.bot.decideDraft(deciding);
  if (decided === null && isOver) {
    await interaction.editReply({ components: [doneRow(sentence)], allowedMentions: { parse: [] } });
  }
  await follow(interaction, sentenceMessage(sentence), true);
}
