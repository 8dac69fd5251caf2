import { expect, test } from 'vitest';
import type { Platform } from '../../src/bot/index.ts';
import { until } from './quorum-builder.ts';
import { withAnswer } from './votes/with-answer.ts';

/** An answer on a platform that shows what its answers wear. */
async function onPlatform(own: Parameters<typeof withAnswer>[1] = {}) {
  const answered = await withAnswer('How do I pin nixpkgs?', own);
  const told: string[] = [];
  let isAway = false;
  const relabel: Platform['relabel'] = async (_, { label, standing }) => {
    if (isAway) throw new Error('It is away.');
    told.push(standing === 'denied' ? 'denied' : String(label));
  };
  answered.bot.connect({ name: 'test', reopen: () => undefined, tellModerators: async () => false, relabel });
  const { clock, store } = answered;
  return {
    ...answered,
    told,
    away: (away: boolean) => {
      isAway = away;
    },
    /** Votes have been followed up, and whoever waits for the messages to change does so no more. */
    async settle(ms = 5_000) {
      await answered.bot.votesSettled();
      await until(() => clock.waiting > 0);
      await clock.advance(ms);
      await until(
        async () => (await store.read.answer.count({ where: { relabelAt: { lte: new Date(clock.now()) } } })) === 0,
      );
    },
    due: () => store.read.answer.count({ where: { relabelAt: { not: null } } }),
    label: async () => (await answered.bot.recall(answered.answerId))?.answer?.label,
  };
}

test('an answer that members approve of says so a few seconds later, and says it no more when they do not', async () => {
  const { react, settle, told, label, due } = await onPlatform();
  await react('ada', 1);
  await react('bob', 1);
  expect(await label()).toBe('approved');
  expect(told).toEqual([]);
  await settle();
  expect(told).toEqual(['approved']);
  await react('bob', 1, false);
  await settle();
  expect(told).toEqual(['approved', 'withoutSources']);
  await react('ada', 1, false);
  await react('ada', -1);
  await react('bob', -1);
  await settle();
  expect(told.at(-1)).toBe('denied');
  expect(await due()).toBe(0);
});

test('a ✅ verifies it; taken back, it stands as members say', async () => {
  const { react, settle, told, moderator, label } = await onPlatform();
  await react('ada', 1);
  await react('bob', 1);
  await react('grace', 2, true, moderator);
  await settle();
  await react('grace', 2, false, moderator);
  await settle();
  expect(told).toEqual(['verified', 'approved']);
  expect(await label()).toBe('approved');
});

test('votes that come and go within seconds change no message', async () => {
  const { react, told, due, clock } = await onPlatform();
  await react('ada', 1);
  for (let times = 0; times < 5; times++) {
    await react('bob', 1);
    await react('bob', 1, false);
  }
  expect(await due()).toBe(0);
  await clock.advance(60_000);
  expect(told).toEqual([]);
});

test('where votes never rest, messages are changed every few seconds and no sooner', async () => {
  const { react, clock, told, bot } = await onPlatform();
  await react('ada', 1);
  for (let second = 0; second < 21; second++) {
    await react('bob', 1, second % 2 === 0);
    await bot.votesSettled();
    await clock.advance(1000);
  }
  expect(told.length).toBeLessThanOrEqual(4);
});

test('what a platform cannot do now is tried again until it is done', async () => {
  const { react, settle, told, away, due } = await onPlatform();
  away(true);
  await react('ada', 1);
  await react('bob', 1);
  await settle();
  expect([told, await due()]).toEqual([[], 1]);
  away(false);
  await settle(60_000);
  expect([told, await due()]).toEqual([['approved'], 0]);
});

test('what has to wait keeps nothing else waiting', async () => {
  const { react, settle, told, away, quorum, bot, clock } = await onPlatform();
  away(true);
  await react('ada', 1);
  await react('bob', 1);
  await settle();
  away(false);
  const other = await withAnswer('What is a flake?', { quorum });
  for (const name of ['ada', 'bob']) await other.react(name, 1);
  await bot.votesSettled();
  await until(() => clock.nextAtMs() === 5_000);
  await clock.advance(5_000);
  await until(() => told.length === 1);
});

test('quotes of what was learned follow what is said of it, and it follows what is said of them', async () => {
  const { react, settle, told, moderator, bot, ask, answerId, store, room } = await onPlatform();
  await react('grace', 2, true, moderator);
  await settle();
  const { outcome } = await ask('How do I pin nixpkgs?', { memberId: 'linus' });
  if (outcome.state !== 'answered') throw new Error(outcome.state);
  const { id, questionId, manner } = outcome.answer;
  expect(manner).toBe('quoted');
  await react('grace', 2, false, moderator);
  await bot.votesSettled();
  expect((await bot.recall(id))?.answer?.label).toBe('fromSources');
  await settle();
  expect(told).toEqual(['verified', 'withoutSources', 'fromSources']);
  await bot.shown.note({
    platform: 'test',
    messageId: 'quote',
    roomId: room.platformId,
    questionId,
    answerId: id,
    part: 1,
  });
  for (const memberId of ['ada', 'bob'])
    await bot.react({ platform: 'test', messageId: 'quote', memberId, value: 1, isOn: true });
  await bot.votesSettled();
  expect(await store.read.answer.findMany({ where: { id: { in: [id, answerId] } } })).toMatchObject([
    { standing: 'approved', isDue: false },
    { standing: 'approved', isDue: false },
  ]);
});
