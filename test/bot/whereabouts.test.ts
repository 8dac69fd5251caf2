import { expect, test } from 'vitest';
import { createWhereabouts } from '../../src/bot/index.ts';
import { incoming, recordingReply, type Shown, startQuorum } from './quorum-builder.ts';

const tea = { platform: 'test', platformId: 'community', name: 'Tea' };
const general = { platformId: 'general', kind: 'channel' as const, name: 'general', open: true };

async function setUp() {
  const quorum = await startQuorum();
  const { store, clock } = quorum;
  const now = () => new Date(clock.now());
  return { ...quorum, whereabouts: createWhereabouts({ store, platform: 'test', now }) };
}

test('a community that is left is no longer among those that Quorum is in, until it comes back', async () => {
  const { whereabouts, bot, store } = await setUp();
  const { id } = await whereabouts.arrive(tea);
  expect(await whereabouts.communities()).toEqual([{ id, platformId: 'community', name: 'Tea', isIntroduced: false }]);
  await bot.leave(tea);
  expect(await whereabouts.communities()).toEqual([]);
  expect(await store.read.community.findFirst()).toMatchObject({ leftAt: expect.any(Date) });
  expect(await whereabouts.arrive(tea)).toMatchObject({ id });
  expect(await whereabouts.communities()).toHaveLength(1);
});

test('who Quorum is may be said once, whoever asks and however often', async () => {
  const { whereabouts } = await setUp();
  const { id } = await whereabouts.arrive(tea);
  const claims = await Promise.all([1, 2, 3].map(() => whereabouts.claimIntroduction(id)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await whereabouts.arrive(tea)).toMatchObject({ isIntroduced: true });
});

test('a room is blocked once, and remembered as such until it is not', async () => {
  const { whereabouts, clock } = await setUp();
  const place = { community: tea, room: { ...general, platformId: 'more', kind: 'thread' as const, parent: general } };
  const blocked = await Promise.all([whereabouts.block(place), whereabouts.block(place)]);
  expect(blocked.toSorted()).toEqual([false, true]);
  expect(await whereabouts.blockedRooms()).toEqual([{ platformId: 'more', since: new Date(clock.now()) }]);
  expect(await whereabouts.rooms('community')).toEqual(
    [general, place.room].map((room) => expect.objectContaining(room)),
  );
  expect(await whereabouts.unblock('another', 'more')).toBe(false);
  expect(await whereabouts.unblock('community', 'more')).toBe(true);
  expect(await whereabouts.unblock('community', 'more')).toBe(false);
  expect(await whereabouts.blockedRooms()).toEqual([]);
});

test('a refusal in a community that was just left does not bring it back', async () => {
  const { whereabouts, bot, store } = await setUp();
  await whereabouts.arrive(tea);
  await bot.leave(tea);
  expect(await whereabouts.block({ community: tea, room: general })).toBe(false);
  expect(await store.read.community.findFirst()).toMatchObject({ leftAt: expect.any(Date) });
});

test('the work for a community that is left ends, and that for others goes on', async () => {
  const { bot, ollama, store } = await setUp();
  const gate = ollama.faults.hold('/api/chat');
  const events: Shown[] = [];
  const never = new AbortController().signal;
  const asked = bot.ask(incoming({ text: 'How do I roll back?', messageId: '1' }), recordingReply(events), never);
  await gate.reached;
  await bot.leave({ platform: 'test', platformId: 'another' });
  expect(events.map(({ kind }) => kind)).not.toContain('cancelled');
  await bot.leave(tea);
  expect(await asked).toEqual({ state: 'cancelled', why: 'stopped' });
  expect(await store.read.question.findFirst()).toMatchObject({ state: 'cancelled' });
});
