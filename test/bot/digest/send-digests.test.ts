import { expect, test } from 'vitest';
import { weekOf } from '../../../src/bot/digest/send-digests.ts';
import { sendDigests } from '../../../src/bot/index.ts';
import { openStore } from '../../../src/store/index.ts';
import { startCommands } from '../commands/caller.ts';
import { until } from '../quorum-builder.ts';
import { withAnswer } from '../votes/with-answer.ts';

const moderator = { rank: 'moderator', member: 'grace' } as const;
const never = new AbortController().signal;

async function startWeek() {
  const quorum = await startCommands();
  quorum.reopens(() => undefined);
  const answer = await withAnswer('How do I pin nixpkgs?', { quorum });
  for (const name of ['ada', 'bob']) await answer.react(name, 1);
  await quorum.clock.advance(1000);
  await quorum.calling({ room: 'staff' });
  const now = () => new Date(quorum.clock.now());
  return {
    ...quorum,
    now,
    async wanted() {
      await quorum.run('settings set', { setting: 'moderators-room', room: 'staff' }, moderator);
      await quorum.run('settings set', { setting: 'digest', value: 'on' }, moderator);
    },
    send: (own: Partial<Parameters<typeof sendDigests>[0]> = {}) =>
      sendDigests({ store: quorum.store, bot: quorum.bot, now, ...own }, never),
  };
}

test('nobody is told of their week who did not ask for it', async () => {
  const { send, notices } = await startWeek();
  expect([await send(), notices]).toEqual([0, []]);
});

test('moderators are told of the week in their room, in one message', async () => {
  const { wanted, send, notices, store } = await startWeek();
  await wanted();
  const { communityId } = await store.read.question.findFirstOrThrow();
  const item = { communityId, kind: 'contested', question: 'Q', text: '', why: 'W', createdAt: new Date(0) } as const;
  await store.write((tx) => tx.reviewItem.create({ data: item }));
  expect(await send()).toBe(1);
  const [notice] = notices;
  if (notice?.kind !== 'news') throw new Error('There is no news.');
  expect(notice.text).toMatch(/^\*\*The week in Test\*\* \(/);
  expect(notice.text).toContain('1 question from 1 member\nnone in the 7 days before');
  expect(notice.text).toContain('- 100 % of 1 question helped');
  expect(notice.text).toContain('- 100 % of 1 answer with votes approved');
  expect(notice.text).toContain('- 1 entry came, 0 entries left');
  expect(notice.text).toContain('**1 item waits for you**\n- answers that members do not agree on: 1');
  expect(notice.text).toContain('I am **setup**, by 1 answer with votes.');
  expect(notice.text.length).toBeLessThan(2000);
});

test('however many instances run, a week is told once, and the next one again', async () => {
  const { wanted, send, notices, storeUrl, clock } = await startWeek();
  await wanted();
  const other = await openStore({ url: storeUrl });
  try {
    await Promise.all([send(), send({ store: other }), send()]);
    expect(notices).toHaveLength(1);
    await clock.advance(7 * 24 * 60 * 60_000);
    await Promise.all([send({ store: other }), send()]);
    expect(notices).toHaveLength(2);
  } finally {
    await other.close();
  }
});

test('a week that nobody could be told of is told later', async () => {
  const { wanted, send, notices } = await startWeek();
  await wanted();
  expect(await send({ bot: { tellModerators: async () => false } })).toBe(0);
  const broken = { tellModerators: () => Promise.reject(new Error('away')) };
  await expect(send({ bot: broken })).rejects.toThrow('away');
  expect([await send(), notices.length]).toEqual([1, 1]);
});

test('a week is told by the next where the process died that was about to tell it', async () => {
  const { wanted, send, notices, store, clock } = await startWeek();
  await wanted();
  const dying = { tellModerators: () => new Promise<boolean>(() => {}) };
  void send({ bot: dying });
  await until(async () => (await store.read.community.count({ where: { digestLease: { not: null } } })) > 0);
  expect([await send(), notices]).toEqual([0, []]);
  await clock.advance(10 * 60_000);
  expect([await send(), notices.length]).toEqual([1, 1]);
  expect([await send(), notices.length]).toEqual([0, 1]);
});

test('a week begins on Monday at eight', () => {
  expect(weekOf(new Date('2026-11-23T07:59:59Z'))).toBe('2026-11-16');
  expect(weekOf(new Date('2026-11-23T08:00:00Z'))).toBe('2026-11-23');
  expect(weekOf(new Date('2026-11-29T23:00:00Z'))).toBe('2026-11-23');
  expect(weekOf(new Date('2027-01-01T12:00:00Z'))).toBe('2026-12-28');
});

test('a community that cannot be told keeps no other from being told', async () => {
  const { wanted, send, run, calling } = await startWeek();
  await wanted();
  const elsewhere = { ...moderator, community: 'elsewhere' } as const;
  await calling({ ...elsewhere, room: 'staff' });
  await run('settings set', { setting: 'moderators-room', room: 'staff' }, elsewhere);
  await run('settings set', { setting: 'digest', value: 'on' }, elsewhere);
  const told: string[] = [];
  const bot = {
    async tellModerators({ platformId }: { platformId: string }) {
      if (platformId === 'community') throw new Error('away');
      return told.push(platformId) > 0;
    },
  };
  await expect(send({ bot })).rejects.toThrow('away');
  expect(told).toEqual(['elsewhere']);
});
