/** Threads and forum posts that a person starts. */
import { ChannelType } from 'discord-api-types/v10';
import {
  type Channel,
  createThread,
  editThread,
  type Message,
  sendMessage,
  startThread,
  storeAttachment,
  type ThreadChannel,
  type Upload,
} from '../world/index.ts';
import { type Acting, channelOf, requireIn } from './allowed.ts';

export interface Threading {
  /** From a message, or alone in a channel. */
  startsThread(from: Message | Channel, name: string, options?: { isPrivate?: boolean }): ThreadChannel;
  /** Her own, or as a moderator somebody else's; locking is for moderators alone. */
  archives(thread: ThreadChannel, options?: { locked?: boolean }): void;
  /** A forum's post is a thread whose first message has the thread's id. */
  posts(
    forum: Channel,
    title: string,
    text: string,
    options?: PostOptions,
  ): { thread: ThreadChannel; message: Message };
}

export interface PostOptions {
  /** By name. */
  tags?: string[];
  attachments?: Upload[];
}

export function createThreading(acting: Acting): Threading {
  const { world, user } = acting;

  return {
    startsThread(from, name, { isPrivate = false } = {}) {
      const message = 'channelId' in from ? from : undefined;
      const channel = 'channelId' in from ? channelOf(acting, from) : from;
      requireIn(acting, channel, isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads');
      if (message?.threadId !== undefined) throw new Error('That message has its thread already.');
      return startThread(world, channel, name, { owner: user, isPrivate, ...(message && { from: message }) });
    },
    archives(thread, { locked = false } = {}) {
      if (thread.thread.ownerId !== user.id || locked) requireIn(acting, thread, 'ManageThreads');
      editThread(world, thread, { archived: true, locked });
    },
    posts(forum, title, text, { tags = [], attachments = [] } = {}) {
      if (forum.type !== ChannelType.GuildForum) throw new Error(`"${forum.name}" is no forum.`);
      requireIn(acting, forum, 'SendMessages');
      const appliedTags = tags.map((name) => tagOf(forum, name));
      const thread = createThread(world, forum, title, { owner: user, appliedTags });
      const message = sendMessage(world, thread, {
        author: user,
        content: text,
        id: thread.id,
        attachments: attachments.map((upload) => storeAttachment(world, thread, upload)),
      });
      return { thread, message };
    },
  };
}

function tagOf(forum: Channel, name: string): string {
  const tag = forum.tags.find((each) => each.name === name);
  if (tag === undefined) throw new Error(`The forum "${forum.name}" has no tag "${name}".`);
  return tag.id;
}
