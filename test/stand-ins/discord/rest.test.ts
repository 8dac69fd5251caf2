import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApplicationCommandOptionType, ChannelType, Events, PermissionFlagsBits as May, MessageType } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createManualClock } from '../../models/manual-clock.ts';
import { start } from './start-for-tests.ts';
import {
  addReaction,
  createChannel,
  createGuild,
  createRole,
  createUser,
  deleteMessage,
  editChannel,
  openDirect,
  sendMessage,
} from './world/index.ts';

const run = promisify(execFile);
const ask = { name: 'ask', description: 'Ask' };
const sent = z.looseObject({ id: z.string(), content: z.string().optional(), nonce: z.string().optional() });

test('a bot of discord.js answers a message', async () => {
  const { connect, world, channel, ada } = await start();
  const client = await connect();
  const heard = once(client, Events.MessageCreate);
  sendMessage(world, channel, { author: ada, content: 'Is there tea?' });
  const [message] = await heard;
  const reply = await message.reply('There is.');
  expect(reply.reference.messageId).toBe(message.id);
  expect([...channel.messages.values()].map(({ content }) => content)).toEqual(['Is there tea?', 'There is.']);
});

test('everything that a bot does with discord.js is what Discord describes', async () => {
  const { connect, channel, ada, discord, guild } = await start({ guild: { bot: May.ManageMessages } });
  const client = await connect();
  const room = await client.channels.fetch(channel.id);
  if (room?.type !== ChannelType.GuildText) throw new Error('It is no text channel.');
  const sent = await room.send({
    content: `Hello <@${ada.id}>`,
    embeds: [{ title: 'Tea', description: 'Hot', fields: [{ name: 'a', value: 'b' }] }],
    components: [
      { type: 1, components: [{ type: 2, style: 1, custom_id: 'more', label: 'More' }] },
      { type: 1, components: [{ type: 3, custom_id: 'pick', options: [{ label: 'a', value: 'a' }] }] },
    ],
    files: [{ attachment: Buffer.from('leaves'), name: 'tea.txt', description: 'Leaves' }],
    allowedMentions: { parse: [] },
    nonce: '1',
    enforceNonce: true,
  });
  expect(sent.mentions.users.size).toBe(0);
  expect(sent.attachments.first()).toMatchObject({ name: 'tea.txt', size: 6, description: 'Leaves' });
  expect(await (await fetch(sent.attachments.first()?.url ?? '')).text()).toBe('leaves');
  const edited = await sent.edit({ content: 'Changed', embeds: [], components: [] });
  expect(edited.editedTimestamp).not.toBeNull();
  await sent.react('👍');
  expect(await sent.reactions.cache.first()?.users.fetch()).toHaveProperty('size', 1);
  await sent.reactions.cache.first()?.users.remove();
  await sent.reactions.removeAll();
  expect((await room.messages.fetch({ limit: 10, after: '0' })).size).toBe(1);
  await room.sendTyping();
  const thread = await sent.startThread({ name: 'About tea', autoArchiveDuration: 60 });
  await thread.send('In here.');
  await thread.setArchived(true);
  expect((await guildOf(client).channels.fetchActiveThreads()).threads.size).toBe(0);
  expect((await room.threads.fetchArchived()).threads.size).toBe(1);
  await sent.delete();
  await guildOf(client).members.fetch(ada.id);
  await guildOf(client).roles.fetch();
  await guildOf(client).channels.fetch();
  await (await client.users.fetch(ada.id)).send('Psst.');
  expect(discord.isValidating).toBe(true);

  function guildOf({ guilds }: typeof client) {
    const found = guilds.cache.get(guild.id);
    if (!found) throw new Error('The client does not know the guild.');
    return found;
  }
});

test('a client starts as many shards as Discord recommends', async () => {
  const { connect } = await start({ shards: 2, gateway: { starts: { maxConcurrency: 2 } } });
  const client = await connect({ shards: 'auto' });
  expect([...client.ws.shards.keys()]).toEqual([0, 1]);
});

test('commands are registered, keep their ids, and are listed', async () => {
  const { connect } = await start();
  const client = await connect();
  const option = { name: 'question', description: 'What', type: ApplicationCommandOptionType.String, required: true };
  const ask = { name: 'ask', description: 'Ask', options: [{ ...option, type: 3 as const }] };
  const first = await client.application.commands.set([ask, { name: 'Ask about this', type: 3 }]);
  const second = await client.application.commands.set([
    { ...ask, description: 'Ask it', defaultMemberPermissions: '32' },
  ]);
  const id = first.find(({ name }) => name === 'ask')?.id;
  expect(second.map((command) => [command.id, command.description])).toEqual([[id, 'Ask it']]);
  expect((await client.application.commands.fetch()).size).toBe(1);
});

test('a bot asks about itself, and changes its name and its roles', async () => {
  const { connect, codeOf, world, guild, ada, bob } = await start({ guild: { bot: May.ManageRoles } });
  const client = await connect();
  const application = await client.application.fetch();
  expect([application.id, application.approximateGuildCount]).toEqual([world.bot.id, 1]);
  expect(await codeOf('GET', '/oauth2/applications/@me')).toBe(200);
  const here = await client.guilds.fetch(guild.id);
  const me = await here.members.fetchMe();
  expect((await me.setNickname('Q')).nickname).toBe('Q');
  const helper = createRole(world, guild, 'helper', { position: 0 });
  const [role, member] = [await here.roles.fetch(helper.id), await here.members.fetch(bob.id)];
  if (role === null) throw new Error('The client does not know the role.');
  await member.roles.add(role);
  expect(guild.members.get(bob.id)?.roleIds).toEqual([helper.id]);
  await member.roles.remove(role);
  expect(guild.members.get(bob.id)?.roleIds).toEqual([]);
  expect(await codeOf('PUT', `/guilds/${guild.id}/members/${ada.id}/roles/${createRole(world, guild, 'mod').id}`)).toBe(
    50013,
  );
  await here.leave();
  expect(guild.members.has(world.bot.id)).toBe(false);
});

test('a command is made, changed, read and deleted by itself, for all guilds or for one', async () => {
  const { connect, guild } = await start();
  const { commands } = (await connect()).application;
  for (const guildId of [undefined, guild.id]) {
    const where = guildId === undefined ? {} : { guildId };
    const made = guildId ? await commands.create(ask, guildId) : await commands.create(ask);
    expect(made.guildId).toBe(guildId ?? null);
    const edited = guildId
      ? await commands.edit(made.id, { description: 'Ask it' }, guildId)
      : await commands.edit(made.id, { description: 'Ask it' });
    expect([edited.id, edited.description]).toEqual([made.id, 'Ask it']);
    expect((await commands.fetch(made.id, where)).description).toBe('Ask it');
    await (guildId ? commands.delete(made.id, guildId) : commands.delete(made.id));
    expect((await commands.fetch(where)).size).toBe(0);
  }
});

test('many messages are deleted at once, if they are not too old', async () => {
  const clock = createManualClock();
  const { api, codeOf, world, channel, ada } = await start({
    clock,
    refuses: true,
    guild: { bot: May.ManageMessages },
  });
  const [old, ...young] = ['one', 'two', 'three'].map((content) =>
    sendMessage(world, channel, { author: ada, content }),
  );
  const told: unknown[] = [];
  world.on(({ t, d }) => told.push([t, d]));
  const ids = young.map(({ id }) => id);
  const path = `/channels/${channel.id}/messages/bulk-delete`;
  expect(await codeOf('POST', path, { messages: ids })).toBe(204);
  expect(told).toMatchObject([['MESSAGE_DELETE_BULK', { ids, channel_id: channel.id }]]);
  await clock.advance(15 * 24 * 60 * 60_000);
  expect(await codeOf('POST', path, { messages: [old?.id, ...ids] })).toBe(50034);
  expect(await (await api('GET', `/channels/${channel.id}/messages`)).json()).toMatchObject([{ content: 'one' }]);
});

test('nobody moderates in a direct message', async () => {
  const { codeOf, world, ada } = await start();
  const direct = openDirect(world, world.bot, ada);
  const message = sendMessage(world, direct, { author: ada, content: 'Psst' });
  addReaction(world, direct, message, ada, { id: null, name: '👍' });
  const path = `/channels/${direct.id}/messages/${message.id}`;
  expect(await codeOf('DELETE', path)).toBe(50003);
  expect(await codeOf('DELETE', `${path}/reactions`)).toBe(50003);
  expect(await codeOf('PUT', `${path}/reactions/${encodeURIComponent('👍')}/@me`)).toBe(204);
});

test('with enforce_nonce the same nonce is the same message, for some minutes', async () => {
  const clock = createManualClock();
  const { api, world, guild, channel } = await start({ clock });
  const path = `/channels/${channel.id}/messages`;
  const once = { content: 'Once', nonce: '7', enforce_nonce: true };
  const send = async (body: object) => sent.parse(await (await api('POST', path, body)).json());
  const one = await send(once);
  expect(one.nonce).toBe('7');
  expect(await send(once)).toEqual(one);
  await clock.advance(6 * 60_000);
  expect((await send(once)).id).not.toBe(one.id);
  expect((await send({ ...once, enforce_nonce: false })).id).not.toBe(one.id);
  // It is the sender's nonce, and not the channel's.
  const other = createChannel(world, guild, 'other');
  const elsewhere = await (await api('POST', `/channels/${other.id}/messages`, once)).json();
  expect(elsewhere).toMatchObject({ channel_id: channel.id });
  expect(channel.messages.size).toBe(3);
  // Nonces are told to whoever sends, and not when messages are read back.
  expect(await (await api('GET', `${path}/${one.id}`)).json()).not.toHaveProperty('nonce');
});

test('what Discord would refuse is answered as Discord does, and told to the test', async () => {
  const { api, channel, discord } = await start({ refuses: true });
  const path = `/channels/${channel.id}/messages`;
  const long = await api('POST', path, { content: 'x'.repeat(2_001) });
  expect(long.status).toBe(400);
  expect(await long.json()).toEqual({
    message: 'Invalid Form Body',
    code: 50035,
    errors: {
      content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] },
    },
  });
  expect(await (await api('POST', path, {})).json()).toMatchObject({ code: 50006 });
  expect(await (await api('POST', path, { content: 5 })).json()).toMatchObject({ code: 50035 });
  expect(await (await api('POST', path, { contnet: 'hi' })).json()).toMatchObject({ code: 50035 });
  expect(await (await api('GET', `${path}?limit=101`)).json()).toMatchObject({ code: 50035 });
  expect(await (await api('GET', `${path}?since=1`)).json()).toMatchObject({ code: 50035 });
  expect((await api('GET', '/tea')).status).toBe(404);
  expect(discord.refusals.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('Must be 2000 or fewer in length.'),
    expect.stringContaining('Cannot send an empty message'),
    expect.stringContaining('content'),
    expect.stringContaining('Discord knows no such field.'),
    expect.stringContaining('limit'),
    expect.stringContaining('since'),
    expect.stringContaining('There is nothing here'),
  ]);
});

test('the bot may do what its roles and the overwrites of a channel let it do, and no more', async () => {
  const { api, codeOf, world, guild, channel, ada } = await start();
  const message = sendMessage(world, channel, { author: ada, content: 'Hi' });
  const forbid = (deny: bigint) =>
    editChannel(world, channel, { overwrites: [{ id: guild.id, kind: 'role', allow: 0n, deny }] });
  const path = `/channels/${channel.id}/messages`;
  expect(await codeOf('DELETE', `${path}/${message.id}`)).toBe(50013);
  expect(await codeOf('PATCH', `${path}/${message.id}`, { content: 'Mine' })).toBe(50005);
  forbid(May.SendMessages);
  expect(await codeOf('POST', path, { content: 'Hi' })).toBe(50013);
  forbid(May.AddReactions);
  expect(await codeOf('PUT', `${path}/${message.id}/reactions/${encodeURIComponent('👍')}/@me`)).toBe(50013);
  addReaction(world, channel, message, ada, { id: null, name: '👍' });
  expect(await codeOf('PUT', `${path}/${message.id}/reactions/${encodeURIComponent('👍')}/@me`)).toBe(204);
  forbid(May.CreatePublicThreads);
  expect(await codeOf('POST', `${path}/${message.id}/threads`, { name: 'More' })).toBe(50013);
  forbid(May.ReadMessageHistory);
  expect(await (await api('GET', path)).json()).toEqual([]);
  expect(await codeOf('GET', `${path}/${message.id}`)).toBe(50013);
  forbid(May.ViewChannel);
  expect(await codeOf('GET', `/channels/${channel.id}`)).toBe(50001);
  expect(await codeOf('POST', path, { content: 'Hi' })).toBe(50001);
});

test('what is not there is unknown, each with its code', async () => {
  const { codeOf, channel, guild } = await start();
  expect(await codeOf('GET', '/channels/1')).toBe(10003);
  expect(await codeOf('GET', '/guilds/1')).toBe(10004);
  expect(await codeOf('GET', `/channels/${channel.id}/messages/1`)).toBe(10008);
  expect(await codeOf('PATCH', `/channels/${channel.id}/messages/1`, { content: 'Gone' })).toBe(10008);
  expect(await codeOf('DELETE', `/channels/${channel.id}/messages/1`)).toBe(10008);
  expect(await codeOf('GET', `/guilds/${guild.id}/roles/1`)).toBe(10011);
  expect(await codeOf('GET', `/guilds/${guild.id}/members/1`)).toBe(10013);
  expect(await codeOf('GET', '/users/1')).toBe(10013);
});

test('a wrong token is refused, and refusals are counted until nothing gets through', async () => {
  const { api, discord, channel } = await start({ limits: { buckets: {}, maxInvalid: 3 } });
  for (let times = 0; times < 3; times++) {
    const response = await api('GET', `/channels/${channel.id}`, undefined, { authorization: 'Bot wrong' });
    expect(response.status).toBe(401);
  }
  expect(discord.limits.invalid).toBe(3);
  expect((await api('GET', `/channels/${channel.id}`)).status).toBe(429);
});

test('messages are read back page by page, before, after and around one', async () => {
  const { api, world, channel, ada } = await start();
  const ids = Array.from({ length: 7 }, (_, at) => sendMessage(world, channel, { author: ada, content: `${at}` }).id);
  const read = async (query: string) => {
    const page = await (await api('GET', `/channels/${channel.id}/messages?${query}`)).json();
    return z
      .array(sent)
      .parse(page)
      .map(({ id }) => ids.indexOf(id));
  };
  expect(await read('limit=2')).toEqual([6, 5]);
  expect(await read(`limit=2&before=${ids[3]}`)).toEqual([2, 1]);
  expect(await read(`limit=2&after=${ids[3]}`)).toEqual([5, 4]);
  expect(await read(`limit=3&around=${ids[3]}`)).toEqual([4, 3, 2]);
});

test('who reacted is read page by page', async () => {
  const { api, world, channel, ada, bob } = await start();
  const message = sendMessage(world, channel, { author: ada, content: 'Vote' });
  for (const user of [bob, ada, world.bot]) addReaction(world, channel, message, user, { id: null, name: '👍' });
  const path = `/channels/${channel.id}/messages/${message.id}/reactions/${encodeURIComponent('👍')}`;
  const read = async (query: string) =>
    z
      .array(sent)
      .parse(await (await api('GET', `${path}?${query}`)).json())
      .map(({ id }) => id);
  expect(await read('limit=2')).toEqual([world.bot.id, ada.id]);
  expect(await read(`limit=2&after=${ada.id}`)).toEqual([bob.id]);
  expect(await read('type=1')).toEqual([]);
});

test('a moderating bot takes away reactions: one person’s, all of one kind, all', async () => {
  const { api, world, channel, ada, bob } = await start({ guild: { bot: May.ManageMessages } });
  const message = sendMessage(world, channel, { author: ada, content: 'Vote' });
  for (const name of ['👍', '👎', '🎉']) {
    for (const user of [ada, bob]) addReaction(world, channel, message, user, { id: null, name });
  }
  const path = `/channels/${channel.id}/messages/${message.id}/reactions`;
  const left = () => message.reactions.map(({ emoji, userIds }) => `${emoji.name} ${userIds.length}`);
  expect((await api('DELETE', `${path}/${encodeURIComponent('👍')}/${bob.id}`)).status).toBe(204);
  expect(left()).toEqual(['👍 1', '👎 2', '🎉 2']);
  expect((await api('DELETE', `${path}/${encodeURIComponent('👎')}`)).status).toBe(204);
  expect(left()).toEqual(['👍 1', '🎉 2']);
  expect((await api('DELETE', path)).status).toBe(204);
  expect(left()).toEqual([]);
});

test('members are listed, searched and fetched, and the bot’s own guilds page by page', async () => {
  const { api, world, guild, ada, bob } = await start();
  const members = z.array(z.object({ user: z.object({ id: z.string() }) }));
  const read = async (path: string) => (await api('GET', path)).json();
  const idsOf = async (query: string) =>
    members.parse(await read(`/guilds/${guild.id}/members${query}`)).map(({ user }) => user.id);
  expect(await idsOf('?limit=2')).toEqual([world.bot.id, ada.id]);
  expect(await idsOf(`?limit=2&after=${ada.id}`)).toEqual([bob.id]);
  expect(await idsOf('/search?query=BO')).toEqual([bob.id]);
  expect(await read(`/guilds/${guild.id}/members/${bob.id}`)).toMatchObject({ user: { username: 'bob' }, roles: [] });
  const cyd = createUser(world, 'cyd');
  expect(await read(`/guilds/${guild.id}/members/${cyd.id}`)).toMatchObject({ code: 10007 });

  const others = ['Milk', 'Sugar'].map((name) => createGuild(world, name, { owner: ada }));
  const all = [guild, ...others].map(({ name }) => name);
  const guilds = z.array(z.looseObject({ name: z.string(), approximate_member_count: z.int().optional() }));
  const namesOf = async (query: string) =>
    guilds.parse(await read(`/users/@me/guilds${query}`)).map(({ name }) => name);
  expect(await namesOf('')).toEqual(all);
  expect(await namesOf(`?limit=1&after=${guild.id}`)).toEqual(['Milk']);
  expect(await namesOf(`?limit=1&before=${others[1]?.id}`)).toEqual(['Milk']);
  expect(await read('/users/@me/guilds?with_counts=true')).toMatchObject([{ approximate_member_count: 3 }, {}, {}]);
});

test('a bot pins what it may, and reads pins back', async () => {
  const { connect, channel, world, ada, api } = await start({ guild: { bot: May.PinMessages } });
  const client = await connect();
  const room = await client.channels.fetch(channel.id);
  if (room?.type !== ChannelType.GuildText) throw new Error('It is no text channel.');
  const message = await room.send('Keep this.');
  sendMessage(world, channel, { author: ada, content: 'Not this.' });
  await message.pin();
  const { items, hasMore } = await room.messages.fetchPins();
  expect([items.map((pin) => pin.message.content), hasMore]).toEqual([['Keep this.'], false]);
  await message.unpin();
  expect((await room.messages.fetchPins()).items).toEqual([]);
  editChannel(world, channel, { overwrites: [{ id: world.bot.id, kind: 'member', allow: 0n, deny: May.PinMessages }] });
  const refused = await api('PUT', `/channels/${channel.id}/messages/pins/${message.id}`);
  expect(await refused.json()).toMatchObject({ code: 50013 });
});

test('a reply to a message that is gone is refused, unless the sender does not mind', async () => {
  const { api, channel } = await start();
  const reply = (more: object) => {
    const reference = { message_id: '5', channel_id: channel.id, ...more };
    return api('POST', `/channels/${channel.id}/messages`, { content: 'Yes', message_reference: reference });
  };
  const unknown = { _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }] };
  expect(await (await reply({})).json()).toMatchObject({ code: 50035, errors: { message_reference: unknown } });
  const sent = await (await reply({ fail_if_not_exists: false })).json();
  expect(sent).toMatchObject({ type: 0 });
  expect(sent).not.toHaveProperty('message_reference');
});

test('a reply says what it answers, also after that is gone', async () => {
  const { api, world, channel, ada } = await start();
  const question = sendMessage(world, channel, { author: ada, content: 'Tea?' });
  const path = `/channels/${channel.id}/messages`;
  const reply = { content: 'Yes', message_reference: { message_id: question.id } };
  const made = await (await api('POST', path, reply)).json();
  const { id } = sent.parse(made);
  const reference = { message_id: question.id, channel_id: channel.id };
  expect(made).toMatchObject({ message_reference: reference, referenced_message: { content: 'Tea?' } });
  deleteMessage(world, channel, question);
  const read = await (await api('GET', `${path}/${id}`)).json();
  expect(read).toMatchObject({ message_reference: reference, referenced_message: null });
});

test('without the history there are no replies, and none to Discord’s own notes', async () => {
  const { api, world, guild, channel, ada, discord } = await start({ refuses: true });
  const question = sendMessage(world, channel, { author: ada, content: 'Tea?' });
  const note = sendMessage(world, channel, { author: ada, type: MessageType.UserJoin });
  const reply = async (id: string) => {
    const body = { content: 'Yes', message_reference: { message_id: id } };
    return (await api('POST', `/channels/${channel.id}/messages`, body)).json();
  };
  expect(await reply(note.id)).toMatchObject({ code: 50035 });
  expect(discord.refusals).toMatchObject([{ reason: expect.stringContaining('Cannot reply to a system message') }]);
  const overwrites = [{ id: guild.id, kind: 'role' as const, allow: 0n, deny: May.ReadMessageHistory }];
  editChannel(world, channel, { overwrites });
  expect(await reply(question.id)).toMatchObject({ code: 160002 });
});

test('each route has its bucket, each channel its own, and the headers tell of it', async () => {
  const clock = createManualClock();
  const { api, channel, world, guild } = await start({ clock, limits: {} });
  const other = createChannel(world, guild, 'other');
  const send = (id: string) => api('POST', `/channels/${id}/messages`, { content: 'Hi' });
  const first = await send(channel.id);
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '4',
    'x-ratelimit-reset-after': '5.000',
  });
  for (let times = 0; times < 4; times++) expect((await send(channel.id)).status).toBe(200);
  await clock.advance(3_500);
  const early = await send(channel.id);
  expect(early.status).toBe(429);
  expect(await early.json()).toMatchObject({ retry_after: 1.5, global: false });
  expect(early.headers.get('retry-after')).toBe('2');
  expect(early.headers.get('x-ratelimit-scope')).toBe('user');
  expect((await send(other.id)).status).toBe(200);
  await clock.advance(1_500);
  expect((await send(channel.id)).status).toBe(200);
});

test('more than fifty requests a second are too many for any bot', async () => {
  const clock = createManualClock();
  const { api, channel } = await start({ clock, limits: { globalPerSecond: 2, buckets: {} } });
  const read = () => api('GET', `/channels/${channel.id}`);
  await read();
  await read();
  const early = await read();
  expect(early.status).toBe(429);
  expect(early.headers.get('x-ratelimit-global')).toBe('true');
  expect(await early.json()).toMatchObject({ global: true });
  await clock.advance(1_000);
  expect((await read()).status).toBe(200);
});

test('a test can fail, hold and limit requests, and lose their answers', async () => {
  const { api, channel, discord } = await start();
  const route = 'POST /channels/{channel_id}/messages';
  const send = () => api('POST', `/channels/${channel.id}/messages`, { content: 'Hi' });
  discord.faults.fail(route, 503, 2);
  expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([503, 503, 200]);
  discord.faults.rateLimit(route, 250);
  expect(await (await send()).json()).toMatchObject({ retry_after: 0.25 });
  expect(discord.limits.invalid).toBe(1);
  discord.faults.rateLimit(route, 250, { shared: true });
  expect((await send()).headers.get('x-ratelimit-scope')).toBe('shared');
  expect(discord.limits.invalid).toBe(1);
  expect(channel.messages.size).toBe(1);
  const gate = discord.faults.hold(route);
  const held = send();
  await gate.reached;
  expect(channel.messages.size).toBe(1);
  gate.release();
  expect((await held).status).toBe(200);
  discord.faults.cutOff(route);
  await expect(send()).rejects.toThrow();
  expect(channel.messages.size).toBe(2);
  discord.faults.loseReply(route);
  await expect(send()).rejects.toThrow();
  expect(channel.messages.size).toBe(3);
});

test('without the privilege for content, REST leaves it out as well, and lists no members', async () => {
  const { api, world, guild, channel, ada } = await start({ privilegedIntents: [] });
  sendMessage(world, channel, { author: ada, content: `Hello <@${world.bot.id}>` });
  sendMessage(world, channel, { author: ada, content: 'Not for bots' });
  const read = z.array(sent).parse(await (await api('GET', `/channels/${channel.id}/messages`)).json());
  expect(read.map(({ content }) => content)).toEqual(['', `Hello <@${world.bot.id}>`]);
  expect(await (await api('GET', `/guilds/${guild.id}/members`)).json()).toMatchObject({ code: 50001 });
});

test('discord.js waits out a 429 and sends again', async () => {
  const { connect, channel, discord } = await start();
  const client = await connect();
  discord.faults.rateLimit('POST /channels/{channel_id}/messages', 100);
  const room = await client.channels.fetch(channel.id);
  if (room?.isSendable() !== true) throw new Error('Nothing can be sent there.');
  await room.send('At last.');
  const sent = discord.requests.filter(({ method }) => method === 'POST');
  expect(sent.map(({ status }) => status)).toEqual([429, 200]);
});

test('an edit keeps the attachments that it names, and no others', async () => {
  const { connect, channel } = await start();
  const client = await connect();
  const room = await client.channels.fetch(channel.id);
  if (room?.isSendable() !== true) throw new Error('Nothing can be sent there.');
  const files = ['one', 'two'].map((name) => ({ attachment: Buffer.from(name), name: `${name}.txt` }));
  const sent = await room.send({ content: 'Two', files });
  const kept = sent.attachments.filter(({ name }) => name === 'two.txt');
  const edited = await sent.edit({ content: 'One', attachments: [...kept.values()] });
  expect(edited.attachments.map(({ name }) => name)).toEqual(['two.txt']);
});

test('who shares no guild with the bot cannot be written to, and a word is no emoji', async () => {
  const { api, world, channel, ada } = await start();
  const stranger = createUser(world, 'stranger');
  const opened = await api('POST', '/users/@me/channels', { recipient_id: stranger.id });
  const direct = sent.parse(await opened.json());
  const refused = await api('POST', `/channels/${direct.id}/messages`, { content: 'Hi' });
  expect(await refused.json()).toMatchObject({ code: 50278 });
  const message = sendMessage(world, channel, { author: ada, content: 'Hi' });
  const reacted = await api('PUT', `/channels/${channel.id}/messages/${message.id}/reactions/thumbsup/@me`);
  expect(await reacted.json()).toMatchObject({ code: 10014 });
});

test('the demo plays its conversation, and nothing of it is refused', { timeout: 90_000 }, async () => {
  const { stdout, stderr } = await run(process.execPath, [join(import.meta.dirname, '../../demos/discord.ts')]);
  expect(stdout).toContain('✔ verified');
  expect(stdout).toContain('with stats.png');
  expect(stderr).toContain(' 0 refused.');
});

test('a bench can go without the description, and without a word about it', async () => {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { api, channel, discord } = await start({ validate: false });
  expect(discord.isValidating).toBe(false);
  expect(said).not.toHaveBeenCalled();
  expect((await api('GET', `/channels/${channel.id}/messages?of=no-use`)).status).toBe(200);
});

test('where the description is absent it says so, and goes on', async () => {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { api, channel, discord } = await start({ description: '/nowhere/openapi.json' });
  expect(discord.isValidating).toBe(false);
  expect(said).toHaveBeenCalledWith(expect.stringContaining('/nowhere/openapi.json is absent'));
  expect((await api('POST', `/channels/${channel.id}/messages`, { content: 'Hi' })).status).toBe(200);
});
