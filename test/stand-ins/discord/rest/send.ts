/** Sending a message as the bot: permissions, replies, nonces, files. */
import {
  ChannelType,
  PermissionFlagsBits as May,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10';
import {
  type Channel,
  type Message,
  may,
  type Sent,
  sendMessage,
  sharesGuild,
  type Upload,
  type World,
} from '../world/index.ts';
import { requirePermissions, writingIn } from './access.ts';
import {
  invalidField,
  noDirectMessages,
  noMessagesInForum,
  noReplyWithoutHistory,
  noSharedGuild,
  noTextChannel,
} from './errors.ts';
import { allowedIn, attach, type MessageForm, readMessage, requireSomething } from './message-form.ts';
import { rememberNonce, sentBefore } from './nonces.ts';
import { requireOpen } from './thread-state.ts';

export interface Sending {
  body: unknown;
  uploads: Upload[];
}

export function sendAsBot(
  world: World,
  channel: Channel,
  { body, uploads }: Sending,
  more: Partial<Sent> = {},
): Message {
  const form = readMessage(body);
  requireSomething(form, uploads);
  requireForAll(form);
  requireWriting(world, channel, uploads);
  const replyTo = replyIn(world, channel, form);
  const nonce = form.nonce ?? undefined;
  const earlier = form.enforce_nonce && nonce !== undefined ? sentBefore(world, nonce) : undefined;
  if (earlier !== undefined) return earlier;
  const maySendEmbeds = may(world, channel, world.bot.id, May.EmbedLinks);
  const message = sendMessage(world, channel, {
    author: world.bot,
    content: form.content ?? '',
    // Without the permission to embed, Discord drops them without a word.
    embeds: maySendEmbeds ? (form.embeds ?? []) : [],
    components: form.components ?? [],
    attachments: attach(world, channel, form, uploads),
    flags: form.flags ?? 0,
    allowedMentions: allowedIn(form),
    nonce,
    replyTo,
    ...more,
  });
  rememberNonce(world, message);
  return message;
}

/** Only what answers an interaction can be for one pair of eyes. */
function requireForAll({ flags }: MessageForm): void {
  if (((flags ?? 0) & MessageFlags.Ephemeral) === 0) return;
  throw invalidField('flags', { code: 'MESSAGE_FLAGS_INVALID', message: 'A message in a channel is for all.' });
}

function requireWriting(world: World, channel: Channel, uploads: readonly Upload[]): void {
  if (channel.type === ChannelType.GuildForum) throw noMessagesInForum();
  if (channel.type === ChannelType.GuildCategory) throw noTextChannel();
  if (channel.guildId === undefined) {
    const others = channel.recipients.filter(({ id }) => id !== world.bot.id);
    if (!others.every((each) => sharesGuild(world, each))) throw noSharedGuild();
    if (others.some(({ takesDirect }) => !takesDirect)) throw noDirectMessages();
  }
  requirePermissions(world, channel, writingIn(channel));
  if (uploads.length > 0) requirePermissions(world, channel, May.AttachFiles);
  requireOpen(world, channel);
}

/** What is not Discord's own note. */
const takesReplies = new Set([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

function replyIn(world: World, channel: Channel, form: MessageForm): Sent['replyTo'] {
  const { message_reference: reference } = form;
  if (!reference || reference.type === MessageReferenceType.Forward) return undefined;
  const channelId = reference.channel_id ?? channel.id;
  if (channelId !== channel.id) {
    const message = 'Cannot reply to a message in a different channel';
    throw invalidField('message_reference', { code: 'MESSAGE_REFERENCE_CHANNEL_MISMATCH', message });
  }
  const replied = channel.messages.get(reference.message_id);
  // An ephemeral message is there for one pair of eyes alone.
  if (replied === undefined || replied.onlyFor !== undefined) {
    if (reference.fail_if_not_exists === false) return undefined;
    // It may have been deleted a moment ago, so this is no mistake of the sender.
    const error = { code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' };
    throw invalidField('message_reference', error, { isMistake: false });
  }
  if (!may(world, channel, world.bot.id, May.ReadMessageHistory)) throw noReplyWithoutHistory();
  if (!takesReplies.has(replied.type)) {
    const error = { code: 'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE', message: 'Cannot reply to a system message' };
    throw invalidField('message_reference', error);
  }
  return { messageId: reference.message_id, channelId };
}
