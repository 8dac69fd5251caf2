import { type Message, MessageType } from 'discord.js';

/** A message as Quorum reads it: who it speaks to, and what it says. */
export interface ReadMessage {
  /** What it says, without the mention of Quorum, names in the place of ids. */
  text: string;
  addressed: 'mention' | 'reply' | 'direct' | 'none';
  addressesSomeone: boolean;
  /** The message that it replies to. */
  repliesTo: string | undefined;
  /** The people that it mentions, Quorum left out. */
  mentions: string[];
}

const written: ReadonlySet<MessageType> = new Set([MessageType.Default, MessageType.Reply]);

/** Whether a person wrote it: bots, webhooks and Discord itself are not answered. */
export function isByPerson(message: Message): boolean {
  const { author, webhookId, system, type } = message;
  return !author.bot && !author.system && webhookId === null && !system && written.has(type);
}

/** Reads a message that a person wrote; `isOurs` says whether the message that it replies to is Quorum's. */
export function readMessage(message: Message, selfId: string, isOurs: boolean): ReadMessage {
  const repliesTo = message.reference?.messageId;
  const ownRole = message.guild?.members.me?.roles.botRole?.id;
  const isMentioned =
    new RegExp(`<@!?${selfId}>`).test(message.content) ||
    (ownRole !== undefined && message.content.includes(`<@&${ownRole}>`));
  const others = [...message.mentions.users.keys()].filter((id) => id !== selfId && id !== message.author.id);
  const isToSelf = message.mentions.repliedUser?.id === message.author.id;
  const roles = [...message.mentions.roles.keys()].filter((id) => id !== ownRole);
  return {
    text: textOf(message, selfId, ownRole),
    addressed: message.guildId === null ? 'direct' : isMentioned ? 'mention' : isOurs ? 'reply' : 'none',
    addressesSomeone:
      others.length > 0 ||
      roles.length > 0 ||
      message.mentions.everyone ||
      (repliesTo !== undefined && !isOurs && !isToSelf),
    repliesTo,
    mentions: others,
  };
}

/** A post and its first message have one id. */
export function opensPost(message: Message): boolean {
  return message.channel.isThread() && message.id === message.channelId;
}

/** A post's title is the first line of its question. */
export function titleOf(message: Message): string {
  return opensPost(message) && message.channel.isThread() ? message.channel.name : '';
}

function textOf(message: Message, selfId: string, ownRole: string | undefined): string {
  const ours = new RegExp(`<@!?${selfId}>${ownRole === undefined ? '' : `|<@&${ownRole}>`}`, 'g');
  return message.content
    .replace(ours, ' ')
    .replace(/<@!?(\d+)>/g, (_, id: string) => `@${nameOf(message, id)}`)
    .replace(/<@&(\d+)>/g, (_, id: string) => `@${message.guild?.roles.cache.get(id)?.name ?? 'role'}`)
    .replace(/<#(\d+)>/g, (_, id: string) => `#${channelName(message, id)}`)
    .replace(/<a?(:\w+:)\d+>/g, '$1')
    .replace(/[ \t]+\n/g, '\n')
    .trim();
}

function nameOf(message: Message, id: string): string {
  const user = message.mentions.users.get(id);
  return user?.displayName ?? 'member';
}

function channelName(message: Message, id: string): string {
  const channel = message.guild?.channels.cache.get(id);
  return channel?.name ?? 'channel';
}
