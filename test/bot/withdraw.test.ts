import { describe, expect, test } from 'vitest';
import {
  actor,
  incoming,
  kindsOf,
  leaseMs,
  recordingReply,
  type Shown,
  shown,
  startQuorum,
  until,
} from './quorum-builder.ts';

const deleted = { platform: 'test', messageId: 'm' };

async function withReopened(options: Parameters<typeof startQuorum>[0] = {}) {
  const quorum = await startQuorum({ answer: () => 'one two three four five six', ...options });
  const reopened: Shown[] = [];
  quorum.reopens(() => recordingReply(reopened));
  return {
    ...quorum,
    reopened,
    texts: async () => (await quorum.store.read.revision.findMany()).map(({ text }) => text),
  };
}

describe('a question whose message is deleted', () => {
  test('while it waits for a model is cancelled, and frees its place', async () => {
    const { ask, bot, hosts, ollama, texts } = await withReopened();
    ollama.faults.hold('/api/chat', { times: Infinity });
    const before = ['a', 'b'].map((memberId) => ask('hello?', { memberId }));
    await until(() => hosts.status()[0]?.running === 2);
    const waits = Promise.withResolvers<void>();
    const events: Shown[] = [];
    const reply = { ...recordingReply(events), queued: (place: number) => place > 0 && waits.resolve() };
    const asking = bot.ask(incoming({ text: 'secret?', ...deleted }), reply, new AbortController().signal);
    await waits.promise;
    await bot.withdraw(deleted);
    expect(await asking).toEqual({ state: 'cancelled', why: 'withdrawn' });
    expect(events.at(-1)).toEqual({ kind: 'cancelled', what: 'withdrawn' });
    expect(await texts()).not.toContain('secret?');
    ollama.faults.clear();
    for (const { outcome } of await Promise.all(before)) expect(outcome.state).toBe('answered');
    expect(ollama.chats).toHaveLength(2);
  });

  test('while it is being answered ends the generation at the host', async () => {
    const { ask, bot, ollama, store, texts } = await withReopened();
    const gate = ollama.faults.hold('/api/chat', { afterPieces: 2 });
    const asking = ask('secret?', deleted);
    await gate.reached;
    const cancelled = ollama.nextCancelled();
    await bot.withdraw(deleted);
    await cancelled;
    const { outcome, events } = await asking;
    expect(outcome).toEqual({ state: 'cancelled', why: 'withdrawn' });
    expect(kindsOf(events).at(-1)).toBe('cancelled');
    expect(await texts()).toEqual(['']);
    expect(await store.read.answer.count()).toBe(0);
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'cancelled', stateReason: 'withdrawn' });
  });

  test('while another instance answers it is cancelled there, too', async () => {
    const one = await withReopened();
    const other = await withReopened({ url: one.storeUrl, clock: one.clock });
    const gate = one.ollama.faults.hold('/api/chat', { afterPieces: 2 });
    const asking = one.ask('secret?', deleted);
    await gate.reached;
    await other.bot.withdraw(deleted);
    expect(other.reopened).toEqual([{ kind: 'cancelled', what: 'withdrawn' }]);
    const cancelled = one.ollama.nextCancelled();
    await one.clock.advance(leaseMs / 3); // it finds out when it renews its lease
    await cancelled;
    const { outcome, events } = await asking;
    expect(outcome).toEqual({ state: 'taken' });
    expect(kindsOf(events)).not.toContain('cancelled');
    expect(await one.texts()).toEqual(['']);
    expect(await one.store.read.answer.count()).toBe(0);
  });

  test('after it was answered loses its text, and its answer stays', async () => {
    const { ask, bot, reopened, texts, store } = await withReopened();
    const { outcome } = await ask('secret?', { ...deleted, attached: [{ name: 'a.log', text: 'secret' }] });
    expect(outcome.state).toBe('answered');
    await bot.withdraw(deleted);
    expect(await texts()).toEqual(['']);
    expect(await store.read.revision.findFirst()).toMatchObject({ attached: [] });
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'answered' });
    expect(reopened).toEqual([]);
  });

  test('after it was edited loses the text of every revision', async () => {
    const { ask, bot, texts } = await withReopened();
    await ask('secret?', deleted);
    await bot.revise({ ...deleted, text: 'another secret?' }, new AbortController().signal);
    await bot.withdraw(deleted);
    expect(await texts()).toEqual(['', '']);
  });

  test('and was no question changes nothing', async () => {
    const { ask, bot, texts } = await withReopened();
    await ask('hello?');
    await bot.withdraw(deleted);
    expect(await texts()).toEqual(['hello?']);
  });
});

describe('a message whose words a question has', () => {
  test('takes what came with it along when it is deleted, and nothing else', async () => {
    const { ask, bot, store } = await withReopened();
    const attached = ['the other message', 'a.log'].map((name) => ({ name, text: 'secret' }));
    await ask('what is that?', { attached, borrowed: [{ messageId: 'm', attachedAs: 'the other message' }] });
    await bot.withdraw(deleted);
    expect(await store.read.revision.findFirst()).toMatchObject({
      text: 'what is that?',
      attached: [{ name: 'a.log', text: 'secret' }],
    });
    expect(await store.read.borrowedMessage.count()).toBe(0);
  });

  test('takes the question along where that may be nothing else', async () => {
    const { ask, bot, texts, store } = await withReopened();
    await ask('secret?', { borrowed: [{ messageId: 'm' }] });
    await bot.withdraw(deleted);
    expect(await texts()).toEqual(['']);
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'answered' });
  });

  test('ends what is being made of it', async () => {
    const { ask, bot, ollama, texts } = await withReopened();
    const gate = ollama.faults.hold('/api/chat', { afterPieces: 2 });
    const asking = ask('secret?', { borrowed: [{ messageId: 'm' }] });
    await gate.reached;
    await bot.withdraw(deleted);
    expect((await asking).outcome).toEqual({ state: 'cancelled', why: 'withdrawn' });
    expect(await texts()).toEqual(['']);
  });

  test('takes the question along that is refused, and what is asked once it is gone', async () => {
    const { ask, bot, texts, store } = await withReopened();
    await ask('hello?');
    await store.write((tx) => tx.community.updateMany({ data: { paused: true } }));
    expect((await ask('secret?', { borrowed: [{ messageId: 'm' }] })).outcome.state).toBe('refused');
    await bot.withdraw(deleted);
    expect(await texts()).toEqual(['hello?', '']);
    await ask('another secret?', { borrowed: [{ messageId: 'm' }] });
    expect(await texts()).toEqual(['hello?', '', '']);
  });
});

describe('a question is stopped', () => {
  test.each([
    ['by its asker', actor()],
    ['by a moderator', actor({ memberId: 'mod', rank: 'moderator' })],
    ['by whoever a role makes a moderator', actor({ memberId: 'mod', roleIds: ['r1'] })],
  ])('%s', async (_, who) => {
    const { ask, bot, ollama, store } = await withReopened();
    const gate = ollama.faults.hold('/api/chat');
    const asking = ask('hello?');
    await gate.reached;
    await store.write((tx) => tx.community.updateMany({ data: { settings: { moderatorRoles: ['r1'] } } }));
    const { id } = await store.read.question.findFirstOrThrow();
    expect(await bot.stop(id, who)).toBe(true);
    const { outcome, events } = await asking;
    expect(outcome).toEqual({ state: 'cancelled', why: 'stopped' });
    expect(events.at(-1)).toEqual({ kind: 'cancelled', what: 'stopped' });
    expect(await bot.stop(id, who)).toBe(false);
  });

  test.each([
    ['a stranger', actor({ memberId: 'eve' })],
    ['a helper', actor({ memberId: 'hal', rank: 'helper' })],
    ['the same id of another platform', actor({ platform: 'elsewhere' })],
  ])('but not by %s', async (_, who) => {
    const { ask, bot, ollama, store } = await withReopened();
    const gate = ollama.faults.hold('/api/chat');
    const asking = ask('hello?');
    await gate.reached;
    const { id } = await store.read.question.findFirstOrThrow();
    expect(await bot.stop(id, who)).toBe(false);
    gate.release();
    expect((await asking).outcome.state).toBe('answered');
    expect(await bot.stop(id, actor())).toBe(false); // it is over
  });

  test('while another instance answers it', async () => {
    const one = await withReopened();
    const other = await withReopened({ url: one.storeUrl, clock: one.clock });
    const gate = one.ollama.faults.hold('/api/chat');
    const asking = shown((reply) =>
      one.bot.ask(incoming({ text: 'hello?', messageId: 'm' }), reply, new AbortController().signal),
    );
    await gate.reached;
    const { id } = await one.store.read.question.findFirstOrThrow();
    expect(await other.bot.stop(id, actor())).toBe(true);
    expect(other.reopened).toEqual([{ kind: 'cancelled', what: 'stopped' }]);
    await one.clock.advance(leaseMs / 3);
    expect((await asking).outcome).toEqual({ state: 'taken' });
  });
});
