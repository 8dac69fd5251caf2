import { type GuildTextBasedChannel, PermissionFlagsBits as May } from 'discord.js';

/** What Quorum asks of a server, and what for. The invitation, `doctor` and the notices to moderators all follow from here. */
export interface Permission {
  /** As Discord's own settings call it. */
  name: string;
  bit: bigint;
  /** What it is for, completing "to …". */
  why: string;
  /** Without it nothing can be answered. */
  isNeeded: boolean;
}

const read = { name: 'View Channels', bit: May.ViewChannel, why: 'see where it is asked', isNeeded: true };
const write = { name: 'Send Messages', bit: May.SendMessages, why: 'answer', isNeeded: true };
const writeInThreads = {
  name: 'Send Messages in Threads',
  bit: May.SendMessagesInThreads,
  why: 'answer in threads and forum posts',
  isNeeded: true,
};
const readHistory = {
  name: 'Read Message History',
  bit: May.ReadMessageHistory,
  why: 'reply to a message, and read what it missed while it was away',
  isNeeded: true,
};
const react = { name: 'Add Reactions', bit: May.AddReactions, why: 'offer 👍 and 👎 under answers', isNeeded: false };
const attach = {
  name: 'Attach Files',
  bit: May.AttachFiles,
  why: 'send long code, charts and exports as files',
  isNeeded: false,
};

export const permissions: readonly Permission[] = [read, write, writeInThreads, readHistory, react, attach];

/** Those that Quorum lacks in a channel, of the ones that it cannot answer without. */
export function lackingIn(channel: GuildTextBasedChannel): Permission[] {
  return missing(channel, [read, channel.isThread() ? writeInThreads : write, readHistory]);
}

/** Those that it lacks there and can do without. */
export function sparedIn(channel: GuildTextBasedChannel): Permission[] {
  return missing(
    channel,
    permissions.filter(({ isNeeded }) => !isNeeded),
  );
}

function missing(channel: GuildTextBasedChannel, wanted: readonly Permission[]): Permission[] {
  const { me } = channel.guild.members;
  const has = me && channel.permissionsFor(me);
  return wanted.filter(({ bit }) => !has?.has(bit));
}
