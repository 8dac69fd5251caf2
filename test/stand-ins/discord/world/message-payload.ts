/** Messages as Discord writes them, seen by the bot. */
import {
  type APIAttachment,
  type APIMessage,
  type APIReaction,
  type APIUser,
  MessageFlags,
  MessageReferenceType,
} from 'discord-api-types/v10';
import { threadPayload } from './channel-payload.ts';
import { memberWithoutUser, userPayload } from './people-payloads.ts';
import { specialContent } from './special-content.ts';
import type { Attachment, Member, Message, Reaction } from './state.ts';
import { findMessage, type World } from './world.ts';

export function messagePayload(world: World, message: Message): APIMessage {
  const { replyTo } = message;
  const payload = withoutReply(world, message);
  if (replyTo === undefined) return payload;
  const replied = findMessage(world, replyTo.channelId, replyTo.messageId);
  return { ...payload, referenced_message: replied === undefined ? null : withoutReply(world, replied) };
}

/** As the gateway says it: with the guild, and with the members behind the author and the mentions. */
export function dispatchedMessage(world: World, message: Message): APIMessage & { guild_id?: string } {
  const channel = world.channels.get(message.channelId);
  const guild = channel?.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const payload = { ...messagePayload(world, message), ...(channel && { channel_type: channel.type }) };
  if (guild === undefined) return payload;
  const withMember = (member: Member | undefined) => member && { member: memberWithoutUser(member) };
  return {
    ...payload,
    guild_id: guild.id,
    // An application's follow-up comes from a webhook, which is no member.
    ...(message.webhookId === undefined && withMember(guild.members.get(message.author.id))),
    mentions: payload.mentions.map((user) => ({ ...user, ...withMember(guild.members.get(user.id)) })),
  };
}

function withoutReply(world: World, message: Message): APIMessage {
  const channel = world.channels.get(message.channelId);
  const thread = world.channels.get(message.threadId ?? '');
  const { about, replyTo, webhookId } = message;
  const reference = replyTo ?? about;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: authorPayload(message, world.applicationId),
    content: message.content,
    timestamp: new Date(message.sentAtMs).toISOString(),
    edited_timestamp: message.editedAtMs === undefined ? null : new Date(message.editedAtMs).toISOString(),
    tts: false,
    pinned: message.pinnedAtMs !== undefined,
    mention_everyone: message.mentions.everyone,
    mentions: message.mentions.users.map(userPayload),
    mention_roles: [...message.mentions.roleIds],
    attachments: message.attachments.map((attachment) => attachmentPayload(attachment, message)),
    embeds: message.embeds,
    components: message.components,
    flags: message.flags | (thread === undefined ? 0 : MessageFlags.HasThread),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map((reaction) => reactionPayload(reaction, world.bot.id)),
    }),
    ...(webhookId !== undefined && { webhook_id: webhookId }),
    ...(webhookId === world.applicationId && { application_id: webhookId }),
    ...specialContent(message),
    ...(message.interaction !== undefined && { interaction_metadata: message.interaction }),
    ...(thread?.thread !== undefined && { thread: threadPayload(world, thread, thread.thread) }),
    ...(reference !== undefined && {
      message_reference: {
        type: message.forwarded ? MessageReferenceType.Forward : MessageReferenceType.Default,
        channel_id: reference.channelId,
        ...(reference.messageId !== undefined && { message_id: reference.messageId }),
        ...(channel?.guildId !== undefined && { guild_id: channel.guildId }),
      },
    }),
  };
}

/** Who writes through a webhook has a name and no account. */
function authorPayload({ author, webhookId }: Message, applicationId: string): APIUser {
  const hasAccount = webhookId === undefined || webhookId === applicationId;
  return hasAccount ? userPayload(author) : { ...userPayload(author), discriminator: '0000' };
}

function reactionPayload({ emoji, userIds }: Reaction, botId: string): APIReaction {
  return {
    emoji,
    count: userIds.length,
    count_details: { burst: 0, normal: userIds.length },
    burst_colors: [],
    me_burst: false,
    me: userIds.includes(botId),
  };
}

function attachmentPayload(attachment: Attachment, message: Message): APIAttachment {
  const { id, filename, size, url, contentType, description } = attachment;
  return {
    id,
    filename,
    size,
    url,
    proxy_url: url,
    ...(contentType !== undefined && { content_type: contentType }),
    ...(description !== undefined && { description }),
    ...(message.onlyFor !== undefined && { ephemeral: true }),
  };
}
