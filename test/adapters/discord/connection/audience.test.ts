import { ChannelType, PermissionFlagsBits as May, PermissionsBitField } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayEveryone } from '../../../../src/adapters/discord/connection/audience.ts';
import {
  communityOf,
  directRoom,
  isOpen,
  nativeRank,
  placeOf,
  roomOf,
} from '../../../../src/adapters/discord/connection/index.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import {
  addMember,
  createChannel,
  createGuild,
  createRole,
  createThread,
  createUser,
  may,
  type Overwrite,
  overwrite,
} from '../../../stand-ins/discord/index.ts';
import { createWorld } from '../../../stand-ins/discord/world/index.ts';
import { startGuest } from './guest.ts';

const reading = May.ViewChannel | May.ReadMessageHistory;

/** Any of the bits that matter, and one that does not. */
const bits = fc
  .subarray([May.ViewChannel, May.ReadMessageHistory, May.SendMessages])
  .map((some) => some.reduce((sum, bit) => sum | bit, 0n));
const mostly = fc.oneof({ weight: 3, arbitrary: fc.constant(reading) }, { weight: 1, arbitrary: bits });
const seldom = fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, { weight: 1, arbitrary: bits });
const roleIndexes = fc.subarray([0, 1, 2]);

const guilds = fc.record({
  everyone: mostly,
  roles: fc.tuple(bits, bits, bits),
  members: fc.array(roleIndexes, { minLength: 1, maxLength: 4 }),
  ofEveryone: fc.option(fc.record({ allow: bits, deny: seldom })),
  ofRoles: fc.array(fc.record({ role: fc.nat(2), allow: bits, deny: seldom }), { maxLength: 3 }),
  ofMembers: fc.array(fc.record({ member: fc.nat(3), allow: bits, deny: seldom }), { maxLength: 2 }),
});

test('whatever is held to be open is read by every member, whatever their roles and the exceptions for them', () => {
  let open = 0;
  let closed = 0;
  fc.assert(
    fc.property(guilds, (made) => {
      const world = createWorld({ clock: createManualClock() });
      const guild = createGuild(world, 'Tea', { owner: createUser(world, 'owner'), everyone: made.everyone });
      const roles = made.roles.map((permissions, index) => createRole(world, guild, `role ${index}`, { permissions }));
      const members = made.members.map((indexes, index) =>
        addMember(world, guild, createUser(world, `member ${index}`), {
          roleIds: indexes.flatMap((each) => roles[each]?.id ?? []),
        }),
      );
      const overwrites: Overwrite[] = [
        ...(made.ofEveryone ? [{ id: guild.id, kind: 'role' as const, ...made.ofEveryone }] : []),
        ...made.ofRoles.map(({ role, ...rest }) => ({ id: roles[role]?.id ?? '', kind: 'role' as const, ...rest })),
        ...made.ofMembers.map(({ member, ...rest }) => ({
          id: members[member]?.user.id ?? '',
          kind: 'member' as const,
          ...rest,
        })),
      ];
      const channel = createChannel(world, guild, 'general', { overwrites });
      const isOpenToAll = mayEveryone(reading, {
        everyone: made.everyone,
        overwrites: overwrites.map(({ id, kind, allow, deny }) => ({
          isEveryone: kind === 'role' && id === guild.id,
          allow,
          deny,
        })),
      });
      if (!isOpenToAll) return void closed++;
      open++;
      const thread = createThread(world, channel, 'more', { owner: members[0]?.user ?? world.bot });
      // Also for whoever joins next, and for whoever is given any of the roles.
      const newcomer = addMember(world, guild, createUser(world, 'newcomer'));
      const collector = addMember(world, guild, createUser(world, 'all'), { roleIds: roles.map(({ id }) => id) });
      for (const { user } of [...members, newcomer, collector]) {
        expect(may(world, channel, user.id, reading)).toBe(true);
        expect(may(world, thread, user.id, reading)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
  expect(open).toBeGreaterThan(50);
  expect(closed).toBeGreaterThan(50);
});

describe('a real client’s channels', () => {
  test('are open unless somebody is kept out, and threads are as open as their channel', async () => {
    const { community, discord, open } = await startGuest();
    const { world } = discord;
    const mods = community.role('mods', 'ManageMessages');
    const muted = community.role('muted');
    const ada = community.member('ada');
    const everyone = { id: community.id, kind: 'role' as const };
    const hidden = { ...everyone, allow: 0n, deny: May.ViewChannel };

    const general = community.channel('general');
    const forgetful = community.channel('forgetful', {
      overwrites: [{ ...everyone, allow: 0n, deny: May.ReadMessageHistory }],
    });
    const staff = community.channel('staff', { overwrites: [hidden, overwrite(mods, { allow: ['ViewChannel'] })] });
    const banned = community.channel('banned', { overwrites: [overwrite(ada, { deny: ['ViewChannel'] })] });
    const quiet = community.channel('quiet', { overwrites: [overwrite(muted, { deny: ['SendMessages'] })] });
    const forum = community.forum('help');
    const post = community.owner.posts(forum, 'How?', 'Like this?').thread;
    const thread = ada.startsThread(general, 'more');
    const secret = ada.startsThread(general, 'secret', { isPrivate: true });
    const inStaff = createThread(world, staff, 'inside', { owner: world.bot });
    const { client } = await open();

    const seen = (id: string) => {
      const channel = client.channels.cache.get(id);
      if (!channel || channel.isDMBased()) throw new Error('The channel is not there.');
      return channel;
    };
    const opens = Object.entries({ general, forgetful, staff, banned, quiet, forum, post, thread }).map(
      ([name, { id }]) => [name, isOpen(seen(id))],
    );
    expect(Object.fromEntries(opens)).toEqual({
      ...{ general: true, forgetful: false, staff: false, banned: false, quiet: true },
      ...{ forum: true, post: true, thread: true },
    });
    // The bot is told of neither before it may see them.
    expect([secret.id, inStaff.id].filter((id) => client.channels.cache.has(id))).toEqual([]);

    expect(placeOf(seen(post.id))).toEqual({
      community: { platform: 'discord', platformId: community.id, name: 'Tea' },
      room: {
        ...{ platformId: post.id, kind: 'post', name: 'How?', open: true },
        parent: { platformId: forum.id, kind: 'forum', name: 'help', open: true },
      },
    });
    expect(placeOf(seen(general.id))).toEqual({
      community: communityOf({ id: community.id, name: 'Tea' }),
      room: roomOf(seen(general.id)),
    });
    expect(directRoom({ id: '1' })).toMatchObject({ platformId: '1', kind: 'dm', open: false });
    expect(placeOf(seen(thread.id)).room).toMatchObject({
      kind: 'thread',
      parent: { kind: 'channel', name: 'general' },
    });
  });

  test('are closed where they are for adults, a private thread, or a voice channel that not everyone may connect to', async () => {
    const { community, open } = await startGuest({ community: { bot: ['Administrator'] } });
    const general = community.channel('general');
    const secret = community.owner.startsThread(general, 'secret', { isPrivate: true });
    const { client } = await open();
    const channel = client.channels.cache.get(general.id);
    const thread = client.channels.cache.get(secret.id);
    if (channel?.type !== ChannelType.GuildText || !thread?.isThread()) throw new Error('They are not there.');
    expect([isOpen(channel), isOpen(thread)]).toEqual([true, false]);
    channel.nsfw = true;
    expect(isOpen(channel)).toBe(false);

    channel.nsfw = false;

    Object.assign(channel, { bitrate: 64_000 }); // what makes a voice channel of it
    expect([channel.isVoiceBased(), isOpen(channel)]).toEqual([true, false]);
  });
});

test('who may manage the server is a manager, and who may delete messages a moderator', () => {
  const rankOf = (...permissions: bigint[]) => nativeRank(new PermissionsBitField(permissions));
  expect(rankOf(May.SendMessages, May.KickMembers)).toBe('everyone');
  expect(rankOf(May.ManageMessages)).toBe('moderator');
  expect(rankOf(May.ManageGuild)).toBe('manager');
  expect(rankOf(May.Administrator)).toBe('manager');
});
