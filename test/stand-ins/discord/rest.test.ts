import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApplicationCommandOptionType, ChannelType, Events, PermissionFlagsBits as May } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createManualClock } from '../../models/manual-clock.ts';
import { start } from './start-for-tests.ts';
import { addReaction, createChannel, createUser, editChannel, sendMessage, startThread } from './world/index.ts';

const run = promisify(execFile);
const failure = z.object({ code: z.number() });
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

test('with enforce_nonce the same nonce is the same message, for some minutes', async () => {
  const clock = createManualClock();
  const { api, channel } = await start({ clock });
  const path = `/channels/${channel.id}/messages`;
  const once = { content: 'Once', nonce: '7', enforce_nonce: true };
  const send = async (body: object) => sent.parse(await (await api('POST', path, body)).json());
  const one = await send(once);
  expect(one.nonce).toBe('7');
  expect(await send(once)).toEqual(one);
  await clock.advance(6 * 60_000);
  expect((await send(once)).id).not.toBe(one.id);
  expect((await send({ ...once, enforce_nonce: false })).id).not.toBe(one.id);
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
  const { api, world, guild, channel, ada } = await start();
  const message = sendMessage(world, channel, { author: ada, content: 'Hi' });
  const forbid = (deny: bigint) =>
    editChannel(world, channel, { overwrites: [{ id: guild.id, kind: 'role', allow: 0n, deny }] });
  const path = `/channels/${channel.id}/messages`;
  const codeOf = async (method: string, where: string, body?: unknown) => {
    const response = await api(method, where, body);
    return response.status < 300 ? response.status : failure.parse(await response.json()).code;
  };
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
  const { api, channel, guild } = await start();
  const codeOf = async (path: string) => failure.parse(await (await api('GET', path)).json()).code;
  expect(await codeOf('/channels/1')).toBe(10003);
  expect(await codeOf('/guilds/1')).toBe(10004);
  expect(await codeOf(`/channels/${channel.id}/messages/1`)).toBe(10008);
  expect(await codeOf(`/guilds/${guild.id}/roles/1`)).toBe(10011);
  expect(await codeOf(`/guilds/${guild.id}/members/1`)).toBe(10013);
  expect(await codeOf('/users/1')).toBe(10013);
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
});

test('a reply to a message that is gone is refused, unless the sender does not mind', async () => {
  const { api, channel } = await start();
  const reply = (more: object) => {
    const reference = { message_id: '5', channel_id: channel.id, ...more };
    return api('POST', `/channels/${channel.id}/messages`, { content: 'Yes', message_reference: reference });
  };
  expect(await (await reply({})).json()).toMatchObject({ code: 50035 });
  expect((await reply({ fail_if_not_exists: false })).status).toBe(200);
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

test('what Discord asks of commands beyond their form is asked here, too', async () => {
  const { api, world, discord } = await start({ refuses: true });
  const put = async (commands: object[]) =>
    (await api('PUT', `/applications/${world.applicationId}/commands`, commands)).json();
  const ask = { name: 'ask', description: 'Ask' };
  expect(await put([ask, ask])).toMatchObject({ errors: { 1: { name: {} } } });
  expect(await put([{ ...ask, name: 'Ask Me' }])).toMatchObject({ errors: { name: {} } });
  const options = [
    { type: 3, name: 'one', description: 'One' },
    { type: 3, name: 'two', description: 'Two', required: true },
  ];
  expect(await put([{ ...ask, options }])).toMatchObject({ errors: { options: { 1: {} } } });
  expect(discord.refusals).toHaveLength(3);
});

test('who shares no guild with the bot cannot be written to, and a word is no emoji', async () => {
  const { api, world, channel, ada } = await start();
  const stranger = createUser(world, 'stranger');
  const opened = await api('POST', '/users/@me/channels', { recipient_id: stranger.id });
  const direct = sent.parse(await opened.json());
  const refused = await api('POST', `/channels/${direct.id}/messages`, { content: 'Hi' });
  expect(await refused.json()).toMatchObject({ code: 50007 });
  const message = sendMessage(world, channel, { author: ada, content: 'Hi' });
  const reacted = await api('PUT', `/channels/${channel.id}/messages/${message.id}/reactions/thumbsup/@me`);
  expect(await reacted.json()).toMatchObject({ code: 10014 });
});

test('the demo plays its conversation, and nothing of it is refused', async () => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'demo.ts')]);
  expect(stdout).toContain('Noted: The tea is in the third one.');
  expect(stdout).toContain(' 0 refused.');
});

test('where the description is absent it says so, and goes on', async () => {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { api, channel, discord } = await start({ description: '/nowhere/openapi.json' });
  expect(discord.isValidating).toBe(false);
  expect(said).toHaveBeenCalledWith(expect.stringContaining('/nowhere/openapi.json is absent'));
  expect((await api('POST', `/channels/${channel.id}/messages`, { content: 'Hi' })).status).toBe(200);
});
