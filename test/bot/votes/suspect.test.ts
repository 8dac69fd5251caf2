import { describe, expect, test } from 'vitest';
import { flagSuspicions } from '../../../src/bot/votes/suspect.ts';
import { takeBack } from '../../../src/bot/votes/take-back.ts';
import { startQuorum } from '../quorum-builder.ts';
import { withAnswer } from './with-answer.ts';

const dayMs = 24 * 60 * 60_000;

/** A community of whose answers any are voted on by anyone. */
async function startCommunity() {
  const quorum = await startQuorum();
  const { store, clock } = quorum;
  const now = () => new Date(clock.now());
  return {
    ...quorum,
    now,
    async answerFor(asker: string) {
      await clock.advance(61_000); // within the limits of pace
      return withAnswer(`What about ${asker} at ${clock.now()}?`, { quorum, asker });
    },
    async flags() {
      const { id } = await store.read.community.findFirstOrThrow();
      await flagSuspicions(store, id, now());
      const items = await store.read.feedItem.findMany({
        where: { kind: { startsWith: 'votes.' } },
        orderBy: { id: 'asc' },
      });
      return items.map(({ kind }) => kind);
    },
  };
}

describe('a burst of new accounts', () => {
  test('decides nothing, is flagged once, and is taken back with one press', async () => {
    const { answerFor, store, now } = await startCommunity();
    const { react, found, standing, feed, undoNewest } = await answerFor('ada');
    for (let at = 0; at < 12; at++)
      await react(`account ${at}`, 1, true, { joinedAt: new Date(now().getTime() - dayMs) });
    expect(await standing()).toBe('open');
    expect(await feed()).toEqual(['votes.burst']);
    expect((await store.read.feedItem.findFirstOrThrow()).what).toContain('5 new accounts voted on the answer');
    await react('settled', 1);
    expect(await found()).toHaveLength(1); // together with one who has been there for long, they are two
    await react('settled', 1, false);
    await react('moderator', 1, true, { rank: 'moderator' });
    expect(await found()).toHaveLength(1);
    await undoNewest('votes.burst');
    expect(await found()).toEqual([]);
  });
});

describe('what the nightly look flags, once a week', () => {
  test('members who vote for each other and for hardly anybody else', async () => {
    const { answerFor, flags, clock } = await startCommunity();
    for (let at = 0; at < 5; at++) {
      await (await answerFor('ada')).react('alt', 1);
      await (await answerFor('alt')).react('ada', 1);
    }
    expect(await flags()).toEqual(['votes.ring', 'votes.ring']);
    expect(await flags()).toHaveLength(2);
    await clock.advance(8 * dayMs);
    expect(await flags()).toHaveLength(4);
  });

  test('no votes that were taken back already', async () => {
    const { answerFor, flags, store, now } = await startCommunity();
    for (let at = 0; at < 5; at++) {
      await (await answerFor('ada')).react('alt', 1);
      await (await answerFor('alt')).react('ada', 1);
    }
    const { id: communityId } = await store.read.community.findFirstOrThrow();
    const votes = { communityId, memberId: null, from: new Date(0), until: new Date(now().getTime() + 1) };
    await store.write((tx, rows) => takeBack(tx, rows, { ...votes, lighterThan: null }, now()));
    expect(await flags()).toEqual([]);
  });

  test('not friends who vote for many others as well', async () => {
    const { answerFor, flags } = await startCommunity();
    for (let at = 0; at < 5; at++) {
      for (const [asker, voter] of [
        ['ada', 'bob'],
        ['bob', 'ada'],
        ['eve', 'ada'],
        ['joe', 'bob'],
        ['kim', 'ada'],
        ['kim', 'bob'],
      ] as const)
        await (await answerFor(asker)).react(voter, 1);
    }
    expect(await flags()).toEqual([]);
  }, 60_000);

  test('a moderator who decides very much within a day', async () => {
    const { answerFor, flags } = await startCommunity();
    for (let at = 0; at < 30; at++) await (await answerFor('ada')).react('rogue', -2, true, { rank: 'moderator' });
    expect(await flags()).toEqual(['votes.hasty']);
  }, 60_000);

  test('one voice that is most of all votes, which yet decides nothing alone', async () => {
    const { answerFor, flags, store } = await startCommunity();
    for (let at = 0; at < 40; at++) await (await answerFor(`asker ${at}`)).react('loud', 1);
    expect(await flags()).toEqual(['votes.loud']);
    expect(await store.read.entry.count()).toBe(0);
  }, 60_000);
});
