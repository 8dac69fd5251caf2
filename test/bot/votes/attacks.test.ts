import { describe, expect, test } from 'vitest';
import { flagSuspicions } from '../../../src/bot/votes/suspect.ts';
import { startQuorum } from '../quorum-builder.ts';
import { withAnswer } from './with-answer.ts';

const dayMs = 24 * 60 * 60_000;

/** Answers to what eve asked, and what is known and flagged while members vote on them. */
async function eveAsks(count: number) {
  const quorum = await startQuorum();
  const { store, clock } = quorum;
  const answers: Awaited<ReturnType<typeof withAnswer>>[] = [];
  for (let at = 0; at < count; at++) {
    await clock.advance(61_000); // within the limits of pace
    answers.push(await withAnswer(`What about part ${at} of the machine?`, { quorum, asker: 'eve' }));
  }
  const now = new Date(clock.now());
  return {
    answers,
    newcomer: { joinedAt: new Date(now.getTime() - dayMs) },
    known: () => store.read.entry.count({ where: { retiredAt: null } }),
    standings: () => Promise.all(answers.map(({ standing }) => standing())),
    async flags() {
      const { id } = await store.read.community.findFirstOrThrow();
      await flagSuspicions(store, id, now);
      const items = await store.read.feedItem.findMany({ where: { kind: { startsWith: 'votes.' } } });
      return items.map(({ kind }) => kind);
    },
    undoNewest: async (kind: string) => answers[0]?.undoNewest(kind),
  };
}

describe('an asker with other accounts of her own', () => {
  test('teaches nothing with new ones, however many, whatever rank she has', async () => {
    const { answers, newcomer, known, standings } = await eveAsks(1);
    for (const { react } of answers) {
      await react('eve', 1, true, { rank: 'moderator' });
      await react('eve', 2, true, { rank: 'moderator' }); // her own question
      for (let at = 0; at < 8; at++) await react(`alt ${at}`, 1, true, newcomer);
      await react('alt 0', 2, true, newcomer); // ✅ is not theirs to give
    }
    expect(await known()).toBe(0);
    expect(await standings()).toEqual(['open']);
  });

  test('is seen at night where one has been there for long, and all that followed is taken back with one press', async () => {
    const { answers, known, standings, flags, undoNewest } = await eveAsks(5);
    for (const { react } of answers) for (const name of ['eve', 'alt']) await react(name, 1);
    expect(await known()).toBe(5); // two members approve: nobody can tell as yet
    expect(await flags()).toEqual(['votes.echo']);
    await undoNewest('votes.echo');
    expect(await known()).toBe(0);
    expect(await standings()).toEqual(Array(5).fill('open'));
  });

  test('is not who is approved of by others without a word of her own', async () => {
    const { answers, flags } = await eveAsks(5);
    for (const { react } of answers) await react('bob', 1);
    expect(await flags()).toEqual([]);
  });
});

test('one member who denies everything takes away nothing that three approve of', async () => {
  const { answers, known, standings } = await eveAsks(3);
  for (const { react } of answers) {
    for (const name of ['ada', 'bob', 'cleo']) await react(name, 1);
    await react('loud', -1);
  }
  expect(await standings()).toEqual(Array(3).fill('approved'));
  expect(await known()).toBe(3);
});

test('a moderator gone wild is flagged, and what they decided on is as it would be without them', async () => {
  const { answers, known, standings, flags, undoNewest } = await eveAsks(30);
  for (const [at, { react }] of answers.entries()) {
    if (at < 3) for (const name of ['ada', 'bob']) await react(name, 1);
    await react('rogue', at < 3 ? -2 : 2, true, { rank: 'moderator' });
  }
  expect(await standings()).toEqual([...Array(3).fill('denied'), ...Array(27).fill('approved')]);
  expect(await flags()).toEqual(['votes.hasty']);
  await undoNewest('votes.hasty');
  expect(await standings()).toEqual([...Array(3).fill('approved'), ...Array(27).fill('open')]);
  expect(await known()).toBe(3);
}, 60_000);
