/** Pins: what a channel keeps at hand, and the note that Discord writes about each. */
import {
  GatewayDispatchEvents as Event,
  type GatewayChannelPinsUpdateDispatchData,
  GatewayIntentBits as Intent,
  MessageType,
} from 'discord-api-types/v10';
import { announceMessage, sendMessage } from './messages.ts';
import type { Channel, Message, User } from './state.ts';
import type { World } from './world.ts';

type Pinned = Message & { pinnedAtMs: number };

/** False where it is pinned already. */
export function pinMessage(world: World, channel: Channel, message: Message, user: User): boolean {
  if (message.pinnedAtMs !== undefined) return false;
  message.pinnedAtMs = world.clock.now();
  announceMessage(world, channel, message);
  publishPins(world, channel);
  const about = { channelId: channel.id, messageId: message.id };
  sendMessage(world, channel, { author: user, type: MessageType.ChannelPinnedMessage, about });
  return true;
}

/** False where it was not pinned. */
export function unpinMessage(world: World, channel: Channel, message: Message): boolean {
  if (message.pinnedAtMs === undefined) return false;
  message.pinnedAtMs = undefined;
  announceMessage(world, channel, message);
  publishPins(world, channel);
  return true;
}

/** The last one first. */
export function pinsOf(channel: Channel): Pinned[] {
  const isPinned = (message: Message): message is Pinned => message.pinnedAtMs !== undefined;
  return [...channel.messages.values()].filter(isPinned).sort((one, other) => other.pinnedAtMs - one.pinnedAtMs);
}

function publishPins(world: World, channel: Channel): void {
  const { id, guildId } = channel;
  const [last] = pinsOf(channel);
  const d: GatewayChannelPinsUpdateDispatchData = {
    channel_id: id,
    last_pin_timestamp: last === undefined ? null : new Date(last.pinnedAtMs).toISOString(),
    ...(guildId !== undefined && { guild_id: guildId }),
  };
  const scope = guildId === undefined ? { intents: Intent.DirectMessages } : { guildId, intents: Intent.Guilds };
  world.publish({ t: Event.ChannelPinsUpdate, d, channelId: id, ...scope });
}
