import { describe, expect, test } from 'vitest';
import type { DraftEnd, Notice, Platform, ShownNotice } from '../../src/bot/index.ts';
import {
  actor,
  helpWaitMs,
  kindsOf,
  leaseMs,
  recordingReply,
  type Shown,
  startQuorum,
  until,
} from './quorum-builder.ts';

const firefox = { title: 'How do I install Firefox?', text: 'Set `programs.firefox.enable = true;` and rebuild.' };
const asking = 'how do I install firefox?';
const halfAnHour = 30 * 60_000;
const moderator = actor({ memberId: 'mod', name: 'Mo', rank: 'moderator' });

/** Quorum in a room whose answers moderators see first, with what is shown when a reply is opened again. */
async function inDraftRoom({ open = true, ...platform }: Partial<Platform> & { open?: boolean } = {}) {
  const quorum = await startQuorum();
  await quorum.knows(firefox);
  const room = await quorum.room({ mode: 'draft', open });
  const reopened: Shown[] = [];
  quorum.reopens(() => recordingReply(reopened), platform);
  return {
    ...quorum,
    reopened,
    say: (text: string, own: Parameters<typeof quorum.say>[1] = {}) => quorum.say(text, { room, ...own }),
    async asked() {
      const { outcome, events } = await quorum.say(asking, { room, addressed: 'mention' });
      await outcome;
      const { id: draftId } = await quorum.store.read.draft.findFirstOrThrow();
      return { draftId, events };
    },
  };
}

describe('in a draft room, an answer', () => {
  test('that was asked for is kept for moderators, and its asker told so', async () => {
    const { say, store, notices } = await inDraftRoom();
    const { outcome, events } = await say(asking, { addressed: 'mention' });
    expect(await outcome).toEqual({ state: 'cancelled', why: 'drafted' });
    expect(kindsOf(events)).toEqual(['admitted', 'cancelled']);
    expect(events.at(-1)?.what).toBe('drafted');
    const question = await store.read.question.findFirstOrThrow({ include: { draft: true } });
    expect(question).toMatchObject({ state: 'drafted', leaseOwner: null, draft: { state: 'open' } });
    expect(notices).toMatchObject([
      { kind: 'draft', draftId: question.draft?.id, question: asking, answer: { text: firefox.text } },
    ]);
  });

  test('that a model writes is not shown while it comes about', async () => {
    const { say } = await inDraftRoom();
    const { outcome, events } = await say('Can I install Firefox?', { addressed: 'mention' });
    await outcome;
    expect(kindsOf(events)).toEqual(['admitted', 'queued', 'started', 'cancelled']);
  });

  test('that nobody asked for is made as in a help room, and the room sees nothing of it', async () => {
    const { say, clock, notices, store, reopened } = await inDraftRoom();
    const { outcome, opened } = await say(asking);
    await clock.advance(helpWaitMs);
    expect(await outcome).toEqual({ state: 'cancelled', why: 'drafted' });
    expect([opened, reopened]).toEqual([[], []]);
    expect(notices).toHaveLength(1);
    const unsure = await say('what is the airspeed of an unladen swallow?', { memberId: 'eve' });
    await clock.advance(helpWaitMs);
    expect(await unsure.outcome).toEqual({ state: 'cancelled', why: 'needless' });
    expect(await store.read.draft.count()).toBe(1);
  });

  test('is neither recalled nor carried into the next question', async () => {
    const { asked, ask, bot, store, ollama } = await inDraftRoom();
    const { draftId } = await asked();
    const { id: followsId } = await store.read.question.findFirstOrThrow();
    for (const decision of [undefined, 'drop'] as const) {
      if (decision) await bot.decideDraft({ draftId, actor: moderator, decision });
      expect(await bot.recent({ platform: 'test', memberId: 'ada', limit: 1 })).toMatchObject([{ answer: null }]);
      expect((await bot.recall(followsId))?.answer).toBeNull();
      await ask('And on a phone?', { followsId });
      expect(ollama.chats.at(-1)?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    }
  });

  test('waits although there is no room where moderators could be told', async () => {
    const { asked, store } = await inDraftRoom({ tellModerators: async () => false });
    const { events } = await asked();
    expect(events.at(-1)?.what).toBe('drafted');
    expect(await store.read.draft.findFirst()).toMatchObject({ state: 'open' });
  });

  test('waits although telling moderators failed', async () => {
    const { asked, store } = await inDraftRoom({ tellModerators: () => Promise.reject(new Error('gone')) });
    await asked();
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'drafted' });
  });

  test('of a room that not everyone can read is shown only where everyone who sees it can', async () => {
    const told: Notice[] = [];
    const tellModerators = async (_: unknown, notice: Notice) => told.push(notice) > 0;
    for (const mayModeratorsRead of [undefined, async () => false, async () => true]) {
      const { asked } = await inDraftRoom({
        open: false,
        tellModerators,
        ...(mayModeratorsRead && { mayModeratorsRead }),
      });
      await asked();
    }
    expect(told).toHaveLength(1);
  });
});

describe('a moderator', () => {
  test('sends a draft: it is shown in its place, and that is their vote', async () => {
    const { asked, bot, reopened, store } = await inDraftRoom();
    const { draftId } = await asked();
    expect(await bot.decideDraft({ draftId, actor: moderator, decision: 'send' })).toMatchObject({ decided: 'sent' });
    expect(kindsOf(reopened)).toEqual(['answered']);
    expect(reopened[0]?.what).toMatchObject({ text: firefox.text });
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'answered', leaseOwner: null });
    expect(await store.read.vote.findMany()).toMatchObject([{ value: 1, weight: 3 }]);
    expect(await store.read.draft.findFirst({ include: { decider: true } })).toMatchObject({
      state: 'sent',
      decidedAt: expect.any(Date),
      decider: { id: expect.any(String) },
    });
    expect(await store.read.feedItem.findMany()).toMatchObject([{ kind: 'draft.sent', actor: 'Mo' }]);
  });

  test('edits a draft: their text is sent, the old one kept, and no vote is cast', async () => {
    const { asked, bot, reopened, store } = await inDraftRoom();
    const { draftId } = await asked();
    const text = ' Put `firefox` into your packages. ';
    expect(await bot.decideDraft({ draftId, actor: moderator, decision: 'edit', text })).toMatchObject({
      decided: 'edited',
    });
    expect(reopened[0]?.what).toMatchObject({ text: text.trim(), label: 'verified', writer: null, unverified: [] });
    expect(await store.read.draft.findFirst()).toMatchObject({ state: 'edited', original: firefox.text });
    expect(await store.read.vote.count()).toBe(0);
    expect(await bot.recall()).toMatchObject({ answer: { text: text.trim() } });
  });

  test('drops a draft: nobody sees it, its asker is told, and that is their vote', async () => {
    const { asked, bot, reopened, store } = await inDraftRoom();
    const { draftId } = await asked();
    expect(await bot.decideDraft({ draftId, actor: moderator, decision: 'drop' })).toMatchObject({
      decided: 'dropped',
    });
    expect(reopened).toMatchObject([{ kind: 'refused', what: { code: 'dropped' } }]);
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'cancelled', stateReason: 'dropped' });
    expect(await store.read.vote.findMany()).toMatchObject([{ value: -1, weight: 3 }]);
  });

  test('drops a draft that nobody asked for without a word', async () => {
    const { say, clock, bot, reopened, store } = await inDraftRoom();
    const { outcome } = await say(asking);
    await clock.advance(helpWaitMs);
    await outcome;
    const { id: draftId } = await store.read.draft.findFirstOrThrow();
    await bot.decideDraft({ draftId, actor: moderator, decision: 'drop' });
    expect(reopened).toEqual([]);
  });

  test('who comes second is told that somebody was quicker, and changes nothing', async () => {
    const { asked, bot, reopened, store } = await inDraftRoom();
    const { draftId } = await asked();
    const other = actor({ memberId: 'other', rank: 'manager' });
    const outcomes = await Promise.all([
      bot.decideDraft({ draftId, actor: moderator, decision: 'send' }),
      bot.decideDraft({ draftId, actor: other, decision: 'drop' }),
    ]);
    expect(outcomes[0]?.decided).toBe('sent');
    expect(outcomes[1]).toEqual({ decided: null, sentence: expect.stringContaining('quicker'), isOver: true });
    expect(kindsOf(reopened)).toEqual(['answered']);
    expect(await store.read.vote.findMany()).toMatchObject([{ value: 1 }]);
  });

  test.each([
    ['is none', actor({ memberId: 'eve' }), /moderators and helpers/],
    ['asked it themselves', actor({ memberId: 'ada', rank: 'moderator' }), /yourself/],
  ])('who %s is refused', async (_, who, sentence) => {
    const { asked, bot, store, reopened } = await inDraftRoom();
    const { draftId } = await asked();
    for (const decision of ['send', 'drop'] as const)
      expect(await bot.decideDraft({ draftId, actor: who, decision })).toEqual({
        decided: null,
        sentence: expect.stringMatching(sentence),
        isOver: false,
      });
    expect(await store.read.draft.findFirst()).toMatchObject({ state: 'open', deciderId: null });
    expect(reopened).toEqual([]);
  });

  test('edits with a text, and knows the draft', async () => {
    const { asked, bot } = await inDraftRoom();
    const { draftId } = await asked();
    for (const text of ['  ', 'x'.repeat(8001)])
      expect((await bot.decideDraft({ draftId, actor: moderator, decision: 'edit', text })).decided).toBeNull();
    expect((await bot.decideDraft({ draftId: 'none', actor: moderator, decision: 'send' })).decided).toBeNull();
  });

  test('may send as much as the draft was long', async () => {
    const { asked, bot, store } = await inDraftRoom();
    const { draftId } = await asked();
    await store.write((tx) => tx.answer.updateMany({ data: { text: 'x'.repeat(9000) } }));
    const decision = { draftId, actor: moderator, decision: 'edit' as const };
    expect((await bot.decideDraft({ ...decision, text: 'x'.repeat(9001) })).sentence).toContain('up to 9000');
    expect((await bot.decideDraft({ ...decision, text: 'y'.repeat(9000) })).decided).toBe('edited');
  });

  test('is heard by their helper’s role as well, and a helper’s vote is a member’s', async () => {
    const { asked, bot, store } = await inDraftRoom();
    const { draftId } = await asked();
    await store.write((tx) => tx.community.updateMany({ data: { settings: { helperRoles: ['r1'] } } }));
    const helper = actor({ memberId: 'hal', roleIds: ['r1'] });
    expect((await bot.decideDraft({ draftId, actor: helper, decision: 'send' })).decided).toBe('sent');
    expect(await store.read.vote.findMany()).toMatchObject([{ value: 1, weight: 1 }]);
  });

  test('keeps their vote when they take a later thumb back', async () => {
    const { asked, bot, store } = await inDraftRoom();
    const { draftId } = await asked();
    await bot.decideDraft({ draftId, actor: moderator, decision: 'send' });
    const { id: answerId, revision } = await store.read.answer.findFirstOrThrow({ include: { revision: true } });
    const shown = { platform: 'test', messageId: 'shown', roomId: 'general', part: 1 };
    await bot.shown.note({ ...shown, questionId: revision.questionId, answerId });
    const thumb = { platform: 'test', messageId: 'shown', memberId: 'mod', value: -1 as const };
    await bot.react({ ...thumb, isOn: true, voter: { rank: 'moderator' } });
    expect(await store.read.vote.findMany()).toMatchObject([{ value: -1, weight: 3 }]);
    await bot.react({ ...thumb, isOn: false });
    expect(await store.read.vote.findMany()).toMatchObject([{ value: 1, weight: 3 }]);
  });
});

describe('a draft is over', () => {
  test('after half an hour, and its asker is told', async () => {
    const { asked, bot, clock, reopened, store } = await inDraftRoom();
    const { draftId } = await asked();
    await clock.advance(halfAnHour - 1);
    await bot.takeOver();
    expect(await store.read.draft.findFirst()).toMatchObject({ state: 'open' });
    await clock.advance(1);
    expect((await bot.decideDraft({ draftId, actor: moderator, decision: 'send' })).decided).toBeNull();
    await bot.takeOver();
    expect(await store.read.draft.findFirst()).toMatchObject({ state: 'expired' });
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'cancelled', stateReason: 'expired' });
    expect(reopened).toMatchObject([{ kind: 'refused', what: { code: 'expired' } }]);
  });

  test('when a person answers', async () => {
    const { say, asked, store, reopened, bot } = await inDraftRoom();
    const { draftId } = await asked();
    const { messageId } = await store.read.question.findFirstOrThrow();
    await say('what about lunch?', { memberId: 'bob' });
    expect(await store.read.draft.findFirst()).toMatchObject({ state: 'open' });
    await say('like this', { memberId: 'bob', repliesTo: messageId, addressesSomeone: true });
    expect(await store.read.draft.findFirst()).toMatchObject({ state: 'expired' });
    expect(reopened).toEqual([{ kind: 'cancelled', what: 'needless' }]);
    expect((await bot.decideDraft({ draftId, actor: moderator, decision: 'send' })).sentence).toContain('over');
  });

  test('when its question is deleted', async () => {
    const { asked, bot, store, reopened } = await inDraftRoom();
    const { draftId } = await asked();
    const { messageId } = await store.read.question.findFirstOrThrow();
    await bot.withdraw({ platform: 'test', messageId });
    expect((await bot.decideDraft({ draftId, actor: moderator, decision: 'send' })).decided).toBeNull();
    expect(reopened).toEqual([{ kind: 'cancelled', what: 'withdrawn' }]);
  });

  test('when its question is edited: a new one takes its place', async () => {
    const { asked, bot, store, notices } = await inDraftRoom();
    const { draftId } = await asked();
    const { messageId } = await store.read.question.findFirstOrThrow();
    const edit = { platform: 'test', messageId, text: 'how can I install firefox?' };
    expect(await bot.revise(edit, new AbortController().signal)).toEqual({ state: 'cancelled', why: 'drafted' });
    expect((await bot.decideDraft({ draftId, actor: moderator, decision: 'send' })).decided).toBeNull();
    expect(await store.read.draft.findMany()).toMatchObject([{ state: 'open' }]);
    expect(notices.at(-1)).toMatchObject({ question: edit.text });
  });
});

describe('what moderators see of a draft', () => {
  /** A platform that says where a draft stands, and what is made of it there. */
  async function inShownDraftRoom(own: Partial<Platform> = {}) {
    const ends: { notice: ShownNotice; end: DraftEnd }[] = [];
    const notice = { roomId: 'moderators', messageIds: ['m1', 'm2'] };
    const room = await inDraftRoom({
      async tellModerators(_, told) {
        if (told.kind === 'draft') await room.bot.draftShown(told.draftId, notice);
        return true;
      },
      draftOver: async (shown, end) => void ends.push({ notice: shown, end }),
      ...own,
    });
    const { draftId } = await room.asked();
    const { messageId } = await room.store.read.question.findFirstOrThrow();
    const overSince = async () => (await room.store.read.draft.findFirst())?.overSince;
    return { ...room, draftId, messageId, ends, notice, overSince };
  }
  type Shown = Awaited<ReturnType<typeof inShownDraftRoom>>;

  test.each<[string, string, (draft: Shown) => Promise<unknown>, boolean?]>([
    ['sent', 'Sent by Mo', ({ bot, draftId }) => bot.decideDraft({ draftId, actor: moderator, decision: 'send' })],
    [
      'edited',
      'Edited and sent by Mo',
      ({ bot, draftId }) => bot.decideDraft({ draftId, actor: moderator, decision: 'edit', text: 'No.' }),
    ],
    [
      'dropped',
      'Dropped by Mo',
      ({ bot, draftId }) => bot.decideDraft({ draftId, actor: moderator, decision: 'drop' }),
    ],
    [
      'expired',
      'Nobody decided in time',
      async ({ clock, bot }) => {
        await clock.advance(halfAnHour);
        await bot.takeOver();
      },
    ],
    [
      'needless',
      'A person answered',
      ({ say, messageId }) => say('like this', { memberId: 'bob', repliesTo: messageId, addressesSomeone: true }),
    ],
    [
      'withdrawn',
      'Its question was deleted',
      ({ bot, messageId }) => bot.withdraw({ platform: 'test', messageId }),
      true,
    ],
  ])('says that it was %s', async (_, sentence, happens, isErased = false) => {
    const shown = await inShownDraftRoom();
    await happens(shown);
    expect(shown.ends).toEqual([{ notice: shown.notice, end: { sentence, isErased } }]);
    expect(await shown.overSince()).toBeNull();
  });

  test('says that its question was edited, and the new one stands beside it', async () => {
    const { bot, messageId, ends, overSince } = await inShownDraftRoom();
    await bot.revise({ platform: 'test', messageId, text: 'how can I install firefox?' }, new AbortController().signal);
    expect(ends.map(({ end }) => end.sentence)).toEqual(['Its question was edited']);
    expect(await overSince()).toBeNull();
  });

  test('is said again by the next where it could not be said, and to whoever asked', async () => {
    const away = { isAway: true };
    const told: string[] = [];
    const { bot, draftId, clock, reopened } = await inShownDraftRoom({
      async draftOver(_, { sentence }) {
        if (away.isAway) throw new Error('Not connected.');
        told.push(sentence);
      },
    });
    await bot.decideDraft({ draftId, actor: moderator, decision: 'drop' });
    away.isAway = false;
    await bot.takeOver();
    expect(told).toEqual([]); // it may be about to be said
    await clock.advance(leaseMs + 1);
    await bot.takeOver();
    expect(told).toEqual(['Dropped']);
    expect(reopened.at(-1)).toMatchObject({ kind: 'refused', what: { code: 'dropped' } });
    await clock.advance(leaseMs + 1);
    await bot.takeOver();
    expect(told).toHaveLength(1);
  });
});

describe('when the process dies', () => {
  test.each(['drop', 'expire'] as const)(
    'after a draft is over (%s) and before its asker was told, the next tells them',
    async (how) => {
      const { asked, bot, clock, store, reopens, reopened } = await inDraftRoom();
      const { draftId } = await asked();
      reopens(() => {
        throw new Error('The process died.');
      });
      if (how === 'drop') await bot.decideDraft({ draftId, actor: moderator, decision: 'drop' });
      else {
        await clock.advance(halfAnHour);
        await bot.takeOver();
      }
      expect(await store.read.question.findFirst()).toMatchObject({ state: 'cancelled' });
      reopens(() => recordingReply(reopened));
      await clock.advance(leaseMs + 1);
      await bot.takeOver();
      await bot.takeOver();
      expect(reopened).toMatchObject([{ kind: 'refused', what: { code: how === 'drop' ? 'dropped' : 'expired' } }]);
    },
  );

  test('after a draft was sent and before it was shown, it is shown by the next, once', async () => {
    const { asked, bot, clock, store, reopens, reopened } = await inDraftRoom();
    const { draftId } = await asked();
    const hangs = Promise.withResolvers<void>();
    reopens(() => ({ ...recordingReply([]), answered: () => hangs.promise }));
    const deciding = bot.decideDraft({ draftId, actor: moderator, decision: 'send' });
    await until(async () => (await store.read.question.findFirst())?.state === 'delivering');
    await store.write((tx) => tx.question.updateMany({ data: { leaseOwner: 'dead', leaseUntil: new Date(0) } }));
    reopens(() => recordingReply(reopened));
    expect(await bot.takeOver()).toBe(1);
    expect(kindsOf(reopened)).toEqual(['answered']);
    hangs.resolve();
    await deciding;
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'answered' });
    await clock.advance(leaseMs + 1);
    expect(await bot.takeOver()).toBe(0);
  });

  test('before moderators were told, the next tells them, and shows nothing', async () => {
    const { asked, bot, store, notices, reopened } = await inDraftRoom();
    await asked();
    const dead = { state: 'delivering', leaseOwner: 'dead', leaseUntil: new Date(0) } as const;
    await store.write((tx) => tx.question.updateMany({ data: dead }));
    expect(await bot.takeOver()).toBe(1);
    expect(notices).toHaveLength(2);
    expect(kindsOf(reopened)).toEqual(['cancelled']);
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'drafted' });
  });

  test('a draft that is sent from a process which does not serve its platform goes out from the one that does', async () => {
    const { asked, bot, storeUrl, clock, reopened } = await inDraftRoom();
    const { draftId } = await asked();
    const elsewhere = await startQuorum({ url: storeUrl, clock });
    expect(await elsewhere.bot.decideDraft({ draftId, actor: moderator, decision: 'send' })).toMatchObject({
      decided: 'sent',
    });
    expect(await elsewhere.bot.takeOver()).toBe(0);
    expect(await bot.takeOver()).toBe(1);
    expect(kindsOf(reopened)).toEqual(['answered']);
  });
});
