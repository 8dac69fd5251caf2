import { once } from 'node:events';
import { ChannelType, PermissionFlagsBits as May } from 'discord.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { start } from './start-for-tests.ts';
import { createChannel, editChannel, editThread, joinThread, sendMessage, startThread } from './world/index.ts';

const sent = z.looseObject({ id: z.string() });

test('a bot posts in a forum', async () => {
  const { connect, world, guild } = await start();
  const forum = createChannel(world, guild, 'help', { type: ChannelType.GuildForum, tags: ['solved'] });
  const client = await connect();
  const found = await client.channels.fetch(forum.id);
  if (found?.type !== ChannelType.GuildForum) throw new Error('It is no forum.');
  const appliedTags = forum.tags.map(({ id }) => id);
  const post = await found.threads.create({ name: 'No tea', message: { content: 'It is empty.' }, appliedTags });
  expect((await post.fetchStarterMessage())?.content).toBe('It is empty.');
  expect(post.appliedTags).toEqual(appliedTags);
});

test('a thread that was started from a message begins with a note of it', async () => {
  const { api, world, channel, ada } = await start();
  const message = sendMessage(world, channel, { author: ada, content: 'Long story' });
  const thread = startThread(world, channel, 'Story', { owner: ada, from: message });
  sendMessage(world, thread, { author: ada, content: 'Once …' });
  const read = await (await api('GET', `/channels/${thread.id}/messages`)).json();
  expect(read).toMatchObject([{ content: 'Once …' }, { type: 21, referenced_message: { content: 'Long story' } }]);
  expect(await (await api('GET', `/channels/${thread.id}`)).json()).toMatchObject({
    message_count: 1,
    owner_id: ada.id,
  });
});

test('an archived thread stands still until a message wakes it', async () => {
  const { api, codeOf, world, channel, ada } = await start();
  const thread = startThread(world, channel, 'Old story', { owner: ada });
  const path = `/channels/${thread.id}/messages`;
  const { id } = sent.parse(await (await api('POST', path, { content: 'So it was.' })).json());
  const reaction = `${path}/${id}/reactions/${encodeURIComponent('👍')}/@me`;
  editThread(world, thread, { archived: true });
  expect(await codeOf('PATCH', `${path}/${id}`, { content: 'So it was not.' })).toBe(50083);
  expect(await codeOf('PUT', reaction)).toBe(50083);
  expect(thread.thread.archived).toBe(true);
  expect(await codeOf('POST', path, { content: 'Awake?' })).toBe(200);
  expect(thread.thread.archived).toBe(false);
  expect(await codeOf('PUT', reaction)).toBe(204);
  editThread(world, thread, { archived: true });
  expect(await codeOf('DELETE', `${path}/${id}`)).toBe(204);
  const read = await (await api('GET', `/channels/${thread.id}`)).json();
  expect(read).toMatchObject({ message_count: 1, total_message_sent: 2 });
});

test('into a locked thread only those write who may manage threads', async () => {
  const { api, codeOf, world, channel, ada } = await start();
  const thread = startThread(world, channel, 'Closed', { owner: ada });
  const path = `/channels/${thread.id}/messages`;
  const { id } = sent.parse(await (await api('POST', path, { content: 'Open.' })).json());
  editThread(world, thread, { locked: true });
  expect(await codeOf('POST', path, { content: 'Locked?' })).toBe(160005);
  expect(await codeOf('PATCH', `${path}/${id}`, { content: 'Locked?' })).toBe(160005);
  expect(await codeOf('PUT', `${path}/${id}/reactions/${encodeURIComponent('👍')}/@me`)).toBe(204);
  editThread(world, thread, { archived: true });
  expect(await codeOf('POST', path, { content: 'Locked?' })).toBe(50083);
  expect(await codeOf('DELETE', `${path}/${id}`)).toBe(50083);
  const overwrites = [{ id: world.bot.id, kind: 'member' as const, allow: May.ManageThreads, deny: 0n }];
  editChannel(world, channel, { overwrites });
  expect(await codeOf('POST', path, { content: 'Not for me.' })).toBe(200);
  expect([thread.thread.archived, thread.thread.locked]).toEqual([false, true]);
});

test('a bot that comes to see a channel is told of its threads, and hears what is written there', async () => {
  const { connect, world, guild, ada } = await start();
  const closed = { id: guild.id, kind: 'role' as const, allow: 0n, deny: May.ViewChannel };
  const channel = createChannel(world, guild, 'helpers', { overwrites: [closed] });
  const thread = startThread(world, channel, 'Among us', { owner: ada });
  const client = await connect();
  expect(client.channels.cache.has(thread.id)).toBe(false);

  const synced = once(client, 'threadListSync');
  const open = { id: world.bot.id, kind: 'member' as const, allow: May.ViewChannel, deny: 0n };
  editChannel(world, channel, { overwrites: [closed, open] });
  expect([...(await synced)[0].keys()]).toEqual([thread.id]);
  const heard = once(client, 'messageCreate');
  sendMessage(world, thread, { author: ada, content: 'Welcome.' });
  expect((await heard)[0].content).toBe('Welcome.');
});

test('a bot that is added to a private thread is told of it, but not as of a new one', async () => {
  const { connect, world, channel, ada } = await start();
  const thread = startThread(world, channel, 'Just us', { owner: ada, isPrivate: true });
  const client = await connect();
  expect(client.channels.cache.has(thread.id)).toBe(false);
  const told = once(client, 'threadCreate');
  joinThread(world, thread, world.bot);
  const [heard, isNew] = await told;
  expect([heard.id, isNew]).toEqual([thread.id, false]);
});

test('a bot joins and leaves threads, adds members, and reads the private ones that are archived', async () => {
  const { connect, world, channel, ada, bob } = await start({ guild: { bot: May.ManageThreads } });
  const open = startThread(world, channel, 'Open', { owner: ada });
  const closed = startThread(world, channel, 'Closed', { owner: ada, isPrivate: true });
  const client = await connect();
  const thread = await client.channels.fetch(open.id);
  if (thread?.isThread() !== true) throw new Error('It is no thread.');
  await thread.join();
  await thread.members.add(bob.id);
  expect([...(await thread.members.fetch()).keys()].sort()).toEqual([world.bot.id, ada.id, bob.id]);
  await thread.leave();
  expect([...open.thread.memberIds]).toEqual([ada.id, bob.id]);
  editThread(world, closed, { archived: true });
  const room = await client.channels.fetch(channel.id);
  if (room?.type !== ChannelType.GuildText) throw new Error('It is no text channel.');
  const { threads } = await room.threads.fetchArchived({ type: 'private', fetchAll: true });
  expect([...threads.keys()]).toEqual([closed.id]);
  expect((await room.threads.fetchArchived({ type: 'public' })).threads.size).toBe(0);
});
