/** Messages over REST: send, read, edit, delete. */
import { PermissionFlagsBits as May, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import {
  compareIds,
  deleteMessage,
  type Edit,
  editMessage,
  type Message,
  may,
  messagePayload,
  purgeMessages,
  startTyping,
  timeOf,
} from '../world/index.ts';
import { channelOf, messageIn, requirePermissions, writingIn } from './access.ts';
import { notYours, tooOldForBulk } from './errors.ts';
import { allowedIn, attach, type MessageForm, readForm, readMessage, requireSomething } from './message-form.ts';
import { shownMessage } from './portal.ts';
import { type Asked, done, ok, type Route } from './route.ts';
import { sendAsBot } from './send.ts';
import { requireDeletable, requireEditable } from './thread-state.ts';

const bulkDeletableMs = 14 * 24 * 60 * 60_000;

export const messageRoutes: Route[] = [
  {
    name: 'POST /channels/{channel_id}/messages',
    answer(asked) {
      const message = sendAsBot(asked.world, channelOf(asked), asked);
      const nonce = message.nonce !== undefined && { nonce: message.nonce };
      return ok({ ...messagePayload(asked.world, message), ...nonce });
    },
  },
  {
    name: 'GET /channels/{channel_id}/messages',
    answer(asked) {
      const { world, query } = asked;
      const channel = channelOf(asked);
      // Without the permission to read back, Discord answers with nothing, and not with an error.
      if (!may(world, channel, world.bot.id, May.ReadMessageHistory)) return ok([]);
      const visible = [...channel.messages.values()].filter(({ onlyFor }) => onlyFor === undefined);
      return ok(page(visible, query).map((message) => shownMessage(world, asked.portal, message)));
    },
  },
  {
    name: 'GET /channels/{channel_id}/messages/{message_id}',
    answer(asked) {
      const channel = channelOf(asked, May.ReadMessageHistory);
      return ok(shownMessage(asked.world, asked.portal, messageIn(channel, asked)));
    },
  },
  {
    name: 'PATCH /channels/{channel_id}/messages/{message_id}',
    answer(asked) {
      const { world } = asked;
      const channel = channelOf(asked);
      const message = messageIn(channel, asked);
      const form = readMessage(asked.body);
      if (message.author.id !== world.bot.id && !hidesOnlyEmbeds(form)) throw notYours();
      requireEditable(world, channel);
      if (message.author.id !== world.bot.id) requirePermissions(world, channel, May.ManageMessages);
      editMessage(world, channel, message, editOf(asked, message, form));
      return ok(messagePayload(world, message));
    },
  },
  {
    name: 'DELETE /channels/{channel_id}/messages/{message_id}',
    answer(asked) {
      const { world } = asked;
      const channel = channelOf(asked);
      const message = messageIn(channel, asked);
      if (message.author.id !== world.bot.id) requirePermissions(world, channel, May.ManageMessages);
      requireDeletable(world, channel);
      deleteMessage(world, channel, message);
      return done;
    },
  },
  {
    name: 'POST /channels/{channel_id}/messages/bulk-delete',
    answer(asked) {
      const channel = channelOf(asked, May.ManageMessages);
      const { messages } = readForm(z.object({ messages: z.array(z.string()) }), asked.body);
      const oldestMs = asked.world.clock.now() - bulkDeletableMs;
      if (messages.some((id) => timeOf(id) < oldestMs)) throw tooOldForBulk();
      const found = messages.flatMap((id) => channel.messages.get(id) ?? []);
      if (found.length > 0) purgeMessages(asked.world, channel, found);
      return done;
    },
  },
  {
    name: 'POST /channels/{channel_id}/typing',
    answer(asked) {
      const channel = channelOf(asked);
      requirePermissions(asked.world, channel, writingIn(channel));
      startTyping(asked.world, channel, asked.world.bot);
      return done;
    },
  },
];

/** What an edit changes; what it does not name stays. Also for an interaction's messages. */
export function editOf(asked: Pick<Asked, 'world' | 'uploads'>, message: Message, form: MessageForm): Edit {
  const { world, uploads } = asked;
  const channel = world.channels.get(message.channelId);
  const attachments = channel ? attach(world, channel, form, uploads, message.attachments) : message.attachments;
  const after = { ...form, content: form.content === undefined ? message.content : form.content };
  const { embeds = message.embeds, components = message.components } = form;
  requireSomething({ ...after, embeds, components }, [], attachments);
  return {
    content: after.content ?? '',
    embeds: embeds ?? [],
    components: components ?? [],
    attachments,
    ...(typeof form.flags === 'number' && { flags: form.flags | (message.flags & MessageFlags.Ephemeral) }),
    ...(form.allowed_mentions !== undefined && { allowedMentions: allowedIn(form) }),
  };
}

/** All that one may change of somebody else's message. */
function hidesOnlyEmbeds({ flags, ...others }: MessageForm): boolean {
  return typeof flags === 'number' && Object.values(others).every((value) => value === undefined);
}

/** Newest first, as Discord does; `after` takes those that follow next, and not the newest. */
function page(messages: Message[], query: URLSearchParams): Message[] {
  const limit = Number(query.get('limit') ?? 50);
  // A channel keeps its messages in the order of their ids.
  const newestFirst = messages.toReversed();
  const [before, after, around] = [query.get('before'), query.get('after'), query.get('around')];
  if (around !== null) {
    const half = Math.floor(limit / 2);
    const upTo = newestFirst.filter(({ id }) => compareIds(id, around) <= 0).slice(0, half + 1);
    const above = newestFirst.filter(({ id }) => compareIds(id, around) > 0);
    return [...above.slice(Math.max(0, above.length - half)), ...upTo].slice(0, limit);
  }
  if (after !== null) {
    const above = newestFirst.filter(({ id }) => compareIds(id, after) > 0);
    return above.slice(Math.max(0, above.length - limit));
  }
  return newestFirst.filter(({ id }) => before === null || compareIds(id, before) < 0).slice(0, limit);
}
