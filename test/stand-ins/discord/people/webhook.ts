/** An integration that posts through a webhook: it has a name, and is neither a member nor anybody's account. */
import type { APIEmbed } from 'discord-api-types/v10';
import { type Channel, type Message, sendMessage, type User, type World } from '../world/index.ts';

export interface Webhook {
  readonly id: string;
  sends(channel: Channel, text: string, options?: { embeds?: APIEmbed[] }): Message;
}

export function createWebhook(world: World, name: string): Webhook {
  const id = world.snowflake();
  // It is no user that the world knows: nobody can look it up.
  const author: User = { id, username: name, globalName: null, isBot: true, takesDirect: false };
  return {
    id,
    sends: (channel, text, { embeds = [] } = {}) =>
      sendMessage(world, channel, { author, content: text, embeds, webhookId: id }),
  };
}
