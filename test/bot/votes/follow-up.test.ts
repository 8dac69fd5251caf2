import { describe, expect, test } from 'vitest';
import { createFollowUp } from '../../../src/bot/votes/follow-up.ts';
import { bringBackEntry, createCatalogue } from '../../../src/knowledge/index.ts';
import { silentLog } from '../../../src/log.ts';
import { markDue, putVotes, type Store } from '../../../src/store/index.ts';
import { rules, startQuorum } from '../quorum-builder.ts';
import { withAnswer } from './with-answer.ts';

describe('an answer that members approve of', () => {
  test('is found as soon as the second has said so, and the moderators are told', async () => {
    const { react, found, answerText, feed, standing, store } = await withAnswer();
    await react('ada', 1);
    expect(await found()).toEqual([]);
    await react('bob', 1);
    expect(await found()).toEqual([answerText]);
    expect(await standing()).toBe('approved');
    expect(await feed()).toEqual(['knowledge.learned']);
    expect(await store.read.entry.findMany()).toMatchObject([
      { title: 'How do I pin nixpkgs?', standing: 'approved', verified: false, audienceRoomId: null },
    ]);
  });

  test('is withdrawn when they take it back, and comes back as the same entry', async () => {
    const { react, found, answerText, feed, store } = await withAnswer();
    await react('ada', 1);
    await react('bob', 1);
    await react('bob', 1, false);
    expect(await found()).toEqual([]);
    expect(await feed()).toEqual(['knowledge.learned', 'knowledge.withdrawn']);
    await react('eve', 1);
    expect(await found()).toEqual([answerText]);
    expect(await store.read.entry.count()).toBe(1);
    expect(await feed()).toEqual(['knowledge.learned', 'knowledge.withdrawn', 'knowledge.learned']);
  });

  test('leaves at once when they deny it, and is kept as a bad example', async () => {
    const { react, found, store, feed } = await withAnswer();
    for (const name of ['ada', 'bob']) await react(name, 1);
    for (const name of ['eve', 'joe', 'kim', 'lee']) await react(name, -1);
    expect(await found()).toEqual([]);
    expect(await store.read.entry.findMany()).toMatchObject([{ standing: 'denied', retiredAt: null }]);
    expect((await feed()).at(-1)).toBe('knowledge.denied');
  });

  test('in a room that not everyone can read is found there alone', async () => {
    const { react, found, answerText, store } = await withAnswer('How do I pin nixpkgs?', { open: false });
    for (const name of ['ada', 'bob']) await react(name, 1);
    expect(await found()).toEqual([]);
    const { id } = await store.read.room.findFirstOrThrow();
    expect(await found({ roomId: id })).toEqual([answerText]);
    expect(await store.read.feedItem.findMany()).toMatchObject([{ roomId: id }]);
  });

  test('that holds a secret is not learned, and moderators are told why', async () => {
    const token = ['ghp', 'k3Jd82hDk1Lq9ZpW0vXn7Rt5YbUe4McSaGfH'].join('_');
    const quorum = await startQuorum({ answer: () => [`Use the token ${token}.`] });
    const { react, found, feed, store } = await withAnswer('How do I log in?', { quorum });
    for (const name of ['ada', 'bob']) await react(name, 1);
    expect(await found()).toEqual([]);
    expect(await feed()).toEqual(['knowledge.kept-out']);
    const [item] = await store.read.feedItem.findMany();
    expect(item?.what).not.toContain('ghp_');
  });
});

describe('two answers to one question', () => {
  test('are one entry, and their votes count together', async () => {
    const first = await withAnswer('How do I pin nixpkgs?');
    for (const name of ['ada', 'bob']) await first.react(name, 1);
    const second = await withAnswer('how do i pin nixpkgs', { quorum: first.quorum });
    for (const name of ['eve', 'joe']) await second.react(name, 1);
    const { store } = first;
    expect(await store.read.entry.count()).toBe(1);
    const [entry] = await store.read.entry.findMany({ include: { votedBy: true } });
    expect(entry?.votedBy.map(({ id }) => id).sort()).toEqual([first.answerId, second.answerId].sort());
    await first.react('ada', 1, false);
    await first.react('bob', 1, false);
    expect(await first.found()).toHaveLength(1); // the others still approve of it
    await second.react('eve', 1, false);
    expect(await first.found()).toEqual([]);
  });

  test('are the one that members approve of more, and the other once that has lost them', async () => {
    let count = 0;
    const answer = () => {
      count += 1;
      return `Answer ${count}.`;
    };
    const quorum = await startQuorum({ answer });
    const first = await withAnswer('How do I pin nixpkgs?', { quorum });
    for (const name of ['ada', 'bob']) await first.react(name, 1);
    const second = await withAnswer('How do I pin nixpkgs?', { quorum });
    for (const name of ['ada', 'bob']) await second.react(name, 1);
    expect(await first.found()).toEqual(['Answer 1.']);
    await second.react('eve', 1);
    expect(await first.found()).toEqual(['Answer 2.']);
    for (const name of ['ada', 'bob', 'eve']) await second.react(name, 1, false);
    expect(await first.found()).toEqual(['Answer 1.']);
  });

  test('in rooms of different audiences are two', async () => {
    const first = await withAnswer('How do I pin nixpkgs?');
    for (const name of ['ada', 'bob']) await first.react(name, 1);
    const second = await withAnswer('How do I pin nixpkgs?', { quorum: first.quorum, open: false });
    for (const name of ['ada', 'bob']) await second.react(name, 1);
    expect(await first.store.read.entry.count()).toBe(2);
  });
});

test('that nothing is known, and what only shows what is known, is not learned, whoever likes it', async () => {
  const { react, store, feed, moderator } = await withAnswer('What is the airspeed of a swallow?', {
    quorum: await startQuorum({ withoutHosts: true }),
  });
  for (const name of ['ada', 'bob']) await react(name, 1);
  await react('moderator', 2, true, moderator);
  expect(await store.read.entry.count()).toBe(0);
  expect(await feed()).toEqual([]);
});

describe('those who decide alone', () => {
  test('verify an answer, which is quoted from then on', async () => {
    const { react, moderator, ask, answerText, room } = await withAnswer('How do I pin nixpkgs?');
    await react('moderator', 2, true, moderator);
    const { outcome } = await ask('How do I pin nixpkgs?', { room });
    expect(outcome).toMatchObject({ answer: { manner: 'quoted', label: 'verified', text: answerText } });
  });

  test('take their word back: what members approve of as well is known, and verified no more', async () => {
    const { react, moderator, store } = await withAnswer();
    for (const name of ['ada', 'bob']) await react(name, 1);
    await react('moderator', 2, true, moderator);
    expect(await store.read.entry.findMany()).toMatchObject([{ standing: 'approved', verified: true }]);
    await react('moderator', 2, false, moderator);
    expect(await store.read.entry.findMany()).toMatchObject([{ standing: 'approved', verified: false }]);
  });

  test('refuse an answer, whatever members say', async () => {
    const { react, moderator, found, standing } = await withAnswer();
    for (const name of ['ada', 'bob']) await react(name, 1);
    await react('moderator', -2, true, moderator);
    expect(await found()).toEqual([]);
    expect(await standing()).toBe('denied');
    await react('moderator', -2, false, moderator);
    expect(await standing()).toBe('approved');
  });

  test('are moderators and helpers, but not on what they asked themselves; anyone else’s mark is none', async () => {
    const { react, standing, moderator } = await withAnswer();
    await react('asker', 2, true, moderator);
    await react('ada', 2, true, { rank: 'everyone' });
    await react('bob', 2);
    expect(await standing()).toBe('open');
    await react('helper', 2, true, { rank: 'helper' });
    expect(await standing()).toBe('approved');
  });
});

describe('what was taught', () => {
  test('does not leave by votes: moderators look at it, and votes on a quote of it count for it', async () => {
    const quorum = await startQuorum();
    const taught = { title: 'How do I install Firefox?', text: 'Enable it.' };
    await quorum.knows({ ...taught, verified: true });
    const { react, found, store } = await withAnswer('How do I install Firefox?', { quorum });
    for (const name of ['ada', 'bob']) await react(name, -1);
    expect(await found()).toEqual(['Enable it.']);
    expect(await store.read.entry.findFirst()).toMatchObject({
      standing: 'contested',
      reviewReason: 'members deny it',
    });
    expect(await store.read.reviewItem.findMany()).toMatchObject([
      { kind: 'denied', state: 'open', question: taught.title },
    ]);
    for (const name of ['ada', 'bob']) await react(name, -1, false);
    expect(await store.read.entry.findFirst()).toMatchObject({ standing: 'open', reviewSince: null });
    expect(await store.read.reviewItem.count()).toBe(0);
  });
});

test('what a process that died left undone is done by the next', async () => {
  const { react, store, answerId, bot, found, answerText } = await withAnswer();
  await react('ada', 1);
  await store.write(async (tx) => {
    const member = await tx.member.create({ data: { hash: 'stored by a process that died', createdAt: new Date(0) } });
    const at = new Date(0);
    await tx.vote.create({
      data: { answerId, memberId: member.id, value: 1, weight: 1, createdAt: at, updatedAt: at },
    });
    await tx.answer.update({ where: { id: answerId }, data: { isDue: true } });
  });
  await bot.takeOver();
  await bot.votesSettled();
  expect(await found()).toEqual([answerText]);
});

test.each(['generated', 'quoted'] as const)(
  'what could not be done for a %s answer stays due until it is',
  async (manner) => {
    const quorum = await startQuorum();
    if (manner === 'quoted') await quorum.knows({ title: 'How do I pin nixpkgs?', text: 'Pin it.', verified: true });
    const { store, answerId, standing } = await withAnswer('How do I pin nixpkgs?', { quorum });
    await store.write(async (tx, rows) => {
      for (const hash of ['ada', 'bob']) {
        const { id: memberId } = await tx.member.create({ data: { hash, createdAt: new Date(0) } });
        await putVotes(rows, [{ answerId, memberId, value: 1, weight: 1 }], new Date(0));
      }
      await markDue(rows, [answerId]);
    });
    const parts = { store, clock: quorum.clock, log: silentLog, library: quorum.library, rules };
    const follow = async (own: Partial<Store> = {}) => {
      const { nudge, settled } = createFollowUp({ ...parts, store: { ...store, ...own } });
      nudge();
      await settled();
    };
    await follow({ write: () => Promise.reject(new Error('The disk is gone.')) });
    expect(await standing()).toBe('open');
    expect(await store.read.answer.count({ where: { isDue: true } })).toBe(1);
    await follow();
    expect(await standing()).toBe('approved');
    expect(await store.read.answer.count({ where: { isDue: true } })).toBe(0);
  },
);

describe('what a moderator took out', () => {
  test('does not come back with the next votes, but with the undo', async () => {
    const { react, found, store, answerText, clock } = await withAnswer();
    for (const name of ['ada', 'bob']) await react(name, 1);
    const { id, communityId } = await store.read.entry.findFirstOrThrow();
    const catalogue = createCatalogue({ store, clock, communityId });
    await catalogue.retire(id);
    await react('eve', 1);
    await react('bob', 1, false);
    await react('eve', 1, false);
    await react('bob', 1);
    expect(await found()).toEqual([]);
    expect(await store.read.entry.findMany()).toMatchObject([{ retiredReason: 'retired' }]);
    await store.write((tx) => bringBackEntry(tx, { communityId, id }, new Date(clock.now())));
    expect(await found()).toEqual([answerText]);
  });

  test('leaves its place to another answer that members approve of', async () => {
    let count = 0;
    const quorum = await startQuorum({ answer: () => `Answer ${++count}.` });
    const first = await withAnswer('How do I pin nixpkgs?', { quorum });
    for (const name of ['ada', 'bob']) await first.react(name, 1);
    const { id, communityId } = await quorum.store.read.entry.findFirstOrThrow();
    await createCatalogue({ store: quorum.store, clock: quorum.clock, communityId }).retire(id);
    const second = await withAnswer('How do I pin nixpkgs?', { quorum, asker: 'other' });
    for (const name of ['ada', 'bob']) await second.react(name, 1);
    expect(await first.found()).toEqual([second.answerText]);
    await second.react('bob', 1, false);
    expect(await first.found()).toEqual([]);
  });
});

test('an approved answer to what was taught already is kept out, and moderators are told so once', async () => {
  const quorum = await startQuorum();
  await quorum.knows({ title: 'How do I pin nixpkgs?', text: 'Pin it.', verified: false });
  const { react, feed, store } = await withAnswer('How do I pin nixpkgs?', { quorum });
  for (const name of ['ada', 'bob', 'eve']) await react(name, 1);
  expect(await feed()).toEqual(['knowledge.kept-out']);
  const { what } = await store.read.feedItem.findFirstOrThrow();
  expect(what).toContain('was not learned, although it is approved. What was taught answers the same question');
});
