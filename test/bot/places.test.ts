import { describe, expect, test } from 'vitest';
import type { IncomingRoom } from '../../src/bot/index.ts';
import { helpWaitMs, incoming, startQuorum } from './quorum-builder.ts';
import { withAnswer } from './votes/with-answer.ts';

const { community } = incoming({ text: '', messageId: '' });
const channel = { platformId: 'help', kind: 'channel' as const, name: 'help', open: true };
const thread: IncomingRoom = { platformId: 'thread', kind: 'thread', name: 'thread', open: true, parent: channel };

describe('a room that becomes private', () => {
  test('takes along what was asked in it and in its threads, and gives none of it back', async () => {
    const { ask, bot, store } = await startQuorum();
    await ask('in the channel?', { room: channel });
    await ask('in its thread?', { room: thread });
    await ask('elsewhere?');
    const wide = async () => {
      const rows = await store.read.question.findMany({ where: { communityWide: true }, include: { revisions: true } });
      return rows.flatMap(({ revisions }) => revisions.map(({ text }) => text)).sort();
    };
    expect(await wide()).toEqual(['elsewhere?', 'in its thread?', 'in the channel?']);
    await bot.roomChanged(community, { ...channel, open: false });
    expect(await wide()).toEqual(['elsewhere?']);
    await bot.roomChanged(community, channel);
    expect(await wide()).toEqual(['elsewhere?']);
    await ask('once more?', { room: channel });
    expect(await wide()).toEqual(['elsewhere?', 'once more?']);
  });

  test('takes along what was learned there, which is known there alone from then on', async () => {
    const { found, react, room, bot, store, answerText } = await withAnswer('How do I pin nixpkgs?');
    for (const name of ['ada', 'bob']) await react(name, 1);
    expect(await found()).toEqual([answerText]);
    await bot.roomChanged(community, { ...room, open: false });
    expect(await found()).toEqual([]);
    await bot.votesSettled();
    const { id: roomId } = await store.read.room.findFirstOrThrow({ where: { platformId: room.platformId } });
    expect([await found(), await found({ roomId })]).toEqual([[], [answerText]]);
  });

  test('is seen by the next question that is asked there', async () => {
    const { ask, store } = await startQuorum();
    await ask('before?', { room: channel });
    await ask('after?', { room: { ...channel, open: false } });
    expect(await store.read.question.count({ where: { communityWide: true } })).toBe(0);
  });
});

test('a community that Quorum has left stays left when somebody asks in it from elsewhere', async () => {
  const { ask, bot, store } = await startQuorum();
  await ask('before?');
  await bot.leave(community);
  expect((await ask('after?')).outcome.state).toBe('answered');
  expect(await store.read.community.findFirst()).not.toMatchObject({ leftAt: null });
});

describe('a thread', () => {
  test('has the mode of its channel, until it gets its own', async () => {
    const { ask, room, store } = await startQuorum();
    await room({ ...channel, mode: 'off' });
    expect((await ask('hello?', { room: thread })).outcome).toMatchObject({ refusal: { code: 'room-off' } });
    await store.write((tx) => tx.room.updateMany({ where: { platformId: 'thread' }, data: { mode: 'mention' } }));
    expect((await ask('hello?', { room: thread })).outcome.state).toBe('answered');
  });

  test('that nobody has heard of yet is listened to as its channel is', async () => {
    const { say, room, clock, knows } = await startQuorum();
    await knows({ title: 'How do I install Firefox?', text: 'Enable it.' });
    await room({ ...channel, mode: 'help' });
    const { outcome } = await say('how do I install firefox?', { room: thread, opensPost: true });
    await clock.advance(helpWaitMs);
    expect((await outcome).state).toBe('answered');
  });
});
