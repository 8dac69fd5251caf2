import { expect, test } from 'vitest';
import { followRooms, placeOf } from '../../../../src/adapters/discord/connection/index.ts';
import type { IncomingRoom } from '../../../../src/bot/index.ts';
import { startQuorum } from '../../../bot/quorum-builder.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import { overwrite } from '../../../stand-ins/discord/index.ts';
import { deleteThread, editChannel, editThread } from '../../../stand-ins/discord/world/index.ts';
import { createMemory, startGuest } from './guest.ts';

/** A server whose rooms are known, followed by a clock that stands still until changes are to be looked at. */
async function startFollowing() {
  const guest = await startGuest({ community: { bot: ['ManageRoles', 'ViewChannel', 'ReadMessageHistory'] } });
  const { community, log, signal } = guest;
  const { store, whereabouts } = await createMemory();
  const general = community.channel('general');
  const thread = community.owner.startsThread(general, 'more');
  const other = community.channel('other');
  const clock = createManualClock();
  const told: IncomingRoom[] = [];
  const rechecked: string[] = [];
  const deletedIds: string[] = [];
  const looked = { count: 0 };
  const { bot } = await startQuorum({ url: `file:${store.file}`, withoutHosts: true });
  const { client } = await guest.open({
    attach: (tried) =>
      followRooms(tried, {
        whereabouts: {
          rooms(id) {
            looked.count++;
            return whereabouts.rooms(id);
          },
        },
        async roomChanged(place, room) {
          told.push(room);
          await bot.roomChanged(place, room);
        },
        roomDeleted: async (_, id) => void deletedIds.push(id),
        recheck: async ({ id }) => void rechecked.push(id),
        ...{ clock, log, signal },
      }),
  });
  const guild = client.guilds.cache.get(community.id);
  if (!guild) throw new Error('The server is not there.');
  for (const { id } of [thread, other]) {
    const channel = guild.channels.cache.get(id);
    if (!channel) throw new Error('The channel is not there.');
    const { community: place, room } = placeOf(channel);
    await bot.roomChanged(place, room);
  }

  /** Lets what has happened arrive, and then be looked at. */
  async function settle(): Promise<void> {
    const before = rechecked.length;
    while (clock.waiting === 0) await new Promise((resolve) => client.once('raw', resolve));
    await clock.advance(1_000);
    while (rechecked.length === before) await new Promise(setImmediate);
  }
  await settle(); // the server's own introduction
  looked.count = 0;
  const openness = async () => {
    const rooms = await store.read.room.findMany({ select: { name: true, open: true } });
    return Object.fromEntries(rooms.map(({ name, open }) => [name, open]));
  };
  return { ...guest, store, client, guild, general, thread, other, told, deletedIds, looked, settle, openness };
}

test('a channel that somebody is kept out of is no longer open, nor are its threads; others stay as they are', async () => {
  const { community, general, settle, openness, told } = await startFollowing();
  expect(await openness()).toEqual({ general: true, more: true, other: true });
  const mods = community.role('mods');
  community.owner.setsOverwrites(general, [overwrite(mods, { deny: ['ViewChannel'] })]);
  await settle();
  expect(await openness()).toEqual({ general: false, more: false, other: true });
  expect(told.map(({ name }) => name)).not.toContain('other');
  community.owner.setsOverwrites(general, []);
  await settle();
  expect(await openness()).toEqual({ general: true, more: true, other: true });
});

test('what everyone may do changes all rooms at once, and however much changes, they are looked through once', async () => {
  const { community, guild, settle, openness, looked } = await startFollowing();
  const everyone = community.guild.roles.get(guild.id);
  if (!everyone) throw new Error('Everyone has a role.');
  for (let count = 0; count < 20; count++) community.role(`role ${count}`);
  community.owner.setsPermissions(everyone, 'ViewChannel');
  await expect.poll(() => guild.roles.everyone.permissions.has('ReadMessageHistory')).toBe(false); // all has arrived
  await settle();
  expect(looked.count).toBe(1);
  expect(await openness()).toEqual({ general: false, more: false, other: false });
});

test('what is deleted is open to nobody, and it is told that it was', async () => {
  const { community, discord, thread, other, settle, openness, deletedIds } = await startFollowing();
  deleteThread(discord.world, thread);
  await settle();
  expect(await openness()).toEqual({ general: true, more: false, other: true });
  community.owner.deletesChannel(other);
  await settle();
  expect(await openness()).toEqual({ general: true, more: false, other: false });
  expect(deletedIds).toEqual([thread.id, other.id]);
});

test('a thread that sleeps is as open as its channel, and takes its name along', async () => {
  const { community, client, discord, general, thread, settle, openness } = await startFollowing();
  editThread(discord.world, thread, { archived: true, name: 'solved' });
  await settle();
  expect(await openness()).toEqual({ general: true, solved: true, other: true });
  client.channels.cache.delete(thread.id);
  client.guilds.cache.get(community.id)?.channels.cache.delete(thread.id);
  editChannel(discord.world, general, { overwrites: [overwrite(community.member('ada'), { deny: ['ViewChannel'] })] });
  await settle();
  expect(await openness()).toEqual({ general: false, solved: false, other: true });
  editChannel(discord.world, general, { overwrites: [] });
  await settle();
  expect(await openness()).toEqual({ general: true, solved: false, other: true });
});

test('what changed while a server was down is seen when it is back', async () => {
  const { community, discord, general, settle, openness } = await startFollowing();
  community.goesDown();
  editChannel(discord.world, general, { overwrites: [overwrite(community.role('mods'), { deny: ['ViewChannel'] })] });
  community.comesBack();
  await settle();
  expect(await openness()).toEqual({ general: false, more: false, other: true });
});

test('a question asked in a room that was open stays within it once it no longer is', async () => {
  const { community, store, general, guild, settle } = await startFollowing();
  const room = await store.read.room.findFirstOrThrow({ where: { platformId: general.id } });
  await store.write(async (tx) => {
    const member = await tx.member.create({ data: { hash: 'ada', createdAt: new Date(0) } });
    await tx.question.create({
      data: {
        ...{ communityId: room.communityId, roomId: room.id, memberId: member.id, communityWide: true },
        ...{ platform: 'discord', messageId: '1', origin: 'message', createdAt: new Date(0) },
      },
    });
  });
  community.owner.setsOverwrites(general, [overwrite(community.role('mods'), { deny: ['ReadMessageHistory'] })]);
  await settle();
  expect(guild.available).toBe(true);
  expect(await store.read.question.findFirst()).toMatchObject({ communityWide: false });
});
