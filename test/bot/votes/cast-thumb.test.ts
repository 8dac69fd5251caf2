import { expect, test } from 'vitest';
import { startQuorum } from '../quorum-builder.ts';

test('a member’s latest thumb is kept, one per answer, until it is taken back', async () => {
  const { ask, bot, store } = await startQuorum();
  const { outcome } = await ask('hello?');
  const answerId = outcome.state === 'answered' ? outcome.answer.id : '';
  const thumb = { answerId, platform: 'test', memberId: 'ada' };
  await bot.vote({ ...thumb, value: 1 });
  await bot.vote({ ...thumb, value: -1 });
  await bot.vote({ ...thumb, memberId: 'grace', value: 1 });
  expect((await store.read.vote.findMany({ orderBy: { value: 'asc' } })).map(({ value }) => value)).toEqual([-1, 1]);
  expect(await bot.recent({ platform: 'test', memberId: 'ada', limit: 5 })).toMatchObject([
    { question: 'hello?', answer: { id: answerId, vote: -1 } },
  ]);
  await bot.vote({ ...thumb, value: 0 });
  expect(await store.read.vote.count()).toBe(1);
});

test('a thumb on an answer that is not there is refused with a sentence', async () => {
  const { bot } = await startQuorum();
  await expect(bot.vote({ answerId: 'none', platform: 'test', memberId: 'ada', value: 1 })).rejects.toMatchObject({
    code: 'no-such-answer',
    memberText: expect.any(String),
  });
});

test('an answer can be recalled with everything that made it, by its id, its question’s, or as the latest', async () => {
  const { ask, bot } = await startQuorum();
  await ask('first?');
  const { outcome } = await ask('second?');
  if (outcome.state !== 'answered') throw new Error(outcome.state);
  const { id, questionId, ...answer } = outcome.answer;
  const { text, writer, route, making, sources } = answer;
  for (const which of [undefined, id, questionId]) {
    expect(await bot.recall(which)).toMatchObject({
      question: 'second?',
      answer: { id, text, writer, route, making, sources },
    });
  }
  expect(await bot.recall('nothing')).toBeUndefined();
});
