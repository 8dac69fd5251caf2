/** Where an interaction that was acknowledged gets its answer, for the fourteen minutes in which Discord surely takes it. */
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Clock } from '../../../clock.ts';
import type { Outgoing } from './outgoing.ts';

/** A token lives for fifteen minutes; the last one is for what is on its way. */
const openMs = 14 * 60_000;

/** When an answer must go elsewhere. Of Discord's clock and ours, the earlier counts. */
export function closesAtMs({ createdTimestamp }: { createdTimestamp: number }, clock: Pick<Clock, 'now'>): number {
  return Math.min(createdTimestamp, clock.now()) + openMs;
}

/** The first message takes the place of "is thinking …"; the others follow it, and are seen by whoever sees it. */
export async function respond(
  interaction: RepliableInteraction,
  messages: readonly Outgoing[],
  isPrivate: boolean,
): Promise<void> {
  for (const [at, message] of messages.entries()) {
    if (at > 0) await follow(interaction, message, isPrivate);
    else await interaction.editReply({ ...bodyOf(message), flags: MessageFlags.SuppressEmbeds });
  }
}

/** Seen by whoever called alone. A public "is thinking …" is taken back first: what fills it is as public. */
export async function whisper(
  interaction: RepliableInteraction,
  message: Outgoing,
  { isPrivate }: { isPrivate: boolean },
): Promise<void> {
  if (isPrivate) return respond(interaction, [message], true);
  await interaction.deleteReply();
  await follow(interaction, message, true);
}

/** One more message, apart from what the interaction was made on. */
export async function follow(interaction: RepliableInteraction, message: Outgoing, isPrivate: boolean): Promise<void> {
  const flags: (MessageFlags.Ephemeral | MessageFlags.SuppressEmbeds)[] = [MessageFlags.SuppressEmbeds];
  if (isPrivate) flags.push(MessageFlags.Ephemeral);
  await interaction.followUp({ ...bodyOf(message), flags });
}

function bodyOf({ text, rows, files }: Outgoing) {
  return { content: text, components: rows, files, allowedMentions: { parse: [] } };
}
