import { once } from 'node:events';
import { MessageType, Partials } from 'discord.js';
import { expect, test } from 'vitest';
import { createCommunity, overwrite } from './index.ts';
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
