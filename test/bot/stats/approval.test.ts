import { expect, test } from 'vitest';
import {
  activityOf,
  describeApproval,
  describeGrowth,
  describePeople,
  describeSpeeds,
  readGrowth,
  readStats,
} from '../../../src/bot/stats/index.ts';
import { readVoterCounts } from '../../../src/store/index.ts';
import { startCommunity } from './community.ts';
import { busyMonth, longAndBusy, sampleStats } from './samples.ts';

const now = new Date('2026-11-25T18:20:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

async function startVoted() {
  const community = await startCommunity();
  const { store, communityId, room } = community;
  const { id: roomId } = await room('general');
  return {
    ...community,
    roomId,
    stats: () => readStats(store, { communityId, roomId, period: 'month', now }),
  };
}

test('approval is told by kind of question, role, version and week, each answer once', async () => {
  const { asks, stats } = await startVoted();
  await asks(
    { at: daysAgo(1), answers: [{ category: 'code', role: 'coder', version: 'coder:2026-w48', votes: [1, 1, -1] }] },
    { at: daysAgo(1), answers: [{ category: 'code', role: 'coder', votes: [-1] }] },
    { at: daysAgo(8), answers: [{ votes: [1] }] },
    { at: daysAgo(8), answers: [{ category: 'code' }] },
  );
  const { approval, buckets } = await stats();
  const told = (all: { name: string; voted: number; interval: { share: number } }[]) =>
    all.map(({ name, voted, interval }) => [name, voted, interval.share]);
  expect(approval.all).toMatchObject({ voted: 3, interval: { share: 2 / 3 } });
  expect(told(approval.categories)).toEqual([
    ['code', 2, 0.5],
    ['other', 1, 1],
  ]);
  expect(told(approval.roles)).toEqual([
    ['coder', 2, 0.5],
    ['expert', 1, 1],
  ]);
  expect(told(approval.versions)).toEqual([['coder:2026-w48', 1, 1]]);
  expect(told(approval.weeks)).toEqual([
    ['week of 16 Nov', 1, 1],
    ['week of 23 Nov', 2, 0.5],
  ]);
  expect(buckets.map((bucket) => bucket.approval?.interval.share).filter((share) => share !== undefined)).toEqual([
    1, 0.5,
  ]);
  expect(buckets.at(-2)?.approval).toMatchObject({ voted: 2, interval: { share: 0.5 } });
});

test('under a kind of question stands what such questions are often about, as it is called now', async () => {
  const { asks, stats, store, communityId } = await startVoted();
  const row = { words: [], bias: 0, questions: 40, outOf: 300, members: 9, communityId, createdAt: now };
  await store.write((tx) => tx.topic.create({ data: { ...row, id: 'wifi', name: 'wifi, router' } }));
  const even = { expert: 0.25, empathy: 0.25, coder: 0.25, quick: 0.25 };
  const route = {
    role: 'coder',
    why: '',
    decidedBy: 'votes',
    odds: even,
    propensities: even,
    propensity: 0.25,
  } as const;
  const on = (id: string) => ({ route: { ...route, category: 'debugging', topic: { id, name: 'once' } } });
  await asks(
    { at: daysAgo(1), answers: [{ ...on('wifi'), votes: [1] }] },
    { at: daysAgo(1), answers: [{ ...on('gone'), votes: [-1] }] },
  );
  const read = await stats();
  expect(read.approval.categories).toMatchObject([
    { name: 'debugging', voted: 2, topics: [{ name: 'wifi, router', voted: 1, interval: { share: 1 } }] },
  ]);
  expect(describeApproval(read)).toContain('debugging, on “wifi, router”: 100 % of 1');
});

test('votes that were taken back count for nothing until they are given back', async () => {
  const { asks, stats, store, communityId } = await startVoted();
  await asks({ at: daysAgo(1), answers: [{ votes: [1, -1, -1] }] });
  const { id: memberId } = await store.read.member.findUniqueOrThrow({ where: { hash: 'voter 1' } });
  const undo = { communityId, from: daysAgo(2), until: now, createdAt: now };
  const { id } = await store.write((tx) => tx.voteUndo.create({ data: { ...undo, memberId } }));
  const range = { communityId, from: daysAgo(2), to: now };
  expect(await stats()).toMatchObject({ thumbs: { up: 1, down: 1 }, approval: { all: { interval: { share: 0.5 } } } });
  expect(await readVoterCounts(store.rows, range)).toEqual([1, 1]);
  await store.write((tx) => tx.voteUndo.update({ where: { id }, data: { endedAt: now } }));
  expect(await stats()).toMatchObject({ thumbs: { up: 1, down: 2 } });
  expect(await readVoterCounts(store.rows, range)).toEqual([1, 1, 1]);
});

test('what was approved helped, and so did what nobody denied or put right; of what came to an end', async () => {
  const { asks, stats, store, communityId } = await startVoted();
  await asks(
    { at: daysAgo(1), answers: [{ standing: 'approved' }] },
    { at: daysAgo(1), answers: [{}] },
    { at: daysAgo(1), answers: [{ standing: 'denied' }] },
    { at: daysAgo(1), answers: [{ manner: 'unknown', label: null }] },
    { at: daysAgo(1), state: 'refused', reason: 'paused' },
    { at: daysAgo(1), state: 'cancelled' },
    { at: daysAgo(3), member: 'corrected', answers: [{}] },
  );
  const { id: answerId } = await store.read.answer.findFirstOrThrow({
    where: { revision: { question: { member: { hash: 'corrected' } } } },
  });
  const item = { communityId, answerId, kind: 'correction', question: 'Q', text: 'A', why: 'W', createdAt: daysAgo(1) };
  await store.write((tx) => tx.reviewItem.create({ data: { ...item, kind: 'correction' } }));
  expect((await stats()).helpful).toEqual({ count: 2, of: 6 });
  await store.write((tx) => tx.reviewItem.updateMany({ data: { state: 'dropped' } }));
  expect((await stats()).helpful).toEqual({ count: 3, of: 6 });
});

test('who asked and voted is told by how many did how often, and of nobody', async () => {
  const { asks, stats } = await startVoted();
  await asks(...Array.from({ length: 7 }, () => ({ at: daysAgo(1), member: 'ada' })), {
    at: daysAgo(1),
    member: 'bob',
  });
  const said = describePeople(await stats(), activityOf([1, 1, 3, 30]));
  expect(said).toContain('**2 members asked 8 questions**\n- once: 1 member\n- 6 to 20 times: 1 member');
  expect(said).toContain('**4 members cast 35 votes that count**\n- once: 2 members\n- 2 to 5 times: 1 member');
  expect(said).toContain('- 21 times and more: 1 member');
  expect(said).not.toMatch(/ada|bob/);
});

test('knowledge is told by what is known, what came and left, and what people corrected, as a room may know it', async () => {
  const { knows, stats, store, communityId, roomId } = await startVoted();
  await knows('Old');
  await knows('Gone', { retiredAt: daysAgo(1) });
  await knows('Hidden', { room: 'secret' });
  const item = { communityId, question: 'Q', text: 'A', why: 'W', createdAt: daysAgo(1) };
  await store.write((tx) => tx.reviewItem.create({ data: { ...item, kind: 'correction', state: 'edited' } }));
  const { span } = await stats();
  const growth = await readGrowth(store.read, { communityId, roomId }, span);
  expect(growth).toEqual({
    ...{ known: 1, verified: 0, learned: 0, added: 0, retired: 1 },
    corrections: { open: 0, taken: 1, dropped: 0 },
  });
  expect(describeGrowth(await stats(), growth)).toContain('- 1: 1 taken, 0 dropped, 0 open');
});

test('each side of stats fits into one message of Discord’s, also after years', () => {
  for (const options of [busyMonth, longAndBusy]) {
    const stats = sampleStats(options);
    const voting = activityOf(Array.from({ length: 100 }, (_, index) => index));
    const growth = {
      known: 123_456,
      verified: 1,
      learned: 1,
      added: 1,
      retired: 1,
      corrections: { open: 1, taken: 1, dropped: 1 },
    };
    const sides = [
      describeApproval(stats),
      describeSpeeds(stats),
      describePeople(stats, voting),
      describeGrowth(stats, growth),
    ];
    for (const said of sides) expect(said.length).toBeLessThan(2000);
    expect(sides[0]).toMatch(/^\d+ % of [\d,]+ answers with votes approved \(\d+ to \d+ %\)$/m);
    expect(sides[1]).toMatch(/^- coder: half within [\d.]+ s, 95 % within \d+ s$/m);
  }
});
