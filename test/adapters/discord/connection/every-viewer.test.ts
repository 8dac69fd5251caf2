import { PermissionFlagsBits as May } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasNoOutsider } from '../../../../src/adapters/discord/connection/every-viewer.ts';
import { mayEveryViewerRead } from '../../../../src/adapters/discord/connection/index.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import {
  addMember,
  type Channel,
  createChannel,
  createGuild,
  createRole,
  createUser,
  may,
  type Overwrite,
  overwrite,
} from '../../../stand-ins/discord/index.ts';
import { createWorld } from '../../../stand-ins/discord/world/index.ts';
import { startGuest } from './guest.ts';

const reading = May.ViewChannel | May.ReadMessageHistory;
const bits = fc
  .subarray([May.ViewChannel, May.ReadMessageHistory, May.SendMessages])
  .map((some) => some.reduce((sum, bit) => sum | bit, 0n));
const seldom = fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, { weight: 1, arbitrary: bits });
const roleBits = fc.oneof({ weight: 5, arbitrary: seldom }, { weight: 1, arbitrary: fc.constant(May.Administrator) });
const ofChannel = fc.record({
  everyone: fc.option(fc.record({ allow: seldom, deny: bits })),
  roles: fc.array(fc.record({ role: fc.nat(3), allow: bits, deny: seldom }), { maxLength: 4 }),
  member: fc.option(fc.record({ allow: bits, deny: seldom })),
});
const servers = fc.record({
  everyone: bits,
  roles: fc.tuple(roleBits, roleBits, roleBits, roleBits),
  seen: ofChannel,
  read: ofChannel,
});

test('nobody who sees the one and cannot read the other is ever overlooked, and nobody is made up', () => {
  const found = { yes: 0, no: 0 };
  fc.assert(
    fc.property(servers, (made) => {
      const world = createWorld({ clock: createManualClock() });
      const guild = createGuild(world, 'Tea', { owner: createUser(world, 'owner'), everyone: made.everyone });
      const roles = made.roles.map((permissions, index) => createRole(world, guild, `role ${index}`, { permissions }));
      const [named, other] = ['ada', 'bob'].map((name) => addMember(world, guild, createUser(world, name)));
      if (!named || !other) throw new Error('Nobody is there.');
      const overwritesOf = (channel: typeof made.seen): Overwrite[] => {
        const byRole = new Map(channel.roles.map(({ role, ...rest }) => [roles[role]?.id ?? '', rest]));
        return [
          ...(channel.everyone ? [{ id: guild.id, kind: 'role' as const, ...channel.everyone }] : []),
          ...[...byRole].map(([id, rest]) => ({ id, kind: 'role' as const, ...rest })),
          ...(channel.member ? [{ id: named.user.id, kind: 'member' as const, ...channel.member }] : []),
        ];
      };
      const [seen, read] = [made.seen, made.read].map((each, index) =>
        createChannel(world, guild, `channel ${index}`, { overwrites: overwritesOf(each) }),
      );
      if (!seen || !read) throw new Error('There are no channels.');
      const access = (channel: Channel, needed: bigint) => ({
        needed,
        overwrites: channel.overwrites.map(({ kind, ...rest }) => ({ ...rest, isOfMember: kind === 'member' })),
      });
      const isFine = hasNoOutsider({
        everyoneId: guild.id,
        roles: [...guild.roles.values()],
        seen: access(seen, May.ViewChannel),
        read: access(read, reading),
        exempt: [],
      });
      const outsiders = [named, other].filter((member) =>
        [...Array(16).keys()].some((chosen) => {
          member.roleIds = roles.filter((_, index) => (chosen & (1 << index)) !== 0).map(({ id }) => id);
          return may(world, seen, member.user.id, May.ViewChannel) && !may(world, read, member.user.id, reading);
        }),
      );
      expect(isFine).toBe(outsiders.length === 0);
      found[isFine ? 'yes' : 'no']++;
    }),
    { numRuns: 1000 },
  );
  expect(found.yes).toBeGreaterThan(100);
  expect(found.no).toBeGreaterThan(100);
});

describe('a draft from a private channel may be shown to moderators', () => {
  async function openTown() {
    const { community, open } = await startGuest({ community: { bot: ['Administrator'] } });
    const mods = community.role('mods', 'ManageMessages');
    const helpers = community.role('helpers');
    const guests = community.role('guests');
    const hidden = { id: community.id, kind: 'role' as const, allow: 0n, deny: May.ViewChannel };
    const letsIn = (...roles: (typeof mods)[]) => roles.map((role) => overwrite(role, { allow: ['ViewChannel'] }));
    const team = community.channel('team', { overwrites: [hidden, ...letsIn(mods)] });
    const { client } = await open();
    const cached = (id: string) => {
      const channel = client.channels.cache.get(id);
      if (!channel || channel.isDMBased()) throw new Error('The channel is not there.');
      return channel;
    };
    return {
      ...{ community, mods, helpers, guests, hidden, letsIn, team, cached },
      async mayShow(channel: Channel) {
        await expect.poll(() => client.channels.cache.has(channel.id)).toBe(true);
        return mayEveryViewerRead(cached(team.id), cached(channel.id));
      },
    };
  }

  test('where whoever sees their channel can read it, others perhaps too', async () => {
    const { community, mods, guests, hidden, letsIn, team, mayShow } = await openTown();
    const staff = community.channel('staff', { overwrites: [hidden, ...letsIn(mods, guests)] });
    const open = community.channel('open');
    expect(await mayShow(staff)).toBe(true);
    expect(await mayShow(open)).toBe(true);
    expect(await mayShow(team)).toBe(true);
  });

  test('not where one of those who see their channel is kept out, by their role, by name or from its history', async () => {
    const { community, mods, helpers, guests, hidden, letsIn, mayShow } = await openTown();
    const ada = community.member('ada', { roles: [mods] });
    const others = community.channel('others', { overwrites: [hidden, ...letsIn(guests)] });
    const without = community.channel('without', {
      overwrites: [hidden, ...letsIn(mods), overwrite(ada, { deny: ['ViewChannel'] })],
    });
    const muted = community.channel('muted', { overwrites: [overwrite(helpers, { deny: ['ReadMessageHistory'] })] });
    expect(await mayShow(others)).toBe(false);
    expect(await mayShow(without)).toBe(false);
    expect(await mayShow(muted)).toBe(false); // of moderators who are helpers, too
  });

  test('not where it is a private thread or for adults alone', async () => {
    const { community, team, letsIn, hidden, mods, mayShow, cached } = await openTown();
    const secret = community.owner.startsThread(team, 'secret', { isPrivate: true });
    const inTeam = community.owner.startsThread(team, 'more');
    const adult = community.channel('adult', { overwrites: [hidden, ...letsIn(mods)] });
    expect(await mayShow(secret)).toBe(false);
    expect(await mayShow(inTeam)).toBe(true);
    expect(await mayShow(adult)).toBe(true);
    Object.assign(cached(adult.id), { nsfw: true });
    expect(await mayShow(adult)).toBe(false);
  });

  test('only until permissions change', async () => {
    const { community, mods, helpers, hidden, letsIn, team, mayShow } = await openTown();
    const staff = community.channel('staff', { overwrites: [hidden, ...letsIn(mods)] });
    expect(await mayShow(staff)).toBe(true);
    community.owner.setsOverwrites(team, [hidden, ...letsIn(mods, helpers)]);
    await expect.poll(() => mayShow(staff)).toBe(false);
    community.owner.setsOverwrites(staff, [hidden, ...letsIn(mods, helpers)]);
    await expect.poll(() => mayShow(staff)).toBe(true);
    community.owner.setsPermissions(community.role('spies'), 'ViewChannel');
    expect(await mayShow(staff)).toBe(true);
    community.owner.setsOverwrites(team, letsIn(mods)); // everyone sees it now
    await expect.poll(() => mayShow(staff)).toBe(false);
  });
});
