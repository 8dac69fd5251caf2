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

/** A draft is sent or dropped. Its buttons give way to who did it, so that no second moderator has to press them. */
export async function decide(
  parts: InteractionParts,
  interaction: ButtonInteraction | ModalMessageModalSubmitInteraction,
  { draftId, decision, text }: Decided,
): Promise<void> {
  if (!(await acknowledge(interaction.deferUpdate(), parts.log))) return;
  const actor = actorOf(interaction);
  const deciding = { draftId, decision, actor, ...(text !== undefined && { text }) };
  const { decided, sentence } = await parts.bot.decideDraft(deciding);
  if (decided !== null) {
    const components = [doneRow(`${done[decided]} by ${actor.name}`)];
    await interaction.editReply({ components, allowedMentions: { parse: [] } });
  }
  await follow(interaction, sentenceMessage(sentence), true);
}

const done = { sent: 'Sent', edited: 'Edited and sent', dropped: 'Dropped' };
