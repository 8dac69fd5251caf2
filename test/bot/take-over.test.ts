import { describe, expect, test } from 'vitest';
import { settle, takeLease } from '../../src/bot/lease.ts';
import { record } from '../../src/bot/record.ts';
import { incoming, kindsOf, recordingReply, type Shown, shown, startQuorum } from './quorum-builder.ts';

const leaseMs = 30_000;

describe('a question that a dead instance left behind', () => {
  test('is answered once by the next, where its reply can still be shown', async () => {
    const { bot, store, clock, reopens } = await startQuorum();
    const abandoned = await leaveBehind(store, clock.now());
    const events: Shown[] = [];
    reopens(() => recordingReply(events));
    expect(await bot.takeOver()).toBe(0); // its lease may still be alive
    await clock.advance(leaseMs + 1);
    expect(await Promise.all([bot.takeOver(), bot.takeOver()])).toContain(1);
    expect(kindsOf(events).at(-1)).toBe('answered');
    expect(await store.read.question.findUnique({ where: { id: abandoned } })).toMatchObject({
      state: 'answered',
      fence: 2,
    });
    expect(await store.read.answer.count()).toBe(1);
  });

  test('is marked as cut off where it cannot be shown, or is too old to be answered late', async () => {
    const { bot, store, clock, reopens } = await startQuorum();
    reopens(() => undefined);
    const id = await leaveBehind(store, clock.now());
    await clock.advance(leaseMs + 1);
    expect(await bot.takeOver()).toBe(1);
    expect(await store.read.question.findUnique({ where: { id } })).toMatchObject({
      state: 'cutOff',
      stateReason: 'instance-died',
    });

    const old = await leaveBehind(store, clock.now(), 'm2');
    await clock.advance(16 * 60_000);
    const events: Shown[] = [];
    reopens(() => recordingReply(events));
    expect(await bot.takeOver()).toBe(1);
    expect(kindsOf(events)).toEqual(['refused']);
    expect(await store.read.question.findUnique({ where: { id: old } })).toMatchObject({ state: 'cutOff' });
  });

  test('is left to those who serve its platform while it is fresh', async () => {
    const { bot, store, clock } = await startQuorum();
    await leaveBehind(store, clock.now());
    await clock.advance(leaseMs + 1);
    expect(await bot.takeOver()).toBe(0);
    await clock.advance(15 * 60_000);
    expect(await bot.takeOver()).toBe(1);
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'cutOff' });
  });

  test('was answered but not shown: the stored answer is, without a second one', async () => {
    const { ask, bot, store, ollama, reopens } = await startQuorum();
    const { outcome } = await ask('hello?');
    const dead = { state: 'delivering', leaseOwner: 'dead', leaseUntil: new Date(0) } as const;
    await store.write((tx) => tx.question.updateMany({ data: dead }));
    const events: Shown[] = [];
    reopens(() => recordingReply(events));
    expect(await bot.takeOver()).toBe(1);
    expect(kindsOf(events)).toEqual(['answered']);
    if (outcome.state === 'answered') expect(events[0]?.what).toMatchObject({ id: outcome.answer.id });
    expect(ollama.chats).toHaveLength(1);
    expect(await store.read.answer.count()).toBe(1);
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'answered', stateReason: null });
  });

  test('was answered, and can be shown nowhere: the answer stands', async () => {
    const { ask, bot, store, reopens } = await startQuorum();
    await ask('hello?');
    const dead = { state: 'delivering', leaseOwner: 'dead', leaseUntil: new Date(0) } as const;
    for (const reopen of [
      () => undefined,
      () => ({ ...recordingReply([]), answered: () => Promise.reject(new Error()) }),
    ]) {
      await store.write((tx) => tx.question.updateMany({ data: dead }));
      reopens(reopen);
      expect(await bot.takeOver()).toBe(1);
      expect(await store.read.question.findFirst()).toMatchObject({ state: 'answered', stateReason: 'not-shown' });
    }
  });

  test('that nobody had asked it for is answered only if it is sure, and not past a person', async () => {
    const known = { title: 'hello?', text: 'Hello.' };
    for (const [knows, isReplied, state] of [
      [true, false, 'answered'],
      [false, false, 'cancelled'],
      [true, true, 'cancelled'],
    ] as const) {
      const quorum = await startQuorum();
      const { bot, store, clock, say } = quorum;
      if (knows) await quorum.knows(known);
      await quorum.room({ mode: 'help' });
      const id = await leaveBehind(store, clock.now(), 'm1', { asked: false });
      await clock.advance(leaseMs + 1);
      const events: Shown[] = [];
      quorum.reopens(() => recordingReply(events));
      const done = bot.readingBack({ platform: 'test', platformId: 'community' });
      const taking = bot.takeOver();
      if (isReplied) await say('hi there', { memberId: 'bob', repliesTo: 'm1', addressesSomeone: true });
      expect(events).toEqual([]);
      done();
      expect(await taking).toBe(1);
      expect(await store.read.question.findUnique({ where: { id } })).toMatchObject({ state });
      expect(kindsOf(events)).toEqual(state === 'answered' ? ['answered'] : isReplied ? [] : ['cancelled']);
    }
  });

  test('is never answered by the instance that only seemed dead', async () => {
    const { store, clock } = await startQuorum();
    const id = await leaveBehind(store, clock.now());
    const late = { questionId: id, fence: 1 };
    const later = new Date(clock.now() + leaseMs + 1);
    expect(await takeLease(store, id, { instance: 'other', now: later, leaseMs })).toEqual({
      questionId: id,
      fence: 2,
    });
    expect(await store.writeRows((rows) => settle(rows, late, 'answered'))).toBe(false);
    const question = await store.read.question.findUniqueOrThrow({ where: { id }, include: { revisions: true } });
    const made = {
      manner: 'unknown',
      label: null,
      text: 'late',
      sources: [],
      unverified: [],
      confidence: 0,
      route: null,
      writer: null,
      making: { retrieveMs: 0, totalMs: 0, searchTimedOut: false, failed: [] },
    } as const;
    const written = await record(
      store,
      late,
      { ...question, revisionId: question.revisions[0]?.id ?? '', mode: 'mention' },
      { ...made, sources: [], unverified: [], making: { ...made.making, failed: [] } },
      later,
    );
    expect(written).toBeUndefined();
    expect(await store.read.answer.count()).toBe(0);
  });
});

describe('a question that takes long', () => {
  test('keeps its lease while it is worked on', async () => {
    const { ask, bot, ollama, clock } = await startQuorum();
    const gate = ollama.faults.hold('/api/chat');
    const asking = ask('hello?');
    await gate.reached;
    for (let passed = 0; passed < 3 * leaseMs; passed += leaseMs / 3) {
      await clock.advance(leaseMs / 3);
      await expect.poll(() => bot.takeOver()).toBe(0);
    }
    gate.release();
    expect((await asking).outcome.state).toBe('answered');
  });
});

describe('stopping', () => {
  test('leaves what is under way for the next start, which answers it', async () => {
    const one = await startQuorum();
    const gate = one.ollama.faults.hold('/api/chat');
    const asking = one.ask('hello?');
    await gate.reached;
    await one.bot.close();
    expect((await asking).outcome).toEqual({ state: 'taken' });

    const next = await startQuorum({ url: one.storeUrl });
    const events: Shown[] = [];
    next.reopens(() => recordingReply(events));
    expect(await next.bot.takeOver()).toBe(1);
    expect(kindsOf(events).at(-1)).toBe('answered');
  });

  test('refuses nothing that was acknowledged: the store has every question', async () => {
    const { bot, store } = await startQuorum();
    await bot.close();
    const { outcome } = await shown((reply) =>
      bot.ask(incoming({ text: 'late?', messageId: 'm' }), reply, new AbortController().signal),
    );
    expect(outcome).toEqual({ state: 'taken' });
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'waiting' });
  });
});

/** A question as an instance leaves it that dies while it answers. */
async function leaveBehind(
  store: Awaited<ReturnType<typeof startQuorum>>['store'],
  now: number,
  messageId = 'm1',
  own: { asked?: boolean } = {},
): Promise<string> {
  const at = new Date(now);
  const place = { platform: 'test', platformId: 'community' };
  return store.write(async (tx) => {
    const community = await tx.community.upsert({
      where: { platform_platformId: place },
      create: { ...place, name: 'Test', createdAt: at },
      update: {},
    });
    const room = await tx.room.upsert({
      where: { communityId_platformId: { communityId: community.id, platformId: 'general' } },
      create: {
        communityId: community.id,
        platformId: 'general',
        kind: 'channel',
        name: 'general',
        open: true,
        createdAt: at,
      },
      update: {},
    });
    const member = await tx.member.upsert({ where: { hash: 'h' }, create: { hash: 'h', createdAt: at }, update: {} });
    const { id } = await tx.question.create({
      data: {
        communityId: community.id,
        roomId: room.id,
        memberId: member.id,
        platform: 'test',
        messageId,
        ...own,
        origin: 'message',
        communityWide: true,
        state: 'answering',
        leaseOwner: 'dead',
        leaseUntil: new Date(now + leaseMs),
        fence: 1,
        createdAt: at,
        revisions: { create: { number: 1, text: 'hello?', createdAt: at } },
      },
    });
    return id;
  });
}

test('a question whose lease is renewed late is not taken from the hands that hold it', async () => {
  const { ask, bot, ollama, store, clock, reopens } = await startQuorum();
  reopens(() => recordingReply([]));
  const gate = ollama.faults.hold('/api/chat');
  const asking = ask('hello?');
  await gate.reached;
  await store.write((tx) => tx.question.updateMany({ data: { leaseUntil: new Date(clock.now() - 1) } }));
  expect(await bot.takeOver()).toBe(0);
  gate.release();
  expect((await asking).outcome.state).toBe('answered');
  expect(await store.read.question.findFirst()).toMatchObject({ fence: 1 });
});
