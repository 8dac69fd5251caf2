/** Threads over REST: from a message, alone, or as a forum's post; members; which are active or archived. */
import { ChannelType, PermissionFlagsBits as May } from 'discord-api-types/v10';
import { z } from 'zod';
import {
  botSees,
  type Channel,
  compareIds,
  createThread,
  isThread,
  joinThread,
  leaveThread,
  messagePayload,
  startThread,
  type ThreadChannel,
  threadMemberPayload,
  threadPayload,
  type World,
} from '../world/index.ts';
import { channelOf, guildOf, messageIn, requirePermissions, userOf } from './access.ts';
import { hasThreadAlready, invalidField, unknown, wrongChannelType } from './errors.ts';
import { readForm, readMessage, requireSomething } from './message-form.ts';
import { type Asked, created, done, ok, type Route } from './route.ts';
import { sendAsBot } from './send.ts';
import { requireActive } from './thread-state.ts';

const threadForm = z.object({
  name: z.string().trim().min(1).max(100),
  auto_archive_duration: z.int().nullish(),
  type: z.int().nullish(),
  applied_tags: z.array(z.string()).nullish(),
  message: z.unknown().optional(),
});

export const threadRoutes: Route[] = [
  {
    name: 'POST /channels/{channel_id}/messages/{message_id}/threads',
    answer(asked) {
      const { world } = asked;
      const channel = channelOf(asked, May.CreatePublicThreads);
      const message = messageIn(channel, asked);
      if (channel.type !== ChannelType.GuildText && channel.type !== ChannelType.GuildAnnouncement)
        throw wrongChannelType();
      if (message.threadId !== undefined) throw hasThreadAlready();
      const { name, auto_archive_duration: minutes } = readForm(threadForm, asked.body);
      const thread = startThread(world, channel, name, { owner: world.bot, from: message, ...archiveAfter(minutes) });
      return created(threadPayload(world, thread, thread.thread));
    },
  },
  {
    name: 'POST /channels/{channel_id}/threads',
    answer(asked) {
      const channel = channelOf(asked);
      return channel.type === ChannelType.GuildForum ? post(asked, channel) : startAlone(asked, channel);
    },
  },
  {
    name: 'GET /guilds/{guild_id}/threads/active',
    answer(asked) {
      const { world } = asked;
      const active = [...guildOf(asked).channels.values()]
        .filter(isThread)
        .filter((each) => !each.thread.archived && botSees(world, each));
      return ok(listing(world, active, false));
    },
  },
  {
    name: 'GET /channels/{channel_id}/threads/archived/public',
    answer: (asked) => archived(asked, channelOf(asked, May.ReadMessageHistory), { isPrivate: false }),
  },
  {
    name: 'GET /channels/{channel_id}/threads/archived/private',
    answer: (asked) =>
      archived(asked, channelOf(asked, May.ReadMessageHistory, May.ManageThreads), { isPrivate: true }),
  },
  {
    name: 'PUT /channels/{channel_id}/thread-members/@me',
    answer(asked) {
      const channel = threadOf(asked);
      requireActive(channel);
      joinThread(asked.world, channel, asked.world.bot);
      return done;
    },
  },
  {
    name: 'DELETE /channels/{channel_id}/thread-members/@me',
    answer(asked) {
      leaveThread(asked.world, threadOf(asked), asked.world.bot);
      return done;
    },
  },
  {
    name: 'PUT /channels/{channel_id}/thread-members/{user_id}',
    answer(asked) {
      joinThread(asked.world, threadOf(asked, May.SendMessagesInThreads), userOf(asked));
      return done;
    },
  },
  {
    name: 'GET /channels/{channel_id}/thread-members',
    answer(asked) {
      const channel = threadOf(asked);
      return ok([...channel.thread.memberIds].map((id) => threadMemberPayload(channel, channel.thread, id)));
    },
  },
];

/** The last one that was archived comes first. */
function archived({ world, query }: Asked, channel: Channel, { isPrivate }: { isPrivate: boolean }) {
  const limit = Number(query.get('limit') ?? 50);
  const beforeMs = Date.parse(query.get('before') ?? '9999-01-01');
  const found = [...(world.guilds.get(channel.guildId ?? '')?.channels.values() ?? [])]
    .filter(isThread)
    .filter(({ parentId, type }) => parentId === channel.id && (type === ChannelType.PrivateThread) === isPrivate)
    .filter(({ thread }) => thread.archived && thread.archivedAtMs < beforeMs)
    .sort((one, other) => other.thread.archivedAtMs - one.thread.archivedAtMs || compareIds(other.id, one.id));
  return ok(listing(world, found.slice(0, limit), found.length > limit));
}

function post(asked: Asked, forum: Channel) {
  const { world, uploads } = asked;
  requirePermissions(world, forum, May.SendMessages);
  const form = readForm(threadForm, asked.body);
  const appliedTags = form.applied_tags ?? [];
  if (!appliedTags.every((id) => forum.tags.some((tag) => tag.id === id))) {
    throw invalidField('applied_tags', { code: 'INVALID_FORUM_TAG', message: 'Unknown tag' }, { isMistake: false });
  }
  // A post whose message is refused is not begun.
  requireSomething(readMessage(form.message), uploads);
  const options = { owner: world.bot, appliedTags, ...archiveAfter(form.auto_archive_duration) };
  const thread = createThread(world, forum, form.name, options);
  const first = sendAsBot(world, thread, { body: form.message, uploads }, { id: thread.id });
  return created({ ...threadPayload(world, thread, thread.thread), message: messagePayload(world, first) });
}

function startAlone(asked: Asked, channel: Channel) {
  const { world } = asked;
  const form = readForm(threadForm, asked.body);
  // Discord makes a private one where no type is given.
  const isPrivate = (form.type ?? ChannelType.PrivateThread) === ChannelType.PrivateThread;
  requirePermissions(world, channel, isPrivate ? May.CreatePrivateThreads : May.CreatePublicThreads);
  const options = { owner: world.bot, isPrivate, ...archiveAfter(form.auto_archive_duration) };
  const thread = startThread(world, channel, form.name, options);
  return created(threadPayload(world, thread, thread.thread));
}

function threadOf(asked: Asked, ...wanted: bigint[]): ThreadChannel {
  const channel = channelOf(asked, ...wanted);
  if (!isThread(channel)) throw unknown('Channel');
  return channel;
}

function archiveAfter(minutes: number | null | undefined) {
  return typeof minutes === 'number' && { autoArchiveMinutes: minutes };
}

function listing(world: World, threads: ThreadChannel[], hasMore: boolean) {
  return {
    threads: threads.map((each) => threadPayload(world, each, each.thread)),
    members: threads
      .filter(({ thread }) => thread.memberIds.has(world.bot.id))
      .map((each) => threadMemberPayload(each, each.thread, world.bot.id)),
    has_more: hasMore,
  };
}
