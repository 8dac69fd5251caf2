/** What a person writes: messages, changes to them, reactions. */
import { PermissionFlagsBits as May, MessageFlags } from 'discord-api-types/v10';
import {
  addReaction,
  type Channel,
  clearReactions,
  deleteMessage,
  editMessage,
  findReaction,
  type Message,
  may,
  messagePayload,
  pinMessage,
  purgeMessages,
  readEmoji,
  removeReaction,
  sendMessage,
  sharesGuild,
  snapshotOf,
  storeAttachment,
  type Upload,
} from '../world/index.ts';
import { type Acting, channelOf, requireActive, requireIn, requireUnlocked } from './allowed.ts';

export interface Writing {
  sends(channel: Channel, text: string, options?: SendOptions): Message;
  /** Somebody's message, as it is by now, in another channel. */
  forwards(message: Message, to: Channel): Message;
  edits(message: Message, text: string): void;
  /** Her own, or as a moderator somebody else's. */
  deletes(message: Message): void;
  reacts(message: Message, emoji: string): void;
  unreacts(message: Message, emoji: string): void;
  /** As a moderator: everybody's reactions with one emoji, or all of them. */
  clears(message: Message, emoji?: string): void;
  pins(message: Message): void;
  /** Deletes many of a channel at once, as moderators' tools do. */
  purges(messages: readonly [Message, ...Message[]]): void;
}

export interface SendOptions {
  replyTo?: Message;
  /** False where she switches off that the reply pings. */
  pings?: boolean;
  attachments?: Upload[];
  /** By its name. */
  sticker?: string;
  /** For a day. */
  poll?: { question: string; answers: string[] };
  /** Named at the beginning of the text. */
  mentions?: { id: string }[];
}

const dayMs = 24 * 60 * 60_000;
/** With Nitro; without, half of it. */
const maxCharacters = 4_000;

/** Discord's own clients send neither nothing nor too much. */
function requireContent(content: string, { attachments = [], sticker, poll }: SendOptions): void {
  if ([...content].length > maxCharacters) throw new Error(`A person writes ${maxCharacters} characters at most.`);
  const hasMore = attachments.length > 0 || sticker !== undefined || poll !== undefined;
  if (content.trim() === '' && !hasMore) throw new Error('A person writes no empty message.');
}

export function createWriting(acting: Acting): Writing {
  const { world, user } = acting;

  function requireVisible(message: Message): Channel {
    const channel = channelOf(acting, message);
    requireIn(acting, channel, 'ViewChannel', 'ReadMessageHistory');
    const isHers = message.onlyFor === undefined || message.onlyFor === user.id;
    if (!isHers || !channel.messages.has(message.id)) throw new Error(`${user.username} does not see that message.`);
    return channel;
  }

  function requirePatience(channel: Channel): void {
    const waitsMs = channel.slowModeSeconds * 1_000;
    if (waitsMs === 0 || user.isBot || may(world, channel, user.id, May.BypassSlowmode)) return;
    const last = [...channel.messages.values()].findLast(({ author }) => author === user);
    if (last === undefined || world.clock.now() - last.sentAtMs >= waitsMs) return;
    throw new Error(`In "${channel.name}" ${user.username} has to wait ${channel.slowModeSeconds} s between messages.`);
  }

  function requireWriting(channel: Channel): void {
    requireIn(acting, channel, channel.thread === undefined ? 'SendMessages' : 'SendMessagesInThreads');
    requireUnlocked(acting, channel);
    requirePatience(channel);
    if (channel.guildId !== undefined || sharesGuild(world, user)) return;
    throw new Error(`${user.username} shares no server with the bot, and so cannot write to it.`);
  }

  return {
    sends(channel, text, options = {}) {
      const { replyTo, pings = true, attachments = [], mentions = [], sticker, poll } = options;
      requireWriting(channel);
      if (attachments.length > 0) requireIn(acting, channel, 'AttachFiles');
      if (poll !== undefined) requireIn(acting, channel, 'SendPolls');
      if (replyTo !== undefined) requireVisible(replyTo);
      const content = [...mentions.map(({ id }) => `<@${id}>`), text].filter((part) => part !== '').join(' ');
      requireContent(content, options);
      return sendMessage(world, channel, {
        author: user,
        content,
        attachments: attachments.map((upload) => storeAttachment(world, channel, upload)),
        sticker: sticker === undefined ? undefined : { id: world.snowflake(), name: sticker },
        poll: poll && { ...poll, endsAtMs: world.clock.now() + dayMs },
        ...(replyTo !== undefined && { replyTo: { messageId: replyTo.id, channelId: replyTo.channelId } }),
        ...(!pings && { allowedMentions: { parse: ['users', 'roles', 'everyone'], replied_user: false } }),
      });
    },
    forwards(message, to) {
      requireVisible(message);
      requireWriting(to);
      const about = { channelId: message.channelId, messageId: message.id };
      return sendMessage(world, to, { author: user, about, forwarded: snapshotOf(messagePayload(world, message)) });
    },
    edits(message, text) {
      if (message.author !== user) throw new Error(`${user.username} did not write that message.`);
      const channel = requireVisible(message);
      requireActive(channel);
      requireUnlocked(acting, channel);
      editMessage(world, channel, message, { content: text });
    },
    deletes(message) {
      const channel = requireVisible(message);
      if (message.author !== user && message.onlyFor !== user.id) requireIn(acting, channel, 'ManageMessages');
      deleteMessage(world, channel, message);
    },
    reacts(message, emoji) {
      const channel = requireVisible(message);
      requireActive(channel);
      if ((message.flags & MessageFlags.Ephemeral) !== 0) throw new Error('An ephemeral message takes no reactions.');
      const wanted = readEmoji(emoji);
      if (findReaction(message, wanted) === undefined) requireIn(acting, channel, 'AddReactions');
      if (addReaction(world, channel, message, user, wanted)) return;
      throw new Error(`${user.username} has reacted with ${emoji} already.`);
    },
    unreacts(message, emoji) {
      const channel = requireVisible(message);
      requireActive(channel);
      if (removeReaction(world, channel, message, user, readEmoji(emoji))) return;
      throw new Error(`${user.username} has not reacted with ${emoji}.`);
    },
    clears(message, emoji) {
      const channel = requireVisible(message);
      requireActive(channel);
      requireIn(acting, channel, 'ManageMessages');
      clearReactions(world, channel, message, emoji === undefined ? undefined : readEmoji(emoji));
    },
    purges(messages) {
      const channel = channelOf(acting, messages[0]);
      requireIn(acting, channel, 'ManageMessages');
      purgeMessages(world, channel, messages);
    },
    pins(message) {
      const channel = requireVisible(message);
      if (channel.guildId !== undefined) requireIn(acting, channel, 'PinMessages');
      if (!pinMessage(world, channel, message, user)) throw new Error('That message is pinned already.');
    },
  };
}
