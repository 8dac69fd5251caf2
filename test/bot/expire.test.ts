import { expect, test } from 'vitest';
import { expireQuestions } from '../../src/bot/index.ts';
import { startQuorum } from './quorum-builder.ts';

const day = 24 * 60 * 60_000;
const never = new AbortController().signal;

test('questions are kept as long as their community says, and no longer', async () => {
  const { ask, bot, store, clock } = await startQuorum({ withoutHosts: true });
  const strict = { platform: 'test', platformId: 'strict', name: 'Strict' };
  const { outcome } = await ask('here?');
  await ask('there?', { community: strict });
  await store.write((tx) =>
    tx.community.update({
      where: { platform_platformId: { platform: 'test', platformId: 'strict' } },
      data: { settings: { retentionDays: 2 } },
    }),
  );
  await bot.vote({
    answerId: outcome.state === 'answered' ? outcome.answer.id : '',
    platform: 'test',
    memberId: 'ada',
    value: 1,
  });
  const expire = () => expireQuestions(store, new Date(clock.now()), never);

  expect(await expire()).toBe(0);
  await clock.advance(3 * day);
  await ask('there again?', { community: strict });
  expect(await expire()).toBe(1);
  expect((await store.read.revision.findMany()).map(({ text }) => text).sort()).toEqual(['here?', 'there again?']);
  await clock.advance(88 * day);
  expect(await expire()).toBe(2);
  expect(await store.read.revision.count()).toBe(0);
  expect(await store.read.vote.count()).toBe(0);
});

test('many go in small parts, a question under way stays, and a stop is heard', async () => {
  const { ask, store, clock } = await startQuorum({ withoutHosts: true });
  await ask('first?');
  const first = await store.read.question.findFirstOrThrow();
  await store.write(async (tx) => {
    const rows = Array.from({ length: 250 }, (_, number) => ({
      ...first,
      id: `old ${number}`,
      messageId: `old ${number}`,
    }));
    await tx.question.createMany({ data: rows });
    await tx.question.update({ where: { id: 'old 7' }, data: { state: 'answering' } });
  });
  await clock.advance(91 * day);
  const now = new Date(clock.now());
  expect(await expireQuestions(store, now, AbortSignal.abort())).toBe(0);
  expect(await expireQuestions(store, now, never)).toBe(250);
  expect((await store.read.question.findMany()).map(({ id }) => id)).toEqual(['old 7']);
});
