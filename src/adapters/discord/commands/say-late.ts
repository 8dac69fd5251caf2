import type { RepliableInteraction } from 'discord.js';
import { reasonOf } from './acknowledge.ts';
import { type Outgoing, sentenceMessage } from './outgoing.ts';
import type { InteractionParts } from './parts.ts';

export interface Late {
  interaction: RepliableInteraction;
  isPrivate: boolean;
  messages: readonly Outgoing[];
}

/** A command's reply that its interaction takes no more: an ordinary message, or a direct one where it was private. */
export async function sayLate(parts: InteractionParts, { interaction, isPrivate, messages }: Late): Promise<void> {
  const { user, channelId, id } = interaction;
  const isDirect = isPrivate || channelId === null;
  const surface = isDirect ? parts.directSurface(user.id, id) : parts.channelSurface(channelId, id, undefined);
  const texts = messages.filter(({ text }) => text !== '');
  const lost = sentenceMessage('What was attached could not be kept that long: please call the command again.');
  const all = messages.some(({ files }) => files.length > 0) ? [...texts, lost] : texts;
  try {
    for (const [at, { text, rows }] of all.entries()) await surface.send(at + 1, { text, components: rows });
  } catch (error) {
    parts.log.warn('A late reply to a command could not be shown.', { reason: reasonOf(error) });
  }
}
