/** Sending a message as the bot: permissions, replies, nonces, files. */
import { ChannelType, PermissionFlagsBits as May, MessageReferenceType } from 'discord-api-types/v10';
import { type Channel, type Message, may, type Sent, sendMessage, type Upload, type World } from '../world/index.ts';
import { requirePermissions, writingIn } from './access.ts';
import { invalidField, noDirectMessages, threadIsArchived, wrongChannelType } from './errors.ts';
import { allowedIn, attach, type MessageForm, readMessage, requireSomething } from './message-form.ts';
import { rememberNonce, sentBefore } from './nonces.ts';

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
  requireWriting(world, channel, uploads);
  const replyTo = replyIn(world, channel, form);
  const nonce = form.nonce ?? undefined;
  const earlier = form.enforce_nonce && nonce !== undefined ? sentBefore(world, channel, nonce) : undefined;
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
  rememberNonce(world, channel, message);
  return message;
}

function requireWriting(world: World, channel: Channel, uploads: readonly Upload[]): void {
  if (channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildCategory) throw wrongChannelType();
  if (channel.guildId === undefined) {
    // Who shares no guild with the bot cannot be written to.
    const others = channel.recipients.filter(({ id }) => id !== world.bot.id);
    const sharesGuild = [...world.guilds.values()].some(({ members }) => others.some(({ id }) => members.has(id)));
    if (!sharesGuild) throw noDirectMessages();
  }
  requirePermissions(world, channel, writingIn(channel));
  if (uploads.length > 0) requirePermissions(world, channel, May.AttachFiles);
  if (channel.thread?.locked === true && channel.thread.archived) {
    if (!may(world, channel, world.bot.id, May.ManageThreads)) throw threadIsArchived();
  }
}

function replyIn(world: World, channel: Channel, form: MessageForm): Sent['replyTo'] {
  const { message_reference: reference } = form;
  if (!reference || reference.type === MessageReferenceType.Forward) return undefined;
  const channelId = reference.channel_id ?? channel.id;
  if (channelId !== channel.id) {
    const message = 'Cannot reply to a message in a different channel';
    throw invalidField('message_reference', { code: 'MESSAGE_REFERENCE_CHANNEL_MISMATCH', message });
  }
  if (!channel.messages.has(reference.message_id)) {
    if (reference.fail_if_not_exists === false) return undefined;
    // It may have been deleted a moment ago, so this is no mistake of the sender.
    const error = { code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' };
    throw invalidField('message_reference', error, { isMistake: false });
  }
  requirePermissions(world, channel, May.ReadMessageHistory);
  return { messageId: reference.message_id, channelId };
}
