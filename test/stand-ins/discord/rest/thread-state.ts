/**
 * What a thread lets a bot do that is archived or locked. An archived one stands still until a message wakes it;
 * in a locked one only those write who may manage threads.
 */
import { PermissionFlagsBits as May } from 'discord-api-types/v10';
import { type Channel, may, type World } from '../world/index.ts';
import { threadIsArchived, threadIsLocked } from './errors.ts';

/** For a new message: it wakes an archived thread, where the bot may wake it. */
export function requireOpen(world: World, channel: Channel): void {
  const { thread } = channel;
  if (thread?.locked !== true || mayManage(world, channel)) return;
  throw thread.archived ? threadIsArchived() : threadIsLocked();
}

/** For a change to a message. */
export function requireEditable(world: World, channel: Channel): void {
  requireActive(channel);
  if (channel.thread?.locked === true && !mayManage(world, channel)) throw threadIsLocked();
}

/** For a reaction, and for joining. */
export function requireActive({ thread }: Channel): void {
  if (thread?.archived === true) throw threadIsArchived();
}

/** For deleting: all that goes on in an archived thread, unless it is locked as well. */
export function requireDeletable(world: World, channel: Channel): void {
  const { thread } = channel;
  if (thread?.archived === true && thread.locked && !mayManage(world, channel)) throw threadIsArchived();
}

function mayManage(world: World, channel: Channel): boolean {
  return may(world, channel, world.bot.id, May.ManageThreads);
}
