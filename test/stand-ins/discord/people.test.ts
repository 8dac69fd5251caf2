import { once } from 'node:events';
import { type Message, MessageType, Partials } from 'discord.js';
import { expect, test } from 'vitest';
import { createCommunity, overwrite, type Person } from './index.ts';
import { start } from './start-for-tests.ts';

async function startPeopled() {
  const started = await start();
  const community = createCommunity(started.discord.desk, 'Coffee', { bot: ['ManageMessages'] });
  const channel = community.channel('general');
  const [ada, bob] = [community.member('ada'), community.member('bob')];
  const client = await started.connect({ partials: [Partials.Channel, Partials.GuildMember, Partials.Message] });
  return { ...started, client, community, channel, ada, bob };
}

test('what a person sends, changes and deletes is heard by the bot', async () => {
  const { client, channel, ada, bob } = await startPeopled();
  const sent = once(client, 'messageCreate');
  const message = ada.sends(channel, 'look', {
    mentions: [bob],
    attachments: [{ filename: 'log.txt', data: Buffer.from('error') }],
  });
  const [heard] = await sent;
  expect(heard.content).toBe(`${bob.mention} look`);
  expect([...heard.mentions.users.keys()]).toEqual([bob.id]);
  expect(heard.attachments.first()).toMatchObject({ name: 'log.txt', size: 5 });

  const edited = once(client, 'messageUpdate');
  ada.edits(message, 'never mind');
  expect((await edited)[1].content).toBe('never mind');
  const deleted = once(client, 'messageDelete');
  ada.deletes(message);
  expect((await deleted)[0].id).toBe(message.id);
  expect(bob.sees(channel)).toEqual([]);
});

test('without the intent for it a bot reads only what mentions it', async () => {
  const { connect, discord, channel, ada } = await startPeopled();
  const client = await connect({ intents: ['Guilds', 'GuildMessages'] });
  const first = once(client, 'messageCreate');
  ada.sends(channel, 'Not for you.', { attachments: [{ filename: 'a.txt', data: Buffer.from('a') }] });
  const [unread] = await first;
  expect([unread.content, unread.attachments.size, unread.author.username]).toEqual(['', 0, 'ada']);
  const second = once(client, 'messageCreate');
  ada.sends(channel, 'For you.', { mentions: [discord.world.bot] });
  expect((await second)[0].content).toBe(`<@${discord.world.bot.id}> For you.`);
});

test('a person sees the answer of the bot and how it changes', async () => {
  const { client, channel, ada } = await startPeopled();
  client.once('messageCreate', async (message) => {
    const reply = await message.reply('One moment …');
    await reply.edit('Half …');
    await reply.edit('Done.');
  });
  const asked = ada.sends(channel, 'How?');
  const answer = await ada.nextMessage(channel);
  expect(answer).toMatchObject({ type: MessageType.Reply, replyTo: { messageId: asked.id } });
  await ada.nextEdit(answer, ({ content }) => content === 'Done.');
  expect(ada.sees(channel).map(({ content }) => content)).toEqual(['How?', 'Done.']);
});

test('a reaction is heard when it is made and when it is taken back', async () => {
  const { client, channel, ada, bob } = await startPeopled();
  const message = ada.sends(channel, 'Good?');
  const added = once(client, 'messageReactionAdd');
  bob.reacts(message, '👍');
  const [reaction, user] = await added;
  expect([reaction.emoji.name, user.id]).toEqual(['👍', bob.id]);
  expect(() => bob.reacts(message, '👍')).toThrow('bob has reacted with 👍 already.');
  const removed = once(client, 'messageReactionRemove');
  bob.unreacts(message, '👍');
  expect((await removed)[0].emoji.name).toBe('👍');
  expect(() => bob.unreacts(message, '👍')).toThrow('bob has not reacted with 👍.');
});

test('a moderator clears the reactions with one emoji, or all of them', async () => {
  const { client, community, channel, ada, bob } = await startPeopled();
  const message = ada.sends(channel, 'Good?');
  for (const emoji of ['👍', '👎', '🫖']) bob.reacts(message, emoji);
  const left = () => message.reactions.map(({ emoji }) => emoji.name);
  const cleared = once(client, 'messageReactionRemoveEmoji');
  community.owner.clears(message, '👍');
  expect((await cleared)[0].emoji.name).toBe('👍');
  expect(left()).toEqual(['👎', '🫖']);
  const allCleared = once(client, 'messageReactionRemoveAll');
  community.owner.clears(message);
  expect((await allCleared)[0].id).toBe(message.id);
  expect(left()).toEqual([]);
  expect(() => bob.clears(message)).toThrow('ManageMessages');
});

test('a reply pings whoever is answered, unless that is switched off', async () => {
  const { channel, ada, bob } = await startPeopled();
  const message = ada.sends(channel, 'Hm?');
  expect(bob.sends(channel, 'Yes.', { replyTo: message }).mentions.users).toEqual([ada.user]);
  expect(bob.sends(channel, 'Quietly.', { replyTo: message, pings: false }).mentions.users).toEqual([]);
});

test('threads and forum posts are started by people', async () => {
  const { client, channel, community, ada, bob } = await startPeopled();
  const forum = community.forum('help', { tags: ['solved'] });
  const created = once(client, 'threadCreate');
  const { thread, message } = ada.posts(forum, 'It hums', 'All day.', { tags: ['solved'] });
  const [heard, isNew] = await created;
  expect([heard.id, heard.appliedTags, isNew]).toEqual([thread.id, [forum.tags[0]?.id], true]);
  expect(message.id).toBe(thread.id);
  expect(bob.sends(thread, 'Mine too.').channelId).toBe(thread.id);

  const updated = once(client, 'threadUpdate');
  ada.archives(thread);
  expect((await updated)[1].archived).toBe(true);
  expect(() => bob.archives(thread)).toThrow('ManageThreads');
  expect(() => bob.reacts(message, '👍')).toThrow('is archived');
  bob.reacts(bob.sends(thread, 'Still humming.'), '👍');
  community.owner.archives(thread, { locked: true });
  expect(() => bob.sends(thread, 'Hello?')).toThrow('ManageThreads');

  const started = ada.startsThread(ada.sends(channel, 'A long story'), 'The story');
  bob.sends(started, 'Go on.');
  // The first is Discord's own note of the message that the thread was started from.
  expect(ada.sees(started).map(({ content }) => content)).toEqual(['', 'Go on.']);
  expect(() => ada.posts(channel, 'x', 'y')).toThrow('"general" is no forum.');
});

test('a direct message reaches the bot, and is answered there', async () => {
  const { client, ada, bob } = await startPeopled();
  client.once('messageCreate', (message) => message.channel.isSendable() && message.channel.send('Psst yourself.'));
  ada.sends(ada.direct(), 'Psst.');
  expect((await ada.nextMessage(ada.direct())).content).toBe('Psst yourself.');
  expect(bob.sees(ada.direct())).toEqual([]);
});

test('a channel that a person may not see is closed to them', async () => {
  const { community, ada, bob } = await startPeopled();
  const helper = community.role('helper');
  const everyone = community.guild.roles.get(community.id);
  if (everyone === undefined) throw new Error('There is no @everyone.');
  const overwrites = [overwrite(everyone, { deny: ['ViewChannel'] }), overwrite(helper, { allow: ['ViewChannel'] })];
  const hidden = community.channel('helpers', { overwrites });
  expect(() => ada.sends(hidden, 'Hello?')).toThrow('ada may not do that in "helpers": SendMessages.');
  community.owner.givesRole(ada, helper);
  const message = ada.sends(hidden, 'Hello.');
  expect(bob.sees(hidden)).toEqual([]);
  expect(ada.sees(hidden)).toEqual([message]);
  community.owner.takesRole(ada, helper);
  expect(ada.sees(hidden)).toEqual([]);
  community.owner.givesRole(bob, helper);
  expect(bob.sees(hidden)).toEqual([message]);
  community.owner.deletesRole(helper);
  expect(bob.sees(hidden)).toEqual([]);
});

test('a person may be a member of two servers', async () => {
  const { discord, ada, channel } = await startPeopled();
  const other = createCommunity(discord.desk, 'Cocoa');
  const room = other.channel('general');
  expect(() => ada.sends(room, 'Hello?')).toThrow('SendMessages');
  const adaThere = other.admits(ada.user);
  expect(adaThere.sends(room, 'Hello.').author).toBe(ada.sends(channel, 'Hello.').author);
});

test('members have join dates and names, come and go', async () => {
  const { client, community, ada } = await startPeopled();
  const joined = once(client, 'guildMemberAdd');
  community.member('cyd', { joinedAt: new Date('2020-02-02T00:00:00Z'), nick: 'Cy' });
  const [member] = await joined;
  expect(member.joinedAt).toEqual(new Date('2020-02-02T00:00:00Z'));
  expect(member.displayName).toBe('Cy');
  const left = once(client, 'guildMemberRemove');
  ada.leaves();
  expect((await left)[0].id).toBe(ada.id);
  expect(() => ada.leaves()).toThrow('ada is no member of "Coffee".');
  const back = once(client, 'guildMemberAdd');
  ada.joins();
  expect((await back)[0].id).toBe(ada.id);
});

test('a moderator deletes, closes, and throws out, and others may not', async () => {
  const { client, community, channel, ada, bob, discord } = await startPeopled();
  const message = ada.sends(channel, 'Buy now!');
  expect(() => bob.deletes(message)).toThrow('ManageMessages');
  expect(() => bob.edits(message, 'x')).toThrow('bob did not write that message.');
  expect(() => bob.kicks(ada)).toThrow('KickMembers');
  community.owner.deletes(message);
  const moderator = community.role('moderator');
  community.owner.givesRole(bob, moderator);
  community.owner.setsPermissions(moderator, 'ManageMessages');
  bob.deletes(ada.sends(channel, 'Buy now, really!'));
  const gone = once(client, 'guildMemberRemove');
  community.owner.kicks(ada);
  await gone;
  const other = community.channel('old');
  const changed = once(client, 'channelUpdate');
  community.owner.setsOverwrites(channel, [overwrite(bob, { deny: ['SendMessages'] })]);
  await changed;
  expect(() => bob.sends(channel, 'Hm.')).toThrow('SendMessages');
  const deleted = once(client, 'channelDelete');
  community.owner.deletesChannel(other);
  expect((await deleted)[0].id).toBe(other.id);
  const left = once(client, 'guildDelete');
  community.owner.kicks(discord.world.bot);
  expect((await left)[0].id).toBe(community.id);
});

test('what webhooks, other bots and Discord itself write is told from what members write', async () => {
  const { client, community, channel, ada } = await startPeopled();
  const heard: Message[] = [];
  const all = Promise.withResolvers<void>();
  client.on('messageCreate', (message) => {
    if (heard.push(message) === 6) all.resolve();
  });
  community.greetsIn(channel);
  community.webhook('CI').sends(channel, 'The build is red.', { embeds: [{ title: 'Build 7' }] });
  const other = community.member('tea-bot', { isBot: true });
  other.sends(channel, 'Tea is served.');
  ada.boosts();
  community.owner.pins(ada.sends(channel, 'Remember this.'));
  await all.promise;
  expect(heard.map(({ content, type, author }) => [content, type, author.bot])).toEqual([
    ['The build is red.', MessageType.Default, true],
    ['', MessageType.UserJoin, true],
    ['Tea is served.', MessageType.Default, true],
    ['', MessageType.GuildBoost, false],
    ['Remember this.', MessageType.Default, false],
    ['', MessageType.ChannelPinnedMessage, false],
  ]);
  expect(heard.map(({ system }) => system)).toEqual([false, true, false, true, false, true]);
  expect(heard.map(({ webhookId }) => webhookId !== null)).toEqual([true, false, false, false, false, false]);
  expect(heard[0]).toMatchObject({ member: null, author: { username: 'CI', discriminator: '0000' } });
  expect(heard[5]?.reference?.messageId).toBe(heard[4]?.id);
  expect(heard[4]?.pinned).toBe(true);
});

test('a message that Discord changes by itself was edited by nobody', async () => {
  const { client, community, channel, ada } = await startPeopled();
  const message = ada.sends(channel, 'See https://nixos.org and <https://nix.dev>.');
  const unfurled = once(client, 'messageUpdate');
  community.unfurls(message);
  const [, after] = await unfurled;
  expect(after.embeds.map(({ url }: { url: string }) => url)).toEqual(['https://nixos.org']);
  expect([after.content, after.editedTimestamp]).toEqual([message.content, null]);
  expect(() => community.unfurls(ada.sends(channel, 'No link.'))).toThrow('no link');
});

test('a moderator deletes many messages at once, of which the bot hears once', async () => {
  const { client, community, channel, ada, bob } = await startPeopled();
  const spam = [ada.sends(channel, 'Buy'), ada.sends(channel, 'now')] as const;
  expect(() => bob.purges(spam)).toThrow('ManageMessages');
  const purged = once(client, 'messageDeleteBulk');
  community.owner.purges(spam);
  expect([...(await purged)[0].keys()].sort()).toEqual(spam.map(({ id }) => id));
  expect(ada.sees(channel)).toEqual([]);
});

test('members wait between messages where a channel is slow, and neither moderators nor bots do', async () => {
  const { client, community, ada } = await startPeopled();
  const made = once(client, 'channelCreate');
  const slow = community.channel('slow', { slowModeSeconds: 60 });
  expect((await made)[0]).toMatchObject({ rateLimitPerUser: 60 });
  ada.sends(slow, 'One.');
  expect(() => ada.sends(slow, 'Two.')).toThrow('ada has to wait 60 s');
  for (const who of [community.owner, community.member('tea-bot', { isBot: true })]) {
    for (const text of ['One.', 'Two.']) who.sends(slow, text);
  }
  expect(ada.sees(slow)).toHaveLength(5);
});

test('stickers, polls and forwarded messages have no text of their own', async () => {
  const { client, connect, community, channel, ada, bob, api } = await startPeopled();
  const heard: Message[] = [];
  const all = Promise.withResolvers<void>();
  client.on('messageCreate', (message) => {
    if (heard.push(message) === 3) all.resolve();
  });
  const told = bob.sends(community.channel('kitchen'), 'The kettle hums.');
  ada.sends(channel, '', { sticker: 'Wave' });
  ada.sends(channel, '', { poll: { question: 'Tea or coffee?', answers: ['Tea', 'Coffee'] } });
  await all.promise;
  expect(heard.map(({ content }) => content)).toEqual(['The kettle hums.', '', '']);
  expect(heard[1]?.stickers.map(({ name }) => name)).toEqual(['Wave']);
  expect(heard[2]?.poll?.question.text).toBe('Tea or coffee?');
  expect(() => ada.sends(channel, ' ')).toThrow('no empty message');
  expect(() => ada.sends(channel, 'x'.repeat(4_001))).toThrow('4000 characters at most');
  expect((await api('GET', `/channels/${channel.id}/messages`)).status).toBe(200);

  const blind = await connect({ intents: ['Guilds', 'GuildMessages'] });
  const forwarded = Promise.all([once(client, 'messageCreate'), once(blind, 'messageCreate')]);
  ada.forwards(told, channel);
  const [[seen], [unseen]] = await forwarded;
  const texts = [seen, unseen].map(({ content, messageSnapshots }) => [content, messageSnapshots.first().content]);
  expect(texts).toEqual([
    ['', 'The kettle hums.'],
    ['', ''],
  ]);
});

test('a bot that is kicked is gone, and can be invited again', async () => {
  const { client, community, channel, ada, api, discord } = await startPeopled();
  const left = once(client, 'guildDelete');
  community.owner.kicks(discord.world.bot);
  expect((await left)[0].id).toBe(community.id);
  ada.sends(channel, 'Nobody hears this.');
  expect(await (await api('GET', `/guilds/${community.id}`)).json()).toMatchObject({ code: 10004 });
  expect(await (await api('GET', `/channels/${channel.id}`)).json()).toMatchObject({ code: 50001 });
  expect(() => ada.uses('/ask', {}, { in: channel })).toThrow('those that are: none');

  const joined = once(client, 'guildCreate');
  community.owner.invitesBot('ManageMessages');
  const [guild] = await joined;
  expect(guild.channels.cache.has(channel.id)).toBe(true);
  expect(guild.members.me.permissions.has('ManageMessages')).toBe(true);
  const heard = once(client, 'messageCreate');
  ada.sends(channel, 'Welcome back.');
  expect((await heard)[0].content).toBe('Welcome back.');
});

test('an outage is no kick: the server is unavailable, and comes back as it is by then', async () => {
  const { client, community, channel, ada, api } = await startPeopled();
  const down = once(client, 'guildUnavailable');
  community.goesDown();
  expect((await down)[0]).toMatchObject({ id: community.id, available: false });
  ada.sends(channel, 'Nobody hears this.');
  community.channel('made meanwhile');
  expect((await api('GET', `/channels/${channel.id}`)).status).toBe(503);
  expect((await api('GET', `/guilds/${community.id}/roles`)).status).toBe(503);
  const up = once(client, 'guildAvailable');
  community.comesBack();
  const [guild] = await up;
  expect(guild.channels.cache.map(({ name }: { name: string }) => name)).toEqual(['general', 'made meanwhile']);
  const heard = once(client, 'messageCreate');
  ada.sends(channel, 'Here again.');
  expect((await heard)[0].content).toBe('Here again.');
});

test('a client that starts during an outage is ready without that server, and hears when it is back', async () => {
  const { community, connect } = await startPeopled();
  community.goesDown();
  const late = await connect();
  expect(late.guilds.cache.get(community.id)?.available).toBe(false);
  const up = once(late, 'guildAvailable');
  community.comesBack();
  expect((await up)[0].name).toBe('Coffee');
});

test('who takes no direct messages, or shares no server, is not written to', async () => {
  const { client, ada, bob } = await startPeopled();
  const failing = (person: Person) => client.users.send(person.id, 'Psst.').catch(({ code }) => code);
  ada.refusesDirect();
  expect(await failing(ada)).toBe(50007);
  bob.leaves();
  expect(await failing(bob)).toBe(50278);
  expect(() => bob.sends(bob.direct(), 'Hello?')).toThrow('shares no server');
});

test('a thread that is started without a message is noted in its channel', async () => {
  const { client, channel, ada } = await startPeopled();
  const noted = once(client, 'messageCreate');
  const thread = ada.startsThread(channel, 'Beans');
  const [note] = await noted;
  expect(note).toMatchObject({ type: MessageType.ThreadCreated, content: 'Beans', system: true });
  expect(note.reference).toMatchObject({ channelId: thread.id, messageId: undefined });
});
