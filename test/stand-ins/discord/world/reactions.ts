/** Reactions: one per person, emoji and message. */
import {
  GatewayDispatchEvents as Event,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  GatewayIntentBits as Intent,
  ReactionType,
} from 'discord-api-types/v10';
import { memberPayload } from './people-payloads.ts';
import type { Channel, Emoji, Message, Reaction, User } from './state.ts';
import type { World } from './world.ts';

/** False where that person had reacted so already. */
export function addReaction(world: World, channel: Channel, message: Message, user: User, emoji: Emoji): boolean {
  const reaction = findReaction(message, emoji) ?? { emoji, userIds: [] };
  if (reaction.userIds.includes(user.id)) return false;
  if (!message.reactions.includes(reaction)) message.reactions.push(reaction);
  reaction.userIds.push(user.id);
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const member = guild?.members.get(user.id);
  const d: GatewayMessageReactionAddDispatchData = {
    ...whatAndWhere(channel, message, user, emoji),
    message_author_id: message.author.id,
    ...(member !== undefined && { member: memberPayload(member) }),
  };
  world.publish({ t: Event.MessageReactionAdd, d, ...scopeOf(channel), userId: user.id });
  return true;
}

/** False where there was none. */
export function removeReaction(world: World, channel: Channel, message: Message, user: User, emoji: Emoji): boolean {
  const reaction = findReaction(message, emoji);
  if (reaction === undefined || !reaction.userIds.includes(user.id)) return false;
  reaction.userIds = reaction.userIds.filter((id) => id !== user.id);
  if (reaction.userIds.length === 0) message.reactions = message.reactions.filter((each) => each !== reaction);
  const d: GatewayMessageReactionRemoveDispatchData = whatAndWhere(channel, message, user, emoji);
  world.publish({ t: Event.MessageReactionRemove, d, ...scopeOf(channel), userId: user.id });
  return true;
}

/** Takes away all of them, or all with one emoji, as a moderator does. */
export function clearReactions(world: World, channel: Channel, message: Message, emoji?: Emoji): void {
  const place = {
    channel_id: channel.id,
    message_id: message.id,
    ...(channel.guildId && { guild_id: channel.guildId }),
  };
  if (emoji === undefined) {
    message.reactions = [];
    world.publish({ t: Event.MessageReactionRemoveAll, d: place, ...scopeOf(channel) });
    return;
  }
  message.reactions = message.reactions.filter((each) => !isSame(each.emoji, emoji));
  world.publish({ t: Event.MessageReactionRemoveEmoji, d: { ...place, emoji }, ...scopeOf(channel) });
}

export function findReaction(message: Message, emoji: Emoji): Reaction | undefined {
  return message.reactions.find((each) => isSame(each.emoji, emoji));
}

/** `👍`, or `name:id` for a guild's own. */
export function readEmoji(text: string): Emoji {
  const [, name, id] = /^(\w+):(\d+)$/.exec(text) ?? [];
  return name !== undefined && id !== undefined ? { id, name } : { id: null, name: text };
}

function isSame(one: Emoji, other: Emoji): boolean {
  // The variation selector changes how an emoji looks, not which it is.
  const plain = (name: string) => name.replaceAll('\u{fe0f}', '');
  return one.id === other.id && (one.id !== null || plain(one.name) === plain(other.name));
}

function whatAndWhere(channel: Channel, message: Message, user: User, emoji: Emoji) {
  return {
    user_id: user.id,
    channel_id: channel.id,
    message_id: message.id,
    emoji,
    burst: false,
    type: ReactionType.Normal,
    ...(channel.guildId !== undefined && { guild_id: channel.guildId }),
  };
}

function scopeOf({ id, guildId }: Channel) {
  if (guildId === undefined) return { channelId: id, intents: Intent.DirectMessageReactions };
  return { channelId: id, guildId, intents: Intent.GuildMessageReactions };
}
