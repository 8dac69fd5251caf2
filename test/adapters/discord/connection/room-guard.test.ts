import { once } from 'node:events';
import { ChannelType, type GuildTextBasedChannel } from 'discord.js';
import { expect, test } from 'vitest';
import { createRoomGuard, placeOf } from '../../../../src/adapters/discord/connection/index.ts';
import type { Notice, PlaceName } from '../../../../src/bot/index.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import { overwrite } from '../../../stand-ins/discord/index.ts';
import { editMember, editThread } from '../../../stand-ins/discord/world/index.ts';
import { createMemory, startGuest } from './guest.ts';

async function startGuarding() {
  const guest = await startGuest({ community: { bot: ['ManageRoles'] } });
  const { community, log, discord } = guest;
  const { store, whereabouts } = await createMemory();
  const help = community.channel('help');
  const { client } = await guest.open();
  const clock = createManualClock(Date.now());
  const told: (Notice & PlaceName)[] = [];
  const tellModerators = async (place: PlaceName, notice: Notice) => {
    told.push({ ...notice, ...place });
    return true;
  };
  const createGuard = () => createRoomGuard({ whereabouts, tellModerators, clock, log });
  const guard = createGuard();
  const channelOf = ({ id }: { id: string }): GuildTextBasedChannel => {
    const channel = client.channels.cache.get(id);
    if (!channel?.isTextBased() || channel.isDMBased()) throw new Error('The channel is not there.');
    return channel;
  };
  const channel = channelOf(help);
  const write = (to = channel) => guard.guard(to, () => to.send('hello'));
  /** The role that it was given with the invitation. */
  function ofBot() {
    const [role] = [...community.guild.roles.values()].filter(({ isManaged }) => isManaged);
    if (!role) throw new Error('The bot has no role of its own.');
    return role;
  }

  /** The bot is kept from writing there; first where discord.js knows of it, or not. */
  async function forbid(isKnown: boolean): Promise<void> {
    const updated = once(client, 'channelUpdate');
    if (!isKnown) discord.faults.gateway.lose('CHANNEL_UPDATE');
    community.owner.setsOverwrites(help, [overwrite(ofBot(), { deny: ['SendMessages'] })]);
    if (isKnown) await updated;
  }
  async function allow(): Promise<void> {
    const updated = once(client, 'channelUpdate');
    community.owner.setsOverwrites(help, []);
    await updated;
  }
  const blockedAt = async () => (await store.read.room.findFirst({ where: { platformId: help.id } }))?.blockedAt;
  return {
    ...{
      ...guest,
      client,
      clock,
      guard,
      createGuard,
      help,
      channel,
      channelOf,
      told,
      write,
      forbid,
      allow,
      blockedAt,
      ofBot,
    },
  };
}

test('where it may write it writes, and nothing is noted', async () => {
  const { guard, channel, write, told, blockedAt } = await startGuarding();
  expect(guard.mayWriteIn(channel)).toBe(true);
  expect((await write()).content).toBe('hello');
  expect([told, guard.stopped, await blockedAt()]).toEqual([[], 0, undefined]);
});

test('a room that refuses it is left alone, and the moderators are told once what is lacking where', async () => {
  const { guard, channel, write, forbid, told, blockedAt, community, help, discord } = await startGuarding();
  await forbid(true);
  expect(guard.mayWriteIn(channel)).toBe(false);
  await expect(write()).rejects.toMatchObject({ code: 'discord-room-refused' });
  await expect(write()).rejects.toMatchObject({ code: 'discord-room-refused' });
  expect(told).toEqual([
    {
      ...{ kind: 'news', platform: 'discord', platformId: community.id },
      text: `I cannot answer in <#${help.id}>: I lack the permission “Send Messages” there. I stay silent there until I may write again.`,
    },
  ]);
  expect(await blockedAt()).toBeInstanceOf(Date);
  expect(discord.limits.invalid).toBe(2);
});

test('asking where it may not write costs no request, and is told once, in two processes and after a restart too', async () => {
  const { guard, createGuard, channel, forbid, told, discord } = await startGuarding();
  await forbid(true);
  await Promise.all([guard.leaveAlone(channel), createGuard().leaveAlone(channel), guard.leaveAlone(channel)]);
  const restarted = createGuard();
  await restarted.load();
  expect(restarted.stopped).toBe(1);
  await restarted.leaveAlone(channel);
  expect(told).toHaveLength(1);
  expect(discord.limits.invalid).toBe(0);
});

test('when it may write again it goes on, and a later refusal is told anew', async () => {
  const { guard, channel, write, forbid, allow, told, blockedAt } = await startGuarding();
  await forbid(true);
  await guard.leaveAlone(channel);
  await guard.recheck(channel.guild);
  expect(guard.mayWriteIn(channel)).toBe(false);
  await allow();
  await guard.recheck(channel.guild);
  expect([guard.mayWriteIn(channel), guard.stopped, await blockedAt()]).toEqual([true, 0, null]);
  await write();
  await forbid(true);
  await guard.leaveAlone(channel);
  expect(told).toHaveLength(2);
});

test('a refusal that permissions do not explain is tried again after an hour, and told once', async () => {
  const { guard, channel, write, forbid, allow, told, clock, client, help, blockedAt } = await startGuarding();
  await forbid(false);
  expect(guard.mayWriteIn(channel)).toBe(true);
  await expect(write()).rejects.toMatchObject({ code: 'discord-room-refused' });
  expect(told.map((notice) => notice.kind === 'news' && notice.text)).toEqual([
    expect.stringContaining('my permissions look right; perhaps I am in a time-out'),
  ]);
  await guard.recheck(channel.guild);
  expect(guard.mayWriteIn(channel)).toBe(false);
  await clock.advance(60 * 60_000);
  expect(guard.mayWriteIn(channel)).toBe(true);
  await expect(write()).rejects.toMatchObject({ code: 'discord-room-refused' });
  expect([told.length, guard.mayWriteIn(channel)]).toEqual([1, false]);

  await allow();
  await clock.advance(60 * 60_000);
  expect(client.channels.cache.has(help.id)).toBe(true);
  await write();
  expect([guard.stopped, await blockedAt()]).toEqual([0, null]);
});

test('what it can do without does not make it leave a room alone', async () => {
  const { guard, community, help, channel, ofBot, client, told } = await startGuarding();
  const updated = once(client, 'channelUpdate');
  community.owner.setsOverwrites(help, [overwrite(ofBot(), { deny: ['AttachFiles'] })]);
  await updated;
  const files = [{ attachment: Buffer.from('log'), name: 'log.txt' }];
  const writing = guard.guard(channel, () => channel.send({ content: 'hello', files }));
  await expect(writing).rejects.toMatchObject({ code: 50013 });
  expect([guard.mayWriteIn(channel), told]).toEqual([true, []]);
});

test('a failure that is none of the room’s does not make it leave the room alone', async () => {
  const { guard, channel, write, discord } = await startGuarding();
  discord.faults.fail('POST /channels/{channel_id}/messages', 500, 4);
  await expect(write()).rejects.toThrow();
  expect(guard.mayWriteIn(channel)).toBe(true);
});

test('a thread that moderators have locked is left alone without a word, until it is open again', async () => {
  const { guard, community, discord, client, help, channelOf, told } = await startGuarding();
  const started = once(client, 'threadCreate');
  const thread = community.owner.startsThread(help, 'more');
  await started;
  const shown = channelOf(thread);
  expect(placeOf(shown).room.kind).toBe('thread');
  const locked = once(client, 'threadUpdate');
  community.owner.archives(thread, { locked: true });
  await locked;
  expect(guard.mayWriteIn(shown)).toBe(false);
  await expect(guard.guard(shown, () => shown.send('hello'))).rejects.toMatchObject({ code: 'discord-room-refused' });
  expect([told, guard.stopped]).toEqual([[], 1]);

  const opened = once(client, 'threadUpdate');
  editThread(discord.world, thread, { locked: false, archived: false });
  await opened;
  await guard.recheck(shown.guild);
  expect([guard.mayWriteIn(shown), guard.stopped]).toEqual([true, 0]);
});

test('a channel that is gone is left alone without a word', async () => {
  const { guard, community, client, help, channel, write, told } = await startGuarding();
  const gone = once(client, 'channelDelete');
  community.owner.deletesChannel(help);
  await gone;
  expect(channel.type).toBe(ChannelType.GuildText);
  await expect(write()).rejects.toMatchObject({ code: 'discord-room-refused' });
  expect([told, guard.stopped]).toEqual([[], 1]);
});

test('a role that the bot loses is noticed before it writes', async () => {
  const { guard, community, client, discord, help, channelOf } = await startGuarding();
  const staff = community.channel('staff', {
    overwrites: [
      { id: community.id, kind: 'role', allow: 0n, deny: 1024n },
      overwrite(community.role('staff'), { allow: ['ViewChannel'] }),
    ],
  });
  const role = [...community.guild.roles.values()].find(({ name }) => name === 'staff');
  const self = community.guild.members.get(discord.world.bot.id);
  if (!role || !self) throw new Error('They are there.');
  const given = once(client, 'guildMemberUpdate');
  editMember(discord.world, community.guild, self, { roleIds: [...self.roleIds, role.id] });
  await given;
  expect(guard.mayWriteIn(channelOf(staff))).toBe(true);
  const taken = once(client, 'guildMemberUpdate');
  editMember(discord.world, community.guild, self, { roleIds: self.roleIds.filter((id) => id !== role.id) });
  await taken;
  expect([guard.mayWriteIn(channelOf(staff)), guard.mayWriteIn(channelOf(help))]).toEqual([false, true]);
});
