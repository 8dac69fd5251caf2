import { describe, expect, test } from 'vitest';
import { readStats } from '../../../src/bot/stats/index.ts';
import { startQuorum } from '../quorum-builder.ts';
import { type GivenAnswer, startCommunity } from './community.ts';

const now = new Date('2026-11-25T18:20:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const daysAgo = (days: number) => hoursAgo(24 * days);

async function startCounted() {
  const community = await startCommunity();
  const { store, communityId, room } = community;
  const { id: generalId } = await room('general');
  return {
    ...community,
    stats: (own: Partial<Parameters<typeof readStats>[1]> = {}, signal?: AbortSignal) =>
      readStats(store, { communityId, roomId: generalId, period: 'week', now, ...own }, signal),
  };
}

test('questions are counted by what became of them, and why', async () => {
  const { asks, stats } = await startCounted();
  await asks(
    { at: daysAgo(1), member: 'ada' },
    { at: daysAgo(2), member: 'grace' },
    { at: daysAgo(2), member: 'ada', state: 'refused', reason: 'too-many' },
    { at: daysAgo(2), member: 'ada', state: 'refused', reason: 'paused' },
    { at: daysAgo(3), member: 'ada', state: 'refused', reason: 'too-many' },
    { at: daysAgo(3), member: 'ada', state: 'cutOff', reason: 'instance-died' },
    { at: daysAgo(4), member: 'ada', state: 'cancelled' },
    { at: hoursAgo(0.1), member: 'ada', state: 'answering' },
  );
  expect(await stats()).toMatchObject({
    questions: 8,
    askers: 2,
    fates: { answered: 2, refused: 3, cutOff: 1, cancelled: 1, underWay: 1 },
    reasons: {
      refused: [
        { name: 'too-many', count: 2 },
        { name: 'paused', count: 1 },
      ],
      cutOff: [{ name: 'instance-died', count: 1 }],
    },
  });
});

test('what nobody asked is a question only where it was answered', async () => {
  const { asks, stats } = await startCounted();
  await asks(
    { at: daysAgo(1), member: 'ada' },
    { at: daysAgo(1), member: 'ada', state: 'refused', reason: 'too-many' },
    { at: daysAgo(1), member: 'grace', asked: false },
    { at: daysAgo(2), member: 'alan', asked: false, state: 'cancelled', reason: 'needless' },
    { at: daysAgo(2), member: 'alan', asked: false, state: 'refused', reason: 'too-many' },
    { at: hoursAgo(0.1), member: 'alan', asked: false, state: 'answering' },
  );
  expect(await stats()).toMatchObject({
    questions: 3,
    askers: 2,
    unasked: { answered: 1, left: 2 },
    fates: { answered: 2, refused: 1, cancelled: 0, underWay: 0 },
    reasons: { refused: [{ name: 'too-many', count: 1 }] },
  });
});

test('answers are counted by label, manner, role, model, speed and thumbs', async () => {
  const { asks, stats } = await startCounted();
  await asks(
    { at: daysAgo(1), answers: [{ manner: 'quoted', label: 'verified', totalMs: 8, votes: [1, 1, -1] }] },
    { at: daysAgo(1), answers: [{ role: 'coder', model: 'coder:7b', totalMs: 4000, firstTextMs: 300 }] },
    { at: daysAgo(1), answers: [{ role: 'expert', totalMs: 2000, firstTextMs: 200, votes: [-1] }] },
    { at: daysAgo(1), answers: [{ role: 'expert', label: 'withoutSources', totalMs: 3000 }] },
    { at: daysAgo(1), answers: [{ manner: 'unknown', label: null, totalMs: 5 }] },
  );
  expect(await stats()).toMatchObject({
    labels: { verified: 1, approved: 0, fromSources: 2, withoutSources: 1 },
    manners: { quoted: 1, generated: 3, excerpts: 0, unknown: 1 },
    thumbs: { up: 2, down: 2, answersWithAny: 2 },
    speed: { p50Ms: 2000, p95Ms: 4000 },
    firstWord: { p50Ms: 200, p95Ms: 300 },
    roles: [
      { name: 'expert', answers: 2, thumbs: { up: 0, down: 1 }, speed: { p50Ms: 2000, p95Ms: 3000 } },
      { name: 'coder', answers: 1, thumbs: { up: 0, down: 0 } },
    ],
    models: [
      { name: 'llama3.2:3b', answers: 2 },
      { name: 'coder:7b', answers: 1 },
    ],
  });
});

test('of a question that was edited, the answer to its latest revision counts', async () => {
  const { asks, stats } = await startCounted();
  const [first, second]: GivenAnswer[] = [{ votes: [1] }, { label: 'verified', votes: [-1] }];
  await asks({ at: daysAgo(1), answers: [first, second, undefined] });
  expect(await stats()).toMatchObject({
    questions: 1,
    labels: { verified: 1, fromSources: 0 },
    thumbs: { up: 0, down: 1, answersWithAny: 1 },
  });
});

test('a question belongs to the bucket of its time, and to no other community’s or period’s', async () => {
  const { store, communityId, asks, stats } = await startCounted();
  await asks(
    { at: new Date('2026-11-19T00:00:00.000Z') },
    { at: new Date('2026-11-19T23:59:59.999Z') },
    { at: new Date('2026-11-20T00:00:00.000Z') },
    { at: now }, // where the period ends, and is left out
    { at: new Date('2026-11-18T23:59:59.999Z') }, // too late for the week before, which has come to 18:20
    { at: new Date('2026-11-18T18:19:59.999Z') },
    { at: new Date('2026-11-12T00:00:00.000Z'), state: 'cancelled' },
  );
  const counted = await stats();
  expect(counted.buckets.map(({ questions }) => questions)).toEqual([2, 1, 0, 0, 0, 0, 0]);
  expect(counted).toMatchObject({ questions: 3, before: { questions: 2, answered: 1 } });
  expect(await readStats(store, { communityId: 'other', roomId: 'none', period: 'week', now })).toMatchObject({
    questions: 0,
    speed: undefined,
    before: { questions: 0 },
  });
  const all = await readStats(store, { communityId, roomId: 'none', period: 'all', now });
  expect(all).toMatchObject({ questions: 6, before: undefined, span: { unit: 'day', from: new Date('2026-11-12') } });
});

test('more questions than fit on a page are all counted once, also those of one moment', async () => {
  const { store, communityId, room, asks, stats } = await startCounted();
  await asks({ at: daysAgo(1) });
  const { id: roomId } = await room('general');
  const member = await store.read.member.findFirstOrThrow();
  await store.write((tx) =>
    tx.question.createMany({
      data: Array.from({ length: 1100 }, (_, index) => ({
        communityId,
        roomId,
        memberId: member.id,
        platform: 'test',
        messageId: `many ${index}`,
        origin: 'message' as const,
        communityWide: true,
        state: 'refused' as const,
        stateReason: 'too-many',
        createdAt: daysAgo(index < 1050 ? 2 : 3),
      })),
    }),
  );
  const { questions, buckets } = await stats();
  expect(questions).toBe(1101);
  expect(buckets.map((bucket) => bucket.questions)).toEqual([0, 0, 0, 50, 1050, 1, 0]);
});

describe('what belongs to a private room', () => {
  test('is counted for moderators, and elsewhere only in that room', async () => {
    const { room, asks, stats } = await startCounted();
    const { id: secretId } = await room('secret', false);
    await asks({ at: daysAgo(1) });
    await asks({ at: daysAgo(1), room: 'secret', member: 'grace' });
    expect(await stats()).toMatchObject({ questions: 1, askers: 1 });
    expect(await stats({ roomId: secretId })).toMatchObject({ questions: 2, askers: 2 });
    expect(await stats({ privateRooms: true })).toMatchObject({ questions: 2, askers: 2 });
    expect(await stats({ period: 'all' })).toMatchObject({ questions: 1 });
  });

  test('is named in that room alone, whoever asks', async () => {
    const { room, knows, asks, stats } = await startCounted();
    const { id: secretId } = await room('secret', false);
    const open = await knows('How do I update?');
    const hidden = await knows('Who gets banned?', { source: 'Notes of moderators', room: 'secret' });
    await asks({ at: daysAgo(1), answers: [{ cites: [open] }] });
    await asks({ at: daysAgo(1), room: 'secret', answers: [{ cites: [hidden, open] }] });
    await asks({ at: daysAgo(2), room: 'secret', answers: [{ cites: [hidden] }] });
    const elsewhere = await stats({ privateRooms: true });
    expect(elsewhere.cited).toEqual({
      sources: [{ name: 'Handbook', count: 2 }],
      entries: [{ name: 'How do I update?', count: 2 }],
    });
    expect((await stats({ roomId: secretId, privateRooms: true })).cited).toEqual({
      sources: expect.arrayContaining([
        { name: 'Handbook', count: 2 },
        { name: 'Notes of moderators', count: 2 },
      ]),
      entries: expect.arrayContaining([
        { name: 'Who gets banned?', count: 2 },
        { name: 'How do I update?', count: 2 },
      ]),
    });
  });
});

test('the five entries and sources cited most are named, and none that has left', async () => {
  const { knows, asks, stats } = await startCounted();
  for (const [index, times] of [7, 6, 5, 4, 3, 2].entries()) {
    const id = await knows(`Entry ${index}`, { source: `Source ${index}` });
    await asks(...Array.from({ length: times }, (_, nth) => ({ at: hoursAgo(1 + nth), answers: [{ cites: [id] }] })));
  }
  const gone = await knows('Gone', { source: 'Source 5', retiredAt: now });
  await asks(...Array.from({ length: 9 }, () => ({ at: daysAgo(1), answers: [{ cites: [gone] }] })));
  const { cited } = await stats();
  expect(cited.entries.map(({ name }) => name)).toEqual(['Entry 0', 'Entry 1', 'Entry 2', 'Entry 3', 'Entry 4']);
  expect(cited.sources).toHaveLength(5);
  expect(cited.sources[0]).toEqual({ name: 'Source 5', count: 11 });
});

test('an answer that was really given is counted with its times and its thumbs', async () => {
  const { ask, bot, store, clock } = await startQuorum();
  const { outcome } = await ask('How are you?');
  if (outcome.state !== 'answered') throw new Error(outcome.state);
  const { id: answerId, writer, making } = outcome.answer;
  await bot.vote({ answerId, platform: 'test', memberId: 'grace', value: 1 });
  const { communityId, roomId } = await store.read.question.findFirstOrThrow();
  const stats = await readStats(store, { communityId, roomId, period: 'day', now: new Date(clock.now() + 1) });
  const { totalMs, generation } = making;
  expect(stats).toMatchObject({
    questions: 1,
    fates: { answered: 1 },
    labels: { withoutSources: 1 },
    thumbs: { up: 1, down: 0, answersWithAny: 1 },
    speed: { p50Ms: totalMs, p95Ms: totalMs },
    firstWord: { p50Ms: generation?.firstTextMs },
    roles: [{ name: writer?.role, answers: 1 }],
    models: [{ name: writer?.model, answers: 1 }],
  });
});

test('whoever no longer wants to know stops the counting', async () => {
  const { asks, stats } = await startCounted();
  await asks({ at: daysAgo(1) });
  await expect(stats({}, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});
