/** What is switched on for the application in Discord's developer portal, and what it cannot see without. */
import { type Privileged, withoutContent } from '../gateway/index.ts';
import { type Message, messagePayload, type World } from '../world/index.ts';

export interface Portal {
  privilegedIntents: readonly Privileged[];
}

/** A message as REST shows it: without the privilege its text is left out here, too, and not only at the gateway. */
export function shownMessage(world: World, portal: Portal, message: Message): unknown {
  const payload = messagePayload(world, message);
  if (portal.privilegedIntents.includes('messageContent')) return payload;
  const guildId = world.channels.get(message.channelId)?.guildId;
  return withoutContent('MESSAGE_CREATE', payload, world.bot.id, guildId);
}
