/** What a person writes: messages, changes to them, reactions. */
import { MessageFlags } from 'discord-api-types/v10';
import {
  addReaction,
  type Channel,
  deleteMessage,
  editMessage,
  findReaction,
  type Message,
  readEmoji,
  removeReaction,
  sendMessage,
  storeAttachment,
  type Upload,
} from '../world/index.ts';
import { type Acting, channelOf, requireIn } from './allowed.ts';

export interface Writing {
  sends(channel: Channel, text: string, options?: SendOptions): Message;
  edits(message: Message, text: string): void;
  /** Her own, or as a moderator somebody else's. */
  deletes(message: Message): void;
  reacts(message: Message, emoji: string): void;
  unreacts(message: Message, emoji: string): void;
}

export interface SendOptions {
  replyTo?: Message;
  /** False where she switches off that the reply pings. */
  pings?: boolean;
  attachments?: Upload[];
  /** Named at the beginning of the text. */
  mentions?: { id: string }[];
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

  return {
    sends(channel, text, { replyTo, pings = true, attachments = [], mentions = [] } = {}) {
      requireIn(acting, channel, channel.thread === undefined ? 'SendMessages' : 'SendMessagesInThreads');
      if (attachments.length > 0) requireIn(acting, channel, 'AttachFiles');
      if (replyTo !== undefined) requireVisible(replyTo);
      const content = [...mentions.map(({ id }) => `<@${id}>`), text].filter((part) => part !== '').join(' ');
      return sendMessage(world, channel, {
        author: user,
        content,
        attachments: attachments.map((upload) => storeAttachment(world, channel, upload)),
        ...(replyTo !== undefined && { replyTo: { messageId: replyTo.id, channelId: replyTo.channelId } }),
        ...(!pings && { allowedMentions: { parse: ['users', 'roles', 'everyone'], replied_user: false } }),
      });
    },
    edits(message, text) {
      if (message.author !== user) throw new Error(`${user.username} did not write that message.`);
      editMessage(world, requireVisible(message), message, { content: text });
    },
    deletes(message) {
      const channel = requireVisible(message);
      if (message.author !== user && message.onlyFor !== user.id) requireIn(acting, channel, 'ManageMessages');
      deleteMessage(world, channel, message);
    },
    reacts(message, emoji) {
      const channel = requireVisible(message);
      if ((message.flags & MessageFlags.Ephemeral) !== 0) throw new Error('An ephemeral message takes no reactions.');
      const wanted = readEmoji(emoji);
      if (findReaction(message, wanted) === undefined) requireIn(acting, channel, 'AddReactions');
      if (addReaction(world, channel, message, user, wanted)) return;
      throw new Error(`${user.username} has reacted with ${emoji} already.`);
    },
    unreacts(message, emoji) {
      if (removeReaction(world, requireVisible(message), message, user, readEmoji(emoji))) return;
      throw new Error(`${user.username} has not reacted with ${emoji}.`);
    },
  };
}
