import { describe, expect, test } from 'vitest';
import { type From, startCommands } from '../commands/caller.ts';
import { withAnswer } from '../votes/with-answer.ts';

const grace = { rank: 'moderator', member: 'grace' } as const;
const pair = { question: 'How do I pin nixpkgs?', answer: 'Set its revision in flake.lock.' };

async function startReading() {
  const quorum = await startCommands({ answer: () => 'You cannot.' });
  return { ...quorum, looking: async (from: From = grace) => (await quorum.calling(from)).call };
}

describe('what moderators look at, as data', () => {
  test('a correction stands beside what it would take the place of', async () => {
    const quorum = await startReading();
    const { answerId } = await withAnswer(pair.question, { quorum });
    await quorum.say('correct', { answer: answerId, text: pair.answer });
    expect(await quorum.readings.review(await quorum.looking(), 10)).toMatchObject({
      total: 1,
      items: [{ kind: 'correction', text: pair.answer, instead: 'You cannot.', why: '**ada** says what is right.' }],
    });
  });

  test('as much is read as is wanted, the newest first, and all of it is counted', async () => {
    const { say, readings, looking, clock } = await startReading();
    for (const thing of ['key', 'boat', 'spade']) {
      await clock.advance(60_000);
      await say('teach', { question: `Where is the ${thing}?`, answer: `Behind the ${thing} house.` });
    }
    const { items, total } = await readings.review(await looking(), 2);
    expect([items.map(({ question }) => question), total]).toEqual([['Where is the spade?', 'Where is the boat?'], 3]);
  });

  test('of a private room is read there alone', async () => {
    const { say, readings, looking, ask } = await startReading();
    const staff = { ...grace, room: 'staff' };
    await say('teach', pair, staff);
    await say('teach', { ...pair, question: 'Where is the key?' }, { room: 'staff' });
    await ask('Who is leaving us?', { room: { platformId: 'staff', kind: 'channel', name: 'staff', open: false } });
    for (const [from, count] of [
      [grace, 0],
      [staff, 1],
    ] as const) {
      const call = await looking(from);
      expect((await readings.review(call, 10)).total).toBe(count);
      expect((await readings.feed(call, undefined, 10)).total).toBe(count);
      expect((await readings.gaps(call, 10)).total).toBe(count);
    }
  });

  test('is for moderators where its command is', async () => {
    const { readings, looking } = await startReading();
    const helper = await looking({ rank: 'helper' });
    const refused = { code: 'not-allowed', memberText: expect.stringMatching(/is for moderators/) };
    await expect(readings.review(helper, 10)).rejects.toMatchObject(refused);
    await expect(readings.feed(helper, undefined, 10)).rejects.toMatchObject(refused);
    await expect(readings.gaps(helper, 10)).rejects.toMatchObject(refused);
    await expect(readings.lessons(helper)).rejects.toMatchObject(refused);
    expect((await readings.progress(await looking({ rank: 'everyone' }))).phase).toBe('setup');
    expect((await readings.stats(await looking({ rank: 'everyone' }), 'week')).moments).toHaveLength(7);
  });
});
