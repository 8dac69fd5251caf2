/** Where channels are found: all by their ids, and a guild's with the guild. */
import type { Channel } from './state.ts';
import type { World } from './world.ts';

export function addChannel(world: World, channel: Channel): void {
  world.channels.set(channel.id, channel);
  world.guilds.get(channel.guildId ?? '')?.channels.set(channel.id, channel);
}

export function dropChannel(world: World, channel: Channel): void {
  world.channels.delete(channel.id);
  world.guilds.get(channel.guildId ?? '')?.channels.delete(channel.id);
}
