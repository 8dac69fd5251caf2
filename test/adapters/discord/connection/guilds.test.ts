import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { followGuilds, type GuildParts } from '../../../../src/adapters/discord/connection/index.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import { createCommunity } from '../../../stand-ins/discord/index.ts';
import { removeBot } from '../../../stand-ins/discord/world/index.ts';
import { createMemory, type GuestOptions, startGuest } from './guest.ts';

const firstSteps = { moderatorsRoom: '/settings moderators', helpRoom: '/settings help', subject: '/settings subject' };

/** Quorum follows its servers; what it is told to leave is noted, and in the store as well. */
async function startFollowing(options: GuestOptions = {}) {
  const guest = await startGuest(options);
  const { log, signal } = guest;
  const { store, whereabouts } = await createMemory();
  const left: string[] = [];
  const parts: GuildParts = {
    ...{ whereabouts, log, signal, firstSteps },
    clock: createManualClock(),
    async leave({ platformId }) {
      await store.write((tx) => tx.community.updateMany({ where: { platformId }, data: { leftAt: new Date() } }));
      left.push(platformId);
    },
  };
  const open = (own: Partial<GuildParts> = {}) =>
    guest.open({ attach: (client) => followGuilds(client, { ...parts, ...own }) });
  const known = (platformId: string) => store.read.community.findFirst({ where: { platformId } });
  return { ...guest, whereabouts, open, known, left };
}

test('a server that it is in is a community, and its owner is told once who Quorum is and the three things to set', async () => {
  const { open, community, known, said, lines } = await startFollowing();
  await open();
  expect(await said('introduced itself')).toMatchObject({ facts: { server: community.id, to: 'owner' } });
  expect(await known(community.id)).toMatchObject({ name: 'Tea', leftAt: null, introducedAt: expect.any(Date) });

  const told = [...community.owner.direct().messages.values()];
  expect(told).toHaveLength(1);
  for (const step of Object.values(firstSteps)) expect(told[0]?.content).toContain(`\`${step}\``);
  expect(told[0]?.content).toContain('**Tea**');
  expect(told[0]?.content).toContain('/forget');
  expect(told[0]?.content.length).toBeLessThanOrEqual(2_000);

  await open();
  await open();
  expect(community.owner.direct().messages.size).toBe(1);
  expect(lines.filter(({ event }) => event.includes('introduced itself'))).toHaveLength(1);
});

test('two processes that come to a server at once introduce themselves once', async () => {
  const { open, community, whereabouts, said } = await startFollowing();
  let asked = 0;
  const all = Promise.withResolvers<void>();
  const counted = {
    ...whereabouts,
    async claimIntroduction(id: string) {
      if (++asked === 2) all.resolve();
      await all.promise;
      return whereabouts.claimIntroduction(id);
    },
  };
  await Promise.all([open({ whereabouts: counted }), open({ whereabouts: counted })]);
  await said('introduced itself');
  expect(community.owner.direct().messages.size).toBe(1);
});

test('where the owner takes no direct messages it is said where the server greets', async () => {
  const { open, community, said } = await startFollowing();
  const lobby = community.channel('lobby');
  community.greetsIn(lobby);
  community.owner.refusesDirect();
  await open();
  expect(await said('introduced itself')).toMatchObject({ facts: { to: 'channel' } });
  expect([...lobby.messages.values()].at(-1)?.content).toContain('Hello! I am **Quorum**');
});

test('where nobody can be told, nobody is, and it is not tried again', async () => {
  const { open, community, said, discord } = await startFollowing();
  community.owner.refusesDirect();
  await open();
  expect(await said('introduced itself')).toMatchObject({ facts: { to: 'nobody' } });
  await open();
  expect(discord.requests.filter(({ path }) => path === '/users/@me/channels')).toHaveLength(1);
});

test('a server that it is invited to later is told as well, one server after another', async () => {
  const clock = createManualClock();
  const { open, discord, said, known } = await startFollowing();
  await open({ clock });
  await said('introduced itself');
  const coffee = createCommunity(discord.desk, 'Coffee', { withoutBot: true });
  coffee.owner.invitesBot();
  await vi.waitFor(async () => expect(await known(coffee.id)).toMatchObject({ name: 'Coffee' }));
  expect(coffee.owner.direct().messages.size).toBe(0);
  await clock.advance(5_000);
  expect(await said('introduced itself', 2)).toMatchObject({ facts: { server: coffee.id } });
});

test('a server that it is removed from is left, and one that is down is not', async () => {
  const { open, community, known, left, said } = await startFollowing();
  const { client } = await open();
  await said('introduced itself');
  const down = once(client, 'guildUnavailable');
  community.goesDown();
  await down;
  const back = once(client, 'guildAvailable');
  community.comesBack();
  await back;
  expect(left).toEqual([]);

  community.owner.kicks({ id: client.user.id });
  await vi.waitFor(() => expect(left).toEqual([community.id]));
  expect(await known(community.id)).toMatchObject({ leftAt: expect.any(Date) });
  community.owner.invitesBot();
  await vi.waitFor(async () => expect(await known(community.id)).toMatchObject({ leftAt: null }));
  expect(community.owner.direct().messages.size).toBe(1);
});

test('being removed while it is away is found out at the next start', async () => {
  const { open, community, discord, left, said } = await startFollowing();
  const first = await open();
  await said('introduced itself');
  await first.close();
  removeBot(discord.world, community.guild);
  await open();
  await vi.waitFor(() => expect(left).toEqual([community.id]));
});

test('being removed during a drop that cannot be made up for is found out as well', async () => {
  const { open, community, discord, left, said } = await startFollowing();
  createCommunity(discord.desk, 'Coffee');
  const { client } = await open();
  await said('introduced itself');
  const again = once(client, 'shardReady');
  const refusal = discord.faults.gateway.refuseSockets();
  discord.faults.gateway.expireSessions();
  discord.faults.gateway.dropSockets();
  removeBot(discord.world, community.guild);
  refusal.clear();
  await again;
  await vi.waitFor(() => expect(left).toEqual([community.id]));
  expect(client.guilds.cache.map(({ name }) => name)).toEqual(['Coffee']);
});

test('a server that fails to be noted keeps none of the others from it', async () => {
  const { open, discord, community, whereabouts, said, known } = await startFollowing();
  const coffee = createCommunity(discord.desk, 'Coffee');
  const failing = {
    ...whereabouts,
    arrive: (server: Parameters<typeof whereabouts.arrive>[0]) =>
      server.platformId === community.id ? Promise.reject(new Error('The disk is full.')) : whereabouts.arrive(server),
  };
  await open({ whereabouts: failing });
  expect(await said('could not be noted')).toMatchObject({ level: 'error', facts: { reason: 'The disk is full.' } });
  await vi.waitFor(async () => expect(await known(coffee.id)).not.toBeNull());
});
