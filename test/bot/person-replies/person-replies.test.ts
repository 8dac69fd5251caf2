import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ownFiles } from '../../../src/bot/export/own-files.ts';
import { expireQuestions } from '../../../src/bot/index.ts';
import { createMarkReply } from '../../../src/bot/person-replies/mark-reply.ts';
import { createCatalogue } from '../../../src/knowledge/index.ts';
import { hashMember, rules, startQuorum } from '../quorum-builder.ts';
import { withAnswer } from '../votes/with-answer.ts';
import { moderator, withReply } from './with-reply.ts';

const mod = { memberId: 'mod', rank: 'moderator' } as const;
const ada = { memberId: 'ada' };
/** Drawn here, so that no token stands in this file. */
const token = `ghp_${createHash('sha256')
  .update('token')
  .digest('base64')
  .replace(/[^a-zA-Z0-9]/g, '')
  .slice(0, 36)}`;

describe('a person’s reply', () => {
  test('is not even read before somebody else puts ✅ under it', async () => {
    const { mark, kept, reads, store } = await withReply();
    await mark('bob', -1);
    expect(reads()).toBe(0);
    await mark('ada', 1); // its author
    expect(await kept()).toEqual([]);
    expect(await store.read.member.count()).toBe(0);
  });

  test('is asked about once two members say that it is right, once, and learned when its author agrees', async () => {
    const { marks, uses, found, remarks, feed, message } = await withReply();
    await marks('bob', 1);
    expect(remarks).toEqual([]);
    await marks('eve', 1);
    await marks('kim', 1);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]?.text).toContain('**Ada**');
    expect(remarks[0]?.buttons.map(({ label }) => label)).toEqual(['Agree', 'No']);
    expect(await found()).toEqual([]);
    await uses('credit', remarks[0]?.buttons[0]?.options ?? {}, ada);
    const { text, url } = message;
    expect(await found({ here: false })).toEqual([{ text, url, credit: 'by Ada, in #help', verified: false }]);
    expect(await feed()).toEqual(['knowledge.learned']);
  });

  test('is a matter of its author alone: nobody else answers for them', async () => {
    const { marks, uses, remarks, found } = await withReply();
    await marks('mod', 1, true, moderator);
    const agree = remarks[0]?.buttons[0]?.options ?? {};
    await expect(uses('credit', agree, { memberId: 'bob' })).rejects.toMatchObject({
      memberText: expect.stringContaining('Only whoever wrote that reply'),
    });
    expect(await found()).toEqual([]);
  });

  test('goes with all that is kept of it when its author takes their word back, and no other is kept then', async () => {
    const { marks, uses, found, kept, mark, store } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('mod', 1, true, moderator);
    expect(await found()).toMatchObject([{ verified: true }]);
    expect(await uses('credit', {}, ada)).toContain('1 is known');
    expect(await uses('credit', { choice: 'no' }, ada)).toContain('1 reply of yours, and 1 entry');
    expect(await found()).toEqual([]);
    expect(await store.read.entry.count()).toBe(0);
    await mark('eve', 1);
    expect(await kept()).toEqual([]);
  });

  test('is edited by moderators as an entry, and its author takes that along', async () => {
    const { marks, uses, store } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('mod', 1, true, moderator);
    const { id } = await store.read.entry.findFirstOrThrow();
    await uses('knowledge edit', { entry: id, answer: 'Add it as an input of your flake.' }, mod);
    expect(await store.read.entry.count()).toBe(2);
    await uses('credit', { choice: 'no' }, ada);
    expect(await store.read.entry.count()).toBe(0);
  });

  test('decided by a moderator, though not on their own question or their own reply', async () => {
    const own = await withReply({ memberId: 'mod' });
    await own.marks('mod', 1, true, moderator);
    expect(await own.kept()).toEqual([]);
    const asking = await withReply({ question: { messageId: 'question', memberId: 'mod', text: 'Why?' } });
    await asking.marks('mod', 1, true, moderator);
    expect(await asking.kept()).toMatchObject([{ standing: 'open' }]);
  });

  test('is left alone where a moderator says ❌, whatever members say', async () => {
    const { marks, kept, remarks } = await withReply();
    await marks('mod', -1, true, moderator);
    await marks('bob', 1);
    await marks('eve', 1);
    expect(await kept()).toMatchObject([{ standing: 'denied' }]);
    expect(remarks).toEqual([]);
  });

  test('leaves no trace once nobody says any more that it is right', async () => {
    const { marks, uses, kept, found, store } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('mod', 1, true, moderator);
    expect(await found()).toHaveLength(1);
    await marks('mod', 1, false);
    expect(await found()).toEqual([]);
    expect([await kept(), await store.read.entry.count()]).toEqual([[], 0]);
  });

  test('that holds a secret is not kept, and whoever decided is told why in the feed', async () => {
    const { marks, kept, store } = await withReply({
      text: `Use ${token} as the token.`,
    });
    await marks('mod', 1, true, moderator);
    expect(await kept()).toEqual([]);
    expect(await store.read.feedItem.findMany()).toMatchObject([
      { kind: 'knowledge.kept-out', what: expect.not.stringContaining('ghp_') },
    ]);
  });

  test('of a private room is known there alone, also once a room becomes private', async () => {
    const closed = await withReply({ isOpen: false });
    await closed.uses('credit', { choice: 'yes' }, ada);
    await closed.marks('mod', 1, true, moderator);
    expect(await closed.found()).toHaveLength(1);
    expect(await closed.found({ here: false })).toEqual([]);

    const open = await withReply();
    await open.uses('credit', { choice: 'yes' }, ada);
    await open.marks('mod', 1, true, moderator);
    expect(await open.found({ here: false })).toHaveLength(1);
    await open.bot.roomChanged(open.message.community, { ...open.room, open: false });
    expect(await open.found({ here: false })).toEqual([]);
    open.bot.votesChanged();
    await open.bot.votesSettled();
    expect(await open.store.read.entry.findMany()).toMatchObject([{ audienceRoomId: expect.any(String) }]);
  });

  test('is kept again by a ✅ that comes in the moment in which it is erased, having lost its last one', async () => {
    const { store, clock, read, kept } = await withReply();
    const justErased = { findUnique: async () => ({ id: 'erased since' }) };
    const late = new Proxy(store.read, {
      get: (of, name) => (name === 'personReply' ? justErased : Reflect.get(of, name)),
    });
    const markReply = createMarkReply({
      ...{ store: { ...store, read: late }, hashMember, weights: rules, isGone: () => false },
      now: () => new Date(clock.now()),
    });
    const mark = {
      platform: 'test',
      messageId: 'reply',
      memberId: 'mod',
      voter: moderator,
      value: 1,
      isOn: true,
    } as const;
    expect(await markReply(mark, read)).toBe(true);
    expect(await kept()).toHaveLength(1);
  });

  test('is exported with what its community owns once its author agreed, and not before', async () => {
    const { marks, uses, store, message } = await withReply();
    await marks('mod', 1, true, moderator);
    const { communityId } = await store.read.personReply.findFirstOrThrow();
    const exported = async () => {
      const catalogue = createCatalogue({ store, clock: { now: Date.now, wait: async () => {} }, communityId });
      const exporting = { communityId, roomId: null, until: new Date(9e12) };
      const files = ownFiles({ store, catalogue }, exporting, new AbortController().signal);
      const replies = files.find(({ name }) => name === 'replies.jsonl');
      const lines: unknown[] = [];
      for await (const line of replies?.pieces ?? []) lines.push(JSON.parse(line));
      return lines;
    };
    expect(await exported()).toEqual([]);
    await uses('credit', { choice: 'yes' }, ada);
    expect(await exported()).toMatchObject([{ text: message.text, authorName: 'Ada', standing: 'approved' }]);
  });

  test('is not listened for where Quorum is switched off', async () => {
    const { marks, kept, quorum, room } = await withReply();
    await quorum.room({ ...room, mode: 'off' });
    await marks('mod', 1, true, moderator);
    expect(await kept()).toEqual([]);
  });

  test('goes when its message is deleted, or the one that it replies to', async () => {
    for (const messageId of ['reply', 'question']) {
      const { marks, uses, bot, store } = await withReply();
      await uses('credit', { choice: 'yes' }, ada);
      await marks('mod', 1, true, moderator);
      await bot.withdraw({ platform: 'test', messageId });
      expect([await store.read.personReply.count(), await store.read.entry.count()]).toEqual([0, 0]);
    }
  });

  test('that is deleted while it is being read is not kept', async () => {
    const { bot, message, kept } = await withReply();
    const mark = {
      platform: 'test',
      messageId: 'reply',
      memberId: 'mod',
      value: 1,
      isOn: true,
      voter: moderator,
    } as const;
    await bot.markReply(mark, async () => {
      await bot.withdraw({ platform: 'test', messageId: 'reply' });
      return { ...message, standing: [] };
    });
    expect(await kept()).toEqual([]);
  });

  test('loses its marks when it is edited: what stood there was about the old text', async () => {
    const { marks, uses, bot, found, kept } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('mod', 1, true, moderator);
    const edit = { platform: 'test', messageId: 'reply' };
    const { signal } = new AbortController();
    await bot.revise({ ...edit, text: 'Add it as an input of your flake, and commit the lock file.' }, signal);
    expect(await found()).toHaveLength(1); // a preview came, say
    await bot.revise({ ...edit, text: 'Never mind.' }, signal);
    expect([await found(), await kept()]).toEqual([[], []]);
  });

  test('goes with its author’s and its asker’s /forget, and a voter’s word with theirs', async () => {
    for (const memberId of ['ada', 'asker']) {
      const { marks, uses, store } = await withReply();
      await uses('credit', { choice: 'yes' }, ada);
      await marks('mod', 1, true, moderator);
      expect(await uses('forget', {}, { memberId })).toContain('1 reply that was marked as right');
      await uses('forget', { confirm: true }, { memberId });
      expect([await store.read.personReply.count(), await store.read.entry.count()]).toEqual([0, 0]);
    }
    const { marks, uses, found, bot } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('bob', 1);
    await marks('eve', 1);
    expect(await found()).toHaveLength(1);
    await uses('forget', { confirm: true }, { memberId: 'eve' });
    await bot.votesSettled();
    expect(await found()).toEqual([]);
  });

  test('that taught nothing is deleted after as long as a question', async () => {
    const { marks, store, clock } = await withReply();
    await marks('bob', 1);
    const { signal } = new AbortController();
    const days = (count: number) => new Date(clock.now() + count * 86_400_000);
    await expireQuestions(store, days(89), signal);
    expect(await store.read.personReply.count()).toBe(1);
    await expireQuestions(store, days(91), signal);
    expect(await store.read.personReply.count()).toBe(0);
  });
});

describe('its author', () => {
  test('is asked when the platform is back, and the reply waits for that', async () => {
    const { marks, fails, remarks, bot, kept } = await withReply();
    fails.remark = true;
    await marks('mod', 1, true, moderator);
    expect(await kept()).toMatchObject([{ isDue: true }]);
    fails.remark = false;
    bot.votesChanged();
    await bot.votesSettled();
    expect(remarks).toHaveLength(1);
    expect(await kept()).toMatchObject([{ isDue: false }]);
  });

  test('is not asked while Quorum is paused', async () => {
    const { marks, remarks, uses, bot } = await withReply();
    await marks('bob', 1);
    await uses('pause', { on: true }, mod);
    await marks('eve', 1);
    expect(remarks).toEqual([]);
    await uses('pause', { on: false }, mod);
    bot.votesChanged();
    await bot.votesSettled();
    expect(remarks).toHaveLength(1);
  });
});

describe('the asker’s ✅', () => {
  test('is one vote and puts the reply before moderators, whose approval is a ✅', async () => {
    const { marks, waiting, news, uses, remarks, found, message } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('asker', 1, true, moderator);
    const [item] = await waiting();
    expect(item).toMatchObject({ kind: 'reply', question: message.question.text, text: message.text });
    expect(news).toHaveLength(1);
    await expect(
      uses('review', { item: item?.id, decision: 'approve' }, { ...mod, memberId: 'asker' }),
    ).rejects.toThrow();
    await expect(
      uses('review', { item: item?.id, decision: 'approve' }, { ...mod, memberId: 'ada' }),
    ).rejects.toThrow();
    await expect(uses('review', { item: item?.id, decision: 'edit', text: 'No.' }, mod)).rejects.toThrow();
    expect(await uses('review', { item: item?.id, decision: 'approve' }, mod)).toContain('as a moderator says');
    expect(await found()).toMatchObject([{ verified: true, credit: 'by Ada, in #help' }]);
    expect([await waiting(), remarks]).toEqual([[], []]);
  });

  test('waits no more once it is taken back, or once others decide', async () => {
    const { marks, waiting } = await withReply();
    await marks('asker', 1);
    expect(await waiting()).toHaveLength(1);
    await marks('asker', 1, false);
    expect(await waiting()).toEqual([]);
    await marks('asker', 1);
    await marks('bob', 1);
    expect(await waiting()).toEqual([]); // two members are a quorum
  });

  test('is put back before moderators when their decision is taken back', async () => {
    const { marks, waiting, uses, undoNewest, kept } = await withReply();
    await marks('asker', 1);
    await uses('review', { item: (await waiting())[0]?.id, decision: 'drop' }, mod);
    expect([await kept(), await waiting()]).toMatchObject([[{ standing: 'denied' }], []]);
    await undoNewest('review.dropped');
    expect([await kept(), await waiting()]).toMatchObject([[{ standing: 'open' }], [{ kind: 'reply' }]]);
  });
});

describe('what was learned', () => {
  test('is taken back by its item in the feed, and given back', async () => {
    const { marks, uses, found, undoNewest } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('mod', 1, true, moderator);
    await undoNewest('knowledge.learned');
    expect(await found()).toEqual([]);
    await undoNewest('undo.done');
    expect(await found()).toHaveLength(1);
  });

  test('leaves when votes are taken back that it came from', async () => {
    const { marks, uses, found } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('bob', 1);
    await marks('eve', 1);
    expect(await uses('votes undo', { member: 'eve' }, mod)).toContain('1 answer');
    expect(await found()).toEqual([]);
  });

  test('is one entry with what Quorum answered to the same question: the better of both', async () => {
    const quorum = await startQuorum();
    const answer = await withAnswer('How do I pin nixpkgs?', { quorum, asker: 'someone' });
    const { marks, uses, found, message } = await withReply({ quorum });
    await uses('credit', { choice: 'yes' }, ada);
    await answer.react('bob', 1);
    await answer.react('eve', 1);
    expect(await found()).toMatchObject([{ text: answer.answerText }]);
    await marks('mod', 1, true, moderator);
    expect(await found()).toMatchObject([{ text: message.text, verified: true }]);
    await marks('mod', 1, false);
    expect(await found()).toMatchObject([{ text: answer.answerText }]);
  });

  test('is voted on where it is quoted, and its author’s own vote does not count', async () => {
    const { marks, uses, found, quorum, bot } = await withReply();
    await uses('credit', { choice: 'yes' }, ada);
    await marks('mod', 1, true, moderator);
    const { outcome } = await quorum.ask('How do I pin nixpkgs?', { memberId: 'late' });
    if (outcome.state !== 'answered') throw new Error(outcome.state);
    const { id: answerId, questionId, manner } = outcome.answer;
    expect(manner).toBe('quoted');
    await bot.shown.note({ platform: 'test', messageId: 'quote', roomId: 'help', questionId, answerId, part: 1 });
    const react = async (memberId: string) => {
      await bot.react({ platform: 'test', messageId: 'quote', memberId, value: -2, isOn: true, voter: moderator });
      await bot.votesSettled();
    };
    await react('ada');
    expect(await found()).toHaveLength(1);
    await react('bob');
    expect(await found()).toEqual([]); // moderators do not agree
  });
});

describe('a forum that is read', () => {
  test('puts each reply before moderators once, whoever marked it before', async () => {
    const { imports, marks, waiting, feed, found } = await withReply();
    await marks('bob', 1);
    expect(await imports()).toEqual({ proposed: 1, left: {} });
    expect(await imports()).toEqual({ proposed: 0, left: { known: 1 } });
    expect(await waiting()).toMatchObject([{ kind: 'reply', why: expect.stringContaining('solved') }]);
    expect(await feed()).toEqual(['knowledge.imported']);
    await marks('bob', 1, false);
    expect(await waiting()).toHaveLength(1); // it did not come from him
    expect(await found()).toEqual([]);
  });

  test('leaves out whoever does not want to be learned from, and what was dropped', async () => {
    const { imports, uses, waiting } = await withReply();
    await imports();
    await uses('review', { item: (await waiting())[0]?.id, decision: 'drop' }, mod);
    expect(await imports()).toEqual({ proposed: 0, left: { known: 1 } });
    await uses('credit', { choice: 'no' }, ada);
    expect(await imports()).toEqual({ proposed: 0, left: { refused: 1 } });
  });
});
