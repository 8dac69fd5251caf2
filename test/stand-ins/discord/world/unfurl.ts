/**
 * What is behind a message's links. Discord looks it up a moment after the message was sent and shows it underneath:
 * the message changes, though nobody has edited it.
 */
import { type APIEmbed, EmbedType, MessageFlags } from 'discord-api-types/v10';
import { announceMessage } from './messages.ts';
import type { Channel, Message } from './state.ts';
import type { World } from './world.ts';

/** False where there is nothing to show: no link, or its sender does not want it. */
export function unfurlLinks(world: World, channel: Channel, message: Message): boolean {
  // A link in angle brackets stays a link.
  const links = [...message.content.matchAll(/(?<!<)https?:\/\/[^\s>]+/g)].map(([url]) => url);
  if (links.length === 0 || (message.flags & MessageFlags.SuppressEmbeds) !== 0) return false;
  const shown = links.map((url): APIEmbed => ({ type: EmbedType.Link, url, title: new URL(url).hostname }));
  message.embeds = [...message.embeds, ...shown];
  announceMessage(world, channel, message);
  return true;
}
