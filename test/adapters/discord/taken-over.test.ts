/** Commands that were asked of a process which died: the next one goes on in the same response. */
import { expect, test } from 'vitest';
import type { Message } from '../../stand-ins/discord/index.ts';
import { openServer, patientDiscord } from './stage.ts';

/** A question whose process hangs, and is dead as far as others can tell once `takesOver` is called. */
async function openServerThatHangs() {
  const one = await openServer({ answer: () => 'Too late.', discord: patientDiscord() });
  const gate = one.ollama.faults.hold('/api/chat');
  return {
    ...one,
    reached: gate.reached,
    async takesOver() {
      const dead = { leaseOwner: 'dead', leaseUntil: new Date(0) };
      await one.store.write((tx) => tx.question.updateMany({ data: dead }));
      const { discord, storeUrl: url, clock } = one;
      await openServer({ answer: () => 'In time.', on: discord, url, clock, joins: one });
      await expect.poll(() => one.store.read.question.findFirst()).toMatchObject({ state: 'answered' });
      gate.release();
    },
  };
}

const textsOf = (messages: readonly Message[]) => messages.map(({ content }) => content.split('\n')[0]);

test('a question that was asked by a command is answered where its process had begun to', async () => {
  const { ada, room, reached, takesOver, written, store } = await openServerThatHangs();
  ada.uses('/ask', { question: 'When is tea?' }, { in: room });
  await reached;
  await expect.poll(() => textsOf(written())).toEqual([expect.stringContaining('Looking that up')]);
  await takesOver();
  await expect.poll(() => textsOf(written())).toEqual(['In time.']);
  expect(await store.read.answer.count()).toBe(1);
});

test('a private one is answered for whoever asked alone, also where nobody remembers what was written', async () => {
  const { ada, bob, room, reached, takesOver, store } = await openServerThatHangs();
  ada.uses('/ask', { question: 'A secret?', private: true }, { in: room });
  await reached;
  await expect.poll(() => store.read.shownMessage.count()).toBe(1);
  await store.write((tx) => tx.shownMessage.deleteMany());
  await takesOver();
  await expect.poll(() => textsOf(ada.sees(room))).toEqual(['In time.']);
  expect(bob.sees(room)).toEqual([]);
});

test('what a command is replied to by is kept no longer than it is any good', async () => {
  const { ada, bot, clock, room, store } = await openServer({ answer: () => 'At four.', discord: patientDiscord() });
  ada.uses('/ask', { question: 'When is tea?' }, { in: room });
  await expect.poll(() => store.read.question.findFirst()).toMatchObject({ state: 'answered' });
  expect(await store.read.replyToken.count()).toBe(1);
  await clock.advance(15 * 60_000);
  await bot.takeOver();
  expect(await store.read.replyToken.count()).toBe(0);
});
