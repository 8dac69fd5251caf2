import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { mostRevisions, revisableForMs } from '../../src/bot/revise.ts';
import { onePixel } from '../one-pixel.ts';
import { incoming, kindsOf, recordingReply, type Shown, startQuorum, until } from './quorum-builder.ts';

const signal = new AbortController().signal;
const edit = { platform: 'test', messageId: 'm' };
const asked = 'What is a flake?';

/** Quorum with a question `m` that is being asked, and what is shown when its reply is opened again. */
async function withQuestion({ text = asked, ...options }: Parameters<typeof startQuorum>[0] & { text?: string } = {}) {
  const answer: typeof options.answer = ({ messages }) =>
    messages.at(-1)?.content.includes('overlay') ? 'It changes packages.' : 'It pins them.';
  const quorum = await startQuorum({ answer, ...options });
  const reopened: Shown[] = [];
  quorum.reopens(() => recordingReply(reopened));
  const revisions = () =>
    quorum.store.read.revision.findMany({ orderBy: { number: 'asc' }, include: { answer: true } });
  return { ...quorum, reopened, revisions, ask: () => quorum.ask(text, { messageId: 'm' }) };
}

describe('a question that is edited', () => {
  test('within a minute is answered anew where its answer stood, and each revision keeps its own', async () => {
    const { ask, bot, reopened, revisions, clock, store } = await withQuestion();
    const { outcome } = await ask();
    await clock.advance(revisableForMs);
    const revised = await bot.revise({ ...edit, text: 'What is an overlay?' }, signal);
    if (revised.state !== 'answered' || outcome.state !== 'answered') throw new Error(revised.state);
    expect(kindsOf(reopened).at(-1)).toBe('answered');
    expect(reopened.at(-1)?.what).toMatchObject({ text: 'It changes packages.' });
    expect(await revisions()).toMatchObject([
      { number: 1, text: 'What is a flake?', answer: { id: outcome.answer.id } },
      { number: 2, text: 'What is an overlay?', answer: { id: revised.answer.id } },
    ]);
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'answered', leaseOwner: null });
  });

  test('leaves the votes with the answer that they were cast on', async () => {
    const { ask, bot, store } = await withQuestion();
    const { outcome } = await ask();
    if (outcome.state !== 'answered') throw new Error(outcome.state);
    const { id: answerId, questionId } = outcome.answer;
    const shown = { platform: 'test', messageId: 'shown', roomId: 'general', questionId, part: 1 };
    await bot.shown.note({ ...shown, answerId });
    const thumb = { platform: 'test', messageId: 'shown', memberId: 'bob', value: 1 as const };
    await bot.react({ ...thumb, isOn: true });
    const revised = await bot.revise({ ...edit, text: 'What is an overlay?' }, signal);
    if (revised.state !== 'answered') throw new Error(revised.state);
    await bot.shown.note({ ...shown, answerId: revised.answer.id });

    await bot.react({ ...thumb, isOn: true }); // told once more: it is no new thumb
    await bot.reconcile(shown, [thumb]);
    await bot.reconcile(shown, []); // then the platform takes the old thumbs away
    expect(await store.read.vote.findMany()).toMatchObject([{ answerId, value: 1 }]);
    await bot.react({ ...thumb, value: -1, isOn: true });
    expect(await store.read.vote.findMany({ orderBy: { createdAt: 'asc' } })).toMatchObject([
      { answerId, value: 1 },
      { answerId: revised.answer.id, value: -1 },
    ]);
  });

  test('while it is being answered ends that work, which says nothing more', async () => {
    const { ask, bot, ollama, revisions } = await withQuestion();
    const gate = ollama.faults.hold('/api/chat', { afterPieces: 2 });
    const asking = ask();
    await gate.reached;
    const cancelled = ollama.nextCancelled();
    const revised = await bot.revise({ ...edit, text: 'What is an overlay?' }, signal);
    await cancelled;
    expect(revised.state).toBe('answered');
    const { outcome, events } = await asking;
    expect(outcome).toEqual({ state: 'taken' });
    expect(kindsOf(events).at(-1)).toBe('text');
    expect(await revisions()).toMatchObject([{ answer: null }, { answer: { manner: 'generated' } }]);
  });

  test('while its answer is on its way has the last word', async () => {
    const { bot, reopened, revisions, store } = await withQuestion();
    const delivering = Promise.withResolvers<void>();
    const shown = Promise.withResolvers<void>();
    const slow = {
      ...recordingReply([]),
      answered() {
        delivering.resolve();
        return shown.promise;
      },
    };
    const asking = bot.ask(incoming({ text: 'What is a flake?', messageId: 'm' }), slow, signal);
    await delivering.promise;
    const revising = bot.revise({ ...edit, text: 'What is an overlay?' }, signal);
    await until(async () => (await revisions()).length === 2);
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    expect(reopened).toEqual([]);
    shown.resolve();
    expect((await asking).state).toBe('answered');
    expect((await revising).state).toBe('answered');
    expect(kindsOf(reopened).at(-1)).toBe('answered');
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'answered', stateReason: null });
  });

  test('keeps what came with it', async () => {
    const { bot, ask, store, revisions } = await withQuestion();
    await ask();
    const attached = [{ name: 'error.log', text: 'EACCES' }];
    await store.write((tx) => tx.revision.updateMany({ data: { attached } }));
    await bot.revise({ ...edit, text: 'What is an overlay?' }, signal);
    expect((await revisions()).map((revision) => revision.attached)).toEqual([attached, attached]);
  });

  test('only in what came with it is answered anew, and not when that is as it was', async () => {
    const { bot, ollama, store, reopens } = await withQuestion();
    reopens(() => recordingReply([]));
    const attached = [{ name: 'error.log', text: 'EACCES: secret' }];
    await bot.ask(incoming({ text: asked, messageId: 'm', attached }), recordingReply([]), signal);
    const revise = (came: typeof attached) =>
      bot.revise({ ...edit, text: asked, fetchAttached: async () => ({ attached: came }) }, signal);
    expect(await revise(attached)).toEqual({ state: 'ignored' });
    expect((await revise([])).state).toBe('answered');
    expect(ollama.chats.map(({ messages }) => /EACCES/.test(messages.at(-1)?.content ?? ''))).toEqual([true, false]);
    const revisions = await store.read.revision.findMany({ orderBy: { number: 'asc' }, select: { attached: true } });
    expect(revisions).toEqual([{ attached }, { attached: null }]);
  });

  test('keeps what came with it where that cannot be fetched', async () => {
    const { bot, ask, store, revisions } = await withQuestion();
    await ask();
    const attached = [{ name: 'error.log', text: 'EACCES' }];
    await store.write((tx) => tx.revision.updateMany({ data: { attached } }));
    const fetchAttached = () => Promise.reject(new Error('gone'));
    expect(await bot.revise({ ...edit, text: asked, fetchAttached }, signal)).toEqual({ state: 'ignored' });
    await bot.revise({ ...edit, text: 'What is an overlay?', fetchAttached }, signal);
    expect((await revisions()).map((revision) => revision.attached)).toEqual([attached, attached]);
  });

  test('shows its pictures again', async () => {
    const { bot, ask, ollama } = await withQuestion({ models: [{ name: 'gemma3:4b', sees: true }] });
    await ask();
    const fetchAttached = async () => ({ attached: [], pictures: [onePixel] });
    await bot.revise({ ...edit, text: 'What is this overlay?', fetchAttached }, signal);
    expect(ollama.chats.at(-1)?.messages.at(-1)?.images).toEqual([onePixel.toString('base64')]);
  });

  test('twice is answered as it reads last, however late the files of the first edit come', async () => {
    const { bot, ask, revisions } = await withQuestion();
    await ask();
    const fetching = Promise.withResolvers<void>();
    const late = Promise.withResolvers<{ attached: [] }>();
    const fetchLate = () => {
      fetching.resolve();
      return late.promise;
    };
    const first = bot.revise({ ...edit, text: 'What is a derivation?', fetchAttached: fetchLate }, signal);
    await fetching.promise;
    expect((await bot.revise({ ...edit, text: 'What is an overlay?' }, signal)).state).toBe('answered');
    late.resolve({ attached: [] });
    expect(await first).toEqual({ state: 'ignored' });
    expect((await revisions()).map(({ text }) => text)).toEqual([asked, 'What is an overlay?']);
  });

  test('too late has nothing fetched for it', async () => {
    const { bot, ask, clock } = await withQuestion();
    await ask();
    await clock.advance(revisableForMs + 1);
    const fetchAttached = () => expect.unreachable('It was fetched.');
    expect(await bot.revise({ ...edit, text: 'What?', fetchAttached }, signal)).toEqual({ state: 'ignored' });
  });

  test('is answered at most five times', async () => {
    const { ask, bot, revisions } = await withQuestion();
    await ask();
    const states = [];
    for (let count = 1; count <= mostRevisions; count++)
      states.push((await bot.revise({ ...edit, text: `What is ${count}?` }, signal)).state);
    expect(states).toEqual(['answered', 'answered', 'answered', 'answered', 'ignored']);
    expect(await revisions()).toHaveLength(mostRevisions);
  });

  test.each([
    ['after a minute', async ({ clock }: Quorum) => clock.advance(revisableForMs + 1)],
    [
      'in a paused community',
      ({ store }: Quorum) => store.write((tx) => tx.community.updateMany({ data: { paused: true } })),
    ],
    [
      'in a room that is off',
      ({ store }: Quorum) => store.write((tx) => tx.room.updateMany({ data: { mode: 'off' } })),
    ],
    [
      'after it was stopped',
      ({ store }: Quorum) => store.write((tx) => tx.question.updateMany({ data: { state: 'cancelled' } })),
    ],
  ])('%s is left as it was', async (_, happens) => {
    const quorum = await withQuestion();
    await quorum.ask();
    await happens(quorum);
    expect(await quorum.bot.revise({ ...edit, text: 'What is an overlay?' }, signal)).toEqual({ state: 'ignored' });
    expect(await quorum.revisions()).toHaveLength(1);
    expect(quorum.reopened).toEqual([]);
  });

  test.each(['What is a flake?', '  ', 'x'.repeat(4001)])('to %j is left as it was', async (text) => {
    const { ask, bot, revisions } = await withQuestion();
    await ask();
    expect(await bot.revise({ ...edit, text }, signal)).toEqual({ state: 'ignored' });
    expect(await revisions()).toHaveLength(1);
  });

  test('where nothing can be shown any more is given up, and not taken over', async () => {
    const { ask, bot, reopens, store, clock } = await withQuestion();
    await ask();
    reopens(() => undefined);
    expect(await bot.revise({ ...edit, text: 'What is an overlay?' }, signal)).toEqual({ state: 'ignored' });
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'cutOff', stateReason: 'not-shown' });
    await clock.advance(60_000);
    expect(await bot.takeOver()).toBe(0);
  });

  test('is none of ours where it was no question', async () => {
    const { bot } = await withQuestion();
    expect(await bot.revise({ ...edit, messageId: 'chat', text: 'hello' }, signal)).toEqual({ state: 'ignored' });
  });
});

type Quorum = Awaited<ReturnType<typeof withQuestion>>;
