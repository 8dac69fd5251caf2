import {
  ChannelType,
  GatewayIntentBits as Intent,
  PermissionFlagsBits as May,
  MessageFlags,
} from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { createManualClock } from '../../models/manual-clock.ts';
import {
  addMember,
  addReaction,
  channelPermissions,
  createChannel,
  createGuild,
  createRole,
  createThread,
  createUser,
  createWorld,
  type Dispatch,
  deleteMessage,
  deleteRole,
  editChannel,
  editMember,
  editMessage,
  everything,
  may,
  messagePayload,
  openDirect,
  removeBot,
  removeMember,
  removeReaction,
  sendMessage,
  startThread,
  timeOf,
} from './world/index.ts';

function createTown() {
  const clock = createManualClock();
  const world = createWorld({ clock });
  const ada = createUser(world, 'ada');
  const bob = createUser(world, 'bob');
  const guild = createGuild(world, 'Tea', { owner: ada });
  const member = addMember(world, guild, bob);
  const channel = createChannel(world, guild, 'general');
  const heard: Dispatch[] = [];
  world.on((dispatch) => heard.push(dispatch));
  const saying = () => heard.map(({ t }) => t);
  return { clock, world, ada, bob, guild, member, channel, heard, saying };
}

test('ids grow, also within one millisecond, and tell their time', async () => {
  const { clock, world } = createTown();
  const [one, two] = [world.snowflake(), world.snowflake()];
  expect(BigInt(two)).toBeGreaterThan(BigInt(one));
  expect(timeOf(one)).toBe(clock.now());
  await clock.advance(10);
  expect(timeOf(world.snowflake())).toBe(clock.now());
});

test('the owner may do everything, whatever a channel says', () => {
  const { world, ada, guild, channel } = createTown();
  editChannel(world, channel, { overwrites: [{ id: guild.id, kind: 'role', allow: 0n, deny: everything }] });
  expect(channelPermissions(world, channel, ada.id)).toBe(everything);
});

test('an administrator may do everything, too', () => {
  const { world, bob, guild, member, channel } = createTown();
  const role = createRole(world, guild, 'mods', { permissions: May.Administrator });
  editMember(world, guild, member, { roleIds: [role.id] });
  editChannel(world, channel, { overwrites: [{ id: guild.id, kind: 'role', allow: 0n, deny: everything }] });
  expect(channelPermissions(world, channel, bob.id)).toBe(everything);
});

test('what a role is allowed goes before what everyone is denied, and the member before the role', () => {
  const { world, bob, guild, member, channel } = createTown();
  const role = createRole(world, guild, 'readers');
  editMember(world, guild, member, { roleIds: [role.id] });
  const everyone = { id: guild.id, kind: 'role' as const, allow: 0n, deny: May.ViewChannel };
  const readers = { id: role.id, kind: 'role' as const, allow: May.ViewChannel, deny: 0n };
  const own = { id: bob.id, kind: 'member' as const, allow: 0n, deny: May.ViewChannel };
  editChannel(world, channel, { overwrites: [everyone, readers] });
  expect(may(world, channel, bob.id, May.ViewChannel)).toBe(true);
  editChannel(world, channel, { overwrites: [everyone, readers, own] });
  expect(channelPermissions(world, channel, bob.id)).toBe(0n);
});

test('one role that allows wins over another that denies', () => {
  const { world, bob, guild, member, channel } = createTown();
  const [one, other] = [createRole(world, guild, 'one'), createRole(world, guild, 'other')];
  editMember(world, guild, member, { roleIds: [one.id, other.id] });
  editChannel(world, channel, {
    overwrites: [
      { id: one.id, kind: 'role', allow: May.SendMessages, deny: 0n },
      { id: other.id, kind: 'role', allow: 0n, deny: May.SendMessages },
    ],
  });
  expect(may(world, channel, bob.id, May.SendMessages)).toBe(true);
});

test('who may not write may not attach files, and who does not see a channel may do nothing', () => {
  const { world, bob, guild, channel } = createTown();
  const deny = (bits: bigint) =>
    editChannel(world, channel, { overwrites: [{ id: guild.id, kind: 'role', allow: 0n, deny: bits }] });
  deny(May.SendMessages);
  expect(may(world, channel, bob.id, May.AttachFiles)).toBe(false);
  expect(may(world, channel, bob.id, May.ReadMessageHistory)).toBe(true);
  deny(May.ViewChannel);
  expect(channelPermissions(world, channel, bob.id)).toBe(0n);
});

test('a thread has the overwrites of its channel, and a private one is for those who are in it', () => {
  const { world, ada, bob, guild, channel } = createTown();
  const open = startThread(world, channel, 'open', { owner: ada });
  const closed = startThread(world, channel, 'closed', { owner: ada, isPrivate: true });
  expect(may(world, open, bob.id, May.SendMessagesInThreads)).toBe(true);
  expect(may(world, closed, bob.id, May.ViewChannel)).toBe(false);
  closed.thread.memberIds.add(bob.id);
  expect(may(world, closed, bob.id, May.ViewChannel)).toBe(true);
  const deny = May.SendMessagesInThreads;
  editChannel(world, channel, { overwrites: [{ id: guild.id, kind: 'role', allow: 0n, deny }] });
  expect(may(world, open, bob.id, May.SendMessagesInThreads)).toBe(false);
});

test('a deleted role goes from its members, and a member who left has no permissions', () => {
  const { world, bob, guild, member, channel } = createTown();
  const role = createRole(world, guild, 'mods', { permissions: May.ManageMessages });
  editMember(world, guild, member, { roleIds: [role.id] });
  expect(may(world, channel, bob.id, May.ManageMessages)).toBe(true);
  deleteRole(world, guild, role);
  expect(member.roleIds).toEqual([]);
  removeMember(world, guild, member);
  expect(channelPermissions(world, channel, bob.id)).toBe(0n);
});

test('text mentions whom it names, as far as the sender lets it', () => {
  const { world, ada, bob, channel } = createTown();
  const content = `<@${ada.id}> and <@!${bob.id}> and @everyone`;
  const mentioned = (allowedMentions?: object) => {
    const { mentions } = sendMessage(world, channel, { author: bob, content, allowedMentions });
    return { users: mentions.users.map(({ username }) => username), everyone: mentions.everyone };
  };
  expect(mentioned()).toEqual({ users: ['ada', 'bob'], everyone: false });
  expect(mentioned({ parse: [] })).toEqual({ users: [], everyone: false });
  expect(mentioned({ parse: [], users: [ada.id] })).toEqual({ users: ['ada'], everyone: false });
  const byOwner = sendMessage(world, channel, { author: ada, content });
  expect(byOwner.mentions.everyone).toBe(true);
});

test('a reply mentions its author, unless the sender says not to', () => {
  const { world, ada, bob, channel } = createTown();
  const first = sendMessage(world, channel, { author: ada, content: 'Tea?' });
  const replyTo = { messageId: first.id, channelId: channel.id };
  const reply = sendMessage(world, channel, { author: bob, content: 'Yes', replyTo });
  const silent = sendMessage(world, channel, { author: bob, content: 'Yes', replyTo, allowedMentions: { parse: [] } });
  expect([reply, silent].map(({ mentions }) => mentions.users)).toEqual([[ada], []]);
  deleteMessage(world, channel, first);
  expect(messagePayload(world, reply)).toMatchObject({ referenced_message: null });
});

test('each change is told with the intents that hear of it', () => {
  const { world, bob, channel, heard } = createTown();
  const message = sendMessage(world, channel, { author: bob, content: 'Hi' });
  const thumb = { id: null, name: '👍' };
  expect(addReaction(world, channel, message, bob, thumb)).toBe(true);
  expect(addReaction(world, channel, message, bob, thumb)).toBe(false);
  removeReaction(world, channel, message, bob, thumb);
  editMessage(world, channel, message, { content: 'Hello' });
  deleteMessage(world, channel, message);
  sendMessage(world, openDirect(world, world.bot, bob), { author: bob, content: 'Psst' });
  expect(heard.map(({ t, intents }) => [t, intents])).toEqual([
    ['MESSAGE_CREATE', Intent.GuildMessages],
    ['MESSAGE_REACTION_ADD', Intent.GuildMessageReactions],
    ['MESSAGE_REACTION_REMOVE', Intent.GuildMessageReactions],
    ['MESSAGE_UPDATE', Intent.GuildMessages],
    ['MESSAGE_DELETE', Intent.GuildMessages],
    ['MESSAGE_CREATE', Intent.DirectMessages],
  ]);
});

test('what the bot does not see is hidden from it: a closed channel, an ephemeral message', () => {
  const { world, ada, bob, guild, channel, heard } = createTown();
  sendMessage(world, channel, { author: world.bot, content: 'Only for you', onlyFor: bob.id });
  const overwrites = [{ id: guild.id, kind: 'role' as const, allow: 0n, deny: May.ViewChannel }];
  const closed = createChannel(world, guild, 'mods', { overwrites });
  sendMessage(world, closed, { author: ada, content: 'Secret' });
  const ofMessages = heard.filter(({ t }) => t === 'MESSAGE_CREATE');
  expect(ofMessages.map(({ hidden }) => hidden)).toEqual([true, true]);
});

test('writing in an archived thread wakes it and joins it', () => {
  const { world, ada, bob, channel, saying } = createTown();
  const thread = startThread(world, channel, 'old', { owner: ada });
  thread.thread.archived = true;
  sendMessage(world, thread, { author: bob, content: 'Still there?' });
  expect(thread.thread.archived).toBe(false);
  expect(thread.thread.memberIds.has(bob.id)).toBe(true);
  expect(saying()).toEqual([
    'THREAD_CREATE',
    'MESSAGE_CREATE',
    'THREAD_UPDATE',
    'THREAD_MEMBERS_UPDATE',
    'MESSAGE_CREATE',
  ]);
});

test('a post in a forum counts no message until somebody answers', () => {
  const { world, ada, bob, guild } = createTown();
  const forum = createChannel(world, guild, 'help', { type: ChannelType.GuildForum });
  const post = createThread(world, forum, 'No tea', { owner: ada });
  sendMessage(world, post, { author: ada, content: 'It is empty.', id: post.id });
  expect(post.thread.totalSent).toBe(0);
  expect(forum.lastMessageId).toBe(post.id);
  sendMessage(world, post, { author: bob, content: 'Fill it.' });
  expect(post.thread.totalSent).toBe(1);
});

test('an ephemeral message carries its flag, and leaves the last message of the channel as it was', () => {
  const { world, bob, channel } = createTown();
  const message = sendMessage(world, channel, { author: world.bot, content: 'Psst', onlyFor: bob.id });
  expect(message.flags & MessageFlags.Ephemeral).not.toBe(0);
  expect(channel.lastMessageId).toBeNull();
});

test('a bot that is kicked sees no more of the guild', () => {
  const { world, ada, guild, channel, heard } = createTown();
  removeBot(world, guild);
  expect(may(world, channel, world.bot.id, May.ViewChannel)).toBe(false);
  sendMessage(world, channel, { author: ada, content: 'Gone?' });
  expect(heard.map(({ t, hidden }) => [t, hidden])).toEqual([
    ['GUILD_DELETE', false],
    ['MESSAGE_CREATE', true],
  ]);
});
