/** What Discord itself writes into a guild's system channel, in the name of whom it is about. */
import type { MessageType } from 'discord-api-types/v10';
import { sendMessage } from './messages.ts';
import type { Guild, Message, User } from './state.ts';
import type { World } from './world.ts';

type Occasion = MessageType.UserJoin | MessageType.GuildBoost;

/** Undefined where the guild has no such channel. */
export function noteInSystemChannel(world: World, guild: Guild, author: User, type: Occasion): Message | undefined {
  const channel = world.channels.get(guild.systemChannelId ?? '');
  return channel && sendMessage(world, channel, { author, type });
}
