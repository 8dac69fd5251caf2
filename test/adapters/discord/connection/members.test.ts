import { once } from 'node:events';
import { GatewayDispatchEvents } from 'discord.js';
import { expect, test } from 'vitest';
import { createMembers, type ToldMember } from '../../../../src/adapters/discord/connection/index.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import { startGuest } from './guest.ts';

async function startAsking(options: { most?: number } = {}) {
  const guest = await startGuest();
  const { client } = await guest.open();
  const guild = client.guilds.cache.get(guest.community.id);
  if (!guild) throw new Error('The server is not there.');
  const clock = createManualClock();
  const members = createMembers({ clock, ...options });
  const asked = () => guest.discord.requests.filter(({ path }) => path.includes('/members/')).length;
  const told = (member: ToldMember) => members.told(guild, member);
  return {
    ...guest,
    client,
    clock,
    asked,
    told,
    standingOf: (user: { id: string }) => members.standingOf(guild, user.id),
  };
}

test('how a member stands in a server is asked once for a while, and then anew', async () => {
  const { community, standingOf, clock, asked } = await startAsking();
  const mods = community.role('mods', 'ManageMessages');
  const joinedAt = new Date('2026-01-02T03:04:05Z');
  const ada = community.member('ada', { roles: [mods], joinedAt, nick: 'Countess' });
  const [one, other] = await Promise.all([standingOf(ada), standingOf(ada)]);
  expect(one).toEqual({ name: 'Countess', joinedAt, roleIds: [mods.id], rank: 'moderator' });
  expect(other).toBe(one);
  expect(asked()).toBe(1);

  community.owner.takesRole(ada, mods);
  expect(await standingOf(ada)).toMatchObject({ rank: 'moderator' });
  await clock.advance(30_000);
  expect(await standingOf(ada)).toMatchObject({ rank: 'everyone', roleIds: [] });
  expect(asked()).toBe(2);
});

test('what an event says of a member is what Discord would answer, and need not be asked', async () => {
  const { community, standingOf, told, asked, client, clock } = await startAsking();
  const [mods, admins] = [community.role('mods', 'ManageMessages'), community.role('admins', 'ManageGuild')];
  const joinedAt = new Date('2026-01-02T03:04:05Z');
  const people = [
    community.member('ada', { roles: [mods], joinedAt, nick: 'Countess' }),
    community.member('bob', { roles: [mods, admins], joinedAt }),
    community.member('eve', { joinedAt }),
    community.owner,
  ];
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, ({ member }: { member: ToldMember }) => told(member));
  const channel = community.channel('general');
  const message = community.owner.sends(channel, 'Tea?');
  for (const person of people) {
    const asking = asked();
    const answer = await standingOf(person);
    await clock.advance(30_000);
    const heard = once(client.ws, GatewayDispatchEvents.MessageReactionAdd);
    person.reacts(message, '👍');
    await heard;
    expect(await standingOf(person)).toEqual(answer);
    expect(asked()).toBe(asking + 1);
  }
});

test('who has left, or never was there, has no standing', async () => {
  const { community, standingOf } = await startAsking();
  const ada = community.member('ada');
  ada.leaves();
  expect(await standingOf(ada)).toBeUndefined();
  expect(await standingOf({ id: '1' })).toBeUndefined();
});

test('a failure is not remembered, nor more members than a bound', async () => {
  const { community, standingOf, discord, asked } = await startAsking({ most: 1 });
  const [ada, bob] = [community.member('ada'), community.member('bob')];
  discord.faults.fail('GET /guilds/{guild_id}/members/{user_id}', 500, 4);
  await expect(standingOf(ada)).rejects.toThrow();
  expect(await standingOf(ada)).toMatchObject({ name: 'ada' });
  expect(asked()).toBe(5);
  await standingOf(bob);
  await standingOf(ada);
  expect(asked()).toBe(7);
});
