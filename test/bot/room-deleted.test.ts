import { expect, test } from 'vitest';
import { incoming, recordingReply, startQuorum } from './quorum-builder.ts';

const { community, room } = incoming({ text: '', messageId: '' });
const thread = { ...room, platformId: 'thread', kind: 'thread' as const, parent: room };
const other = { ...room, platformId: 'other' };

test('the text of what was asked in a room goes with it, and in its threads, but nowhere else', async () => {
  const { ask, bot, store } = await startQuorum();
  await ask('secret?', { attached: [{ name: 'a.log', text: 'secret' }] });
  await ask('another secret?', { room: thread });
  await ask('hello?', { room: other });
  await bot.roomDeleted(community, room.platformId);
  const revisions = await store.read.revision.findMany({ orderBy: { id: 'asc' } });
  expect(revisions.map(({ text, attached }) => [text, attached])).toEqual([
    ['', []],
    ['', []],
    ['hello?', null],
  ]);
  expect(await store.read.answer.count()).toBe(3);
});

test('what is being answered there is answered no more', async () => {
  const { ask, bot, ollama, reopens, store } = await startQuorum();
  reopens(() => recordingReply([]));
  const gate = ollama.faults.hold('/api/chat');
  const asking = ask('secret?', { room: thread });
  await gate.reached;
  await bot.roomDeleted(community, room.platformId);
  expect((await asking).outcome).toEqual({ state: 'cancelled', why: 'withdrawn' });
  gate.release();
  expect(await store.read.revision.findFirst()).toMatchObject({ text: '' });
});

test('a room of the same name in another community keeps what was asked in it', async () => {
  const { ask, bot, store } = await startQuorum();
  await ask('hello?');
  await bot.roomDeleted({ ...community, platformId: 'elsewhere' }, room.platformId);
  expect(await store.read.revision.findFirst()).toMatchObject({ text: 'hello?' });
});
