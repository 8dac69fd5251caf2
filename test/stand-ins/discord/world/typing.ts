/** Somebody is typing. Nothing is remembered of it. */
import {
  GatewayDispatchEvents as Event,
  type GatewayTypingStartDispatchData,
  GatewayIntentBits as Intent,
} from 'discord-api-types/v10';
import { memberPayload } from './people-payloads.ts';
import type { Channel, User } from './state.ts';
import type { World } from './world.ts';

export function startTyping(world: World, channel: Channel, user: User): void {
  const { id, guildId } = channel;
  const member = guildId === undefined ? undefined : world.guilds.get(guildId)?.members.get(user.id);
  const d: GatewayTypingStartDispatchData = {
    channel_id: id,
    user_id: user.id,
    timestamp: Math.floor(world.clock.now() / 1000),
    ...(guildId !== undefined && { guild_id: guildId }),
    ...(member !== undefined && { member: memberPayload(member) }),
  };
  const intents = guildId === undefined ? Intent.DirectMessageTyping : Intent.GuildMessageTyping;
  world.publish({ t: Event.TypingStart, d, channelId: id, ...(guildId && { guildId }), intents, userId: user.id });
}
