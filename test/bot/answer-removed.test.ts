import { describe, expect, test } from 'vitest';
import { kindsOf, startQuorum } from './quorum-builder.ts';

async function withAnswer(own: { open?: boolean } = {}) {
  const quorum = await startQuorum();
  const room = await quorum.room(own);
  const { outcome } = await quorum.ask('hello?', { room });
  if (outcome.state !== 'answered') throw new Error(outcome.state);
  const { id: answerId, questionId } = outcome.answer;
  for (const part of [1, 2, 3])
    await quorum.bot.shown.note({
      platform: 'test',
      messageId: `part ${part}`,
      roomId: 'general',
      questionId,
      answerId,
      part,
    });
  return { ...quorum, answerId, questionId };
}

describe('an answer that a moderator deletes', () => {
  test('is denied, its moderators are told, and its other parts are to go as well', async () => {
    const { bot, store, answerId } = await withAnswer();
    const others = await bot.answerRemoved({ platform: 'test', messageId: 'part 2' });
    expect(others).toMatchObject([{ messageId: 'part 1' }, { messageId: 'part 3' }]);
    expect(await store.read.vote.findMany()).toMatchObject([{ answerId, value: -1, weight: 3 }]);
    expect(await store.read.feedItem.findMany()).toMatchObject([
      { kind: 'answer.removed', actor: null, what: expect.stringContaining('general'), roomId: null },
    ]);
    expect(await bot.shown.find('test', 'part 2')).toBeUndefined();
  });

  test('in parts is denied once', async () => {
    const { bot, store, questionId } = await withAnswer();
    for (const part of [1, 2, 3]) await bot.answerRemoved({ platform: 'test', messageId: `part ${part}` });
    expect(await store.read.vote.count()).toBe(1);
    expect(await store.read.feedItem.count()).toBe(1);
    expect(await bot.shown.of(questionId)).toEqual([]);
  });

  test('in a room that not everyone can read is told of there alone', async () => {
    const { bot, store } = await withAnswer({ open: false });
    await bot.answerRemoved({ platform: 'test', messageId: 'part 1' });
    const { id } = await store.read.room.findFirstOrThrow();
    expect(await store.read.feedItem.findMany()).toMatchObject([{ roomId: id }]);
  });

  test('before it was whole is stopped', async () => {
    const { ask, bot, store, ollama } = await startQuorum();
    const gate = ollama.faults.hold('/api/chat');
    const asking = ask('hello?');
    await gate.reached;
    const { id: questionId } = await store.read.question.findFirstOrThrow();
    const message = { platform: 'test', messageId: 'placeholder' };
    await bot.shown.note({ ...message, roomId: 'general', questionId, answerId: null, part: 1 });
    expect(await bot.answerRemoved(message)).toEqual([]);
    const { outcome, events } = await asking;
    expect(outcome).toEqual({ state: 'cancelled', why: 'stopped' });
    expect(kindsOf(events).at(-1)).toBe('cancelled');
    expect(await store.read.vote.count()).toBe(0);
    expect(await bot.shown.of(questionId)).toEqual([]);
  });

  test('is none where the message was not ours', async () => {
    const { bot, store } = await withAnswer();
    expect(await bot.answerRemoved({ platform: 'test', messageId: 'chat' })).toEqual([]);
    expect(await store.read.vote.count()).toBe(0);
  });
});
