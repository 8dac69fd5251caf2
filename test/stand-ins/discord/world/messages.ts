/** Messages: sent, edited, deleted. Who may do so is asked before; here it happens. */
import {
  type APIEmbed,
  type APIMessageInteractionMetadata,
  type APIMessageSnapshotFields,
  type APIMessageTopLevelComponent,
  GatewayDispatchEvents as Event,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  GatewayIntentBits as Intent,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
import { mentionsIn } from './mentions.ts';
import { dispatchedMessage } from './message-payload.ts';
import { numbered } from './rich.ts';
import type { Poll, Sticker } from './special-content.ts';
import type { AllowedMentions, Attachment, Channel, Message, Reference, User } from './state.ts';
import { editThread, isThread, joinThread } from './threads.ts';
import { findMessage, type World } from './world.ts';

export interface Sent {
  author: User;
  content?: string;
  type?: MessageType;
  embeds?: APIEmbed[];
  components?: APIMessageTopLevelComponent[];
  attachments?: Attachment[];
  flags?: number;
  allowedMentions?: AllowedMentions | undefined;
  nonce?: string | number | undefined;
  replyTo?: { messageId: string; channelId: string } | undefined;
  about?: Reference;
  sticker?: Sticker | undefined;
  poll?: Poll | undefined;
  forwarded?: APIMessageSnapshotFields;
  /** The first message of a forum's post has the post's id. */
  id?: string;
  /** Where an interaction is answered. */
  webhookId?: string;
  interaction?: APIMessageInteractionMetadata;
  onlyFor?: string;
}

export function sendMessage(world: World, channel: Channel, sent: Sent): Message {
  const { author, content = '', replyTo, allowedMentions, onlyFor } = sent;
  const type = sent.type ?? (replyTo === undefined ? MessageType.Default : MessageType.Reply);
  const repliedTo = authorOfReplied(world, { type, replyTo });
  const message: Message = {
    id: sent.id ?? world.snowflake(),
    channelId: channel.id,
    type,
    author,
    content,
    sentAtMs: world.clock.now(),
    editedAtMs: undefined,
    ...numbered({ embeds: sent.embeds ?? [], components: sent.components ?? [] }),
    attachments: sent.attachments ?? [],
    flags: (sent.flags ?? 0) | (onlyFor === undefined ? 0 : MessageFlags.Ephemeral),
    mentions: mentionsIn(world, channel, { author, content, allowed: allowedMentions, repliedTo }),
    allowedMentions,
    nonce: sent.nonce,
    replyTo,
    about: sent.about,
    reactions: [],
    threadId: undefined,
    webhookId: sent.webhookId,
    pinnedAtMs: undefined,
    sticker: sent.sticker,
    poll: sent.poll,
    forwarded: sent.forwarded,
    interaction: sent.interaction,
    onlyFor,
  };
  channel.messages.set(message.id, message);
  if (onlyFor === undefined) {
    channel.lastMessageId = message.id;
    touchThread(world, channel, message);
  }
  publishMessage(world, channel, message, Event.MessageCreate);
  return message;
}

export interface Edit {
  content?: string;
  embeds?: APIEmbed[];
  components?: APIMessageTopLevelComponent[];
  attachments?: Attachment[];
  flags?: number;
  allowedMentions?: AllowedMentions | undefined;
}

export function editMessage(world: World, channel: Channel, message: Message, edit: Edit): void {
  const { content = message.content, allowedMentions = message.allowedMentions } = edit;
  const { author } = message;
  const repliedTo = authorOfReplied(world, message);
  const { embeds = message.embeds, components = message.components } = edit;
  Object.assign(message, {
    content,
    ...numbered({ embeds, components }),
    attachments: edit.attachments ?? message.attachments,
    flags: edit.flags ?? message.flags,
    mentions: mentionsIn(world, channel, { author, content, allowed: allowedMentions, repliedTo }),
    allowedMentions,
    editedAtMs: world.clock.now(),
  } satisfies Partial<Message>);
  publishMessage(world, channel, message, Event.MessageUpdate);
}

export function deleteMessage(world: World, channel: Channel, message: Message): void {
  remove(channel, message);
  const d: GatewayMessageDeleteDispatchData = {
    id: message.id,
    channel_id: channel.id,
    ...(channel.guildId !== undefined && { guild_id: channel.guildId }),
  };
  world.publish({ t: Event.MessageDelete, d, ...scopeOf(channel, message) });
}

/** Many at once, of which is told in one event: a moderator's tool, or a ban. */
export function purgeMessages(world: World, channel: Channel, messages: readonly Message[]): void {
  for (const message of messages) remove(channel, message);
  const { id, guildId } = channel;
  const d: GatewayMessageDeleteBulkDispatchData = {
    ids: messages.map((message) => message.id),
    channel_id: id,
    ...(guildId !== undefined && { guild_id: guildId }),
  };
  const scope = guildId === undefined ? { intents: Intent.DirectMessages } : { guildId, intents: Intent.GuildMessages };
  world.publish({ t: Event.MessageDeleteBulk, d, channelId: id, ...scope });
}

function remove(channel: Channel, message: Message): void {
  channel.messages.delete(message.id);
  if (isThread(channel) && isCounted(channel, message)) channel.thread.deleted += 1;
}

/** As if the message had changed: Discord says so when a thread was started from it. */
export function announceMessage(world: World, channel: Channel, message: Message): void {
  publishMessage(world, channel, message, Event.MessageUpdate);
}

/** Whom a reply pings. A thread's first message points at another one as well, and pings nobody. */
function authorOfReplied(world: World, { type, replyTo }: Pick<Message, 'type' | 'replyTo'>): User | undefined {
  if (replyTo === undefined || type !== MessageType.Reply) return undefined;
  return findMessage(world, replyTo.channelId, replyTo.messageId)?.author;
}

/** Writing into a thread joins it, and wakes it where it was archived. */
function touchThread(world: World, channel: Channel, message: Message): void {
  const { type, author } = message;
  if (!isThread(channel) || type === MessageType.ThreadStarterMessage) return;
  if (isCounted(channel, message)) channel.thread.totalSent += 1;
  if (channel.thread.archived) editThread(world, channel, { archived: false });
  joinThread(world, channel, author);
}

/** What a thread was started with does not count, nor does what one person alone sees. */
function isCounted(channel: Channel, { id, type, onlyFor }: Message): boolean {
  return id !== channel.id && type !== MessageType.ThreadStarterMessage && onlyFor === undefined;
}

function publishMessage(world: World, channel: Channel, message: Message, t: Event): void {
  // Only the first telling repeats the sender's nonce.
  const nonce = t === Event.MessageCreate && message.nonce !== undefined && { nonce: message.nonce };
  world.publish({ t, d: { ...dispatchedMessage(world, message), ...nonce }, ...scopeOf(channel, message) });
}

function scopeOf(channel: Channel, message: Message) {
  const { guildId } = channel;
  return {
    channelId: channel.id,
    userId: message.author.id,
    hidden: message.onlyFor !== undefined,
    ...(guildId === undefined ? { intents: Intent.DirectMessages } : { guildId, intents: Intent.GuildMessages }),
  };
}
