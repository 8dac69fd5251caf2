/** A thread as a channel begins one: from a message or alone, with the notes that Discord writes about it. */
import { MessageType } from 'discord-api-types/v10';
import { announceMessage, sendMessage } from './messages.ts';
import type { Channel } from './state.ts';
import { createThread, type ThreadChannel, type ThreadOptions } from './threads.ts';
import type { World } from './world.ts';

export function startThread(world: World, parent: Channel, name: string, options: ThreadOptions): ThreadChannel {
  const { from, owner, isPrivate = false } = options;
  const thread = createThread(world, parent, name, options);
  if (from !== undefined) {
    const replyTo = { messageId: from.id, channelId: parent.id };
    sendMessage(world, thread, { author: from.author, type: MessageType.ThreadStarterMessage, replyTo });
    announceMessage(world, parent, from);
  } else if (!isPrivate) {
    sendMessage(world, parent, {
      author: owner,
      type: MessageType.ThreadCreated,
      content: name,
      about: { channelId: thread.id },
    });
  }
  return thread;
}
