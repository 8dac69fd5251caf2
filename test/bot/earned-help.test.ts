import { describe, expect, test } from 'vitest';
import type { DraftState } from '../../src/store/index.ts';
import { startCommands } from './commands/caller.ts';
import { actor } from './quorum-builder.ts';

const mo = actor({ memberId: 'mod', name: 'Mo', rank: 'moderator' });
const moderator = { rank: 'moderator', member: 'grace' } as const;

const making = { unverified: [], retrieveMs: 1, totalMs: 1, searchTimedOut: false, failed: [] };

/** A draft room in which moderators have decided on drafts, and one more waits. */
async function inDraftRoom({ open = true, mayRead = true } = {}) {
  const quorum = await startCommands();
  const { store, bot, clock, run } = quorum;
  quorum.reopens(() => undefined, { mayModeratorsRead: async () => mayRead });
  const name = open ? 'general' : 'staff';
  const room = await quorum.room({ open, platformId: name, name });
  await run('settings set', { setting: 'mode', value: 'draft' }, { ...moderator, room: name });
  let drafts = 0;
  const waiting = async (state: DraftState = 'open') => {
    drafts += 1;
    const now = new Date(clock.now());
    const { id: communityId } = await store.read.community.findFirstOrThrow({ where: { platform: 'test' } });
    const { id: roomId } = await store.read.room.findFirstOrThrow({ where: { platformId: room.platformId } });
    return store.write(async (tx) => {
      const member = { connectOrCreate: { where: { hash: 'x' }, create: { hash: 'x', createdAt: now } } };
      const answer = { manner: 'generated', text: 'Tea.', confidence: 1, making, createdAt: now } as const;
      const { id: questionId } = await tx.question.create({
        data: {
          ...{
            platform: 'test',
            messageId: `drafted ${drafts}`,
            origin: 'message',
            communityWide: open,
            createdAt: now,
          },
          ...{ state: state === 'open' ? 'drafted' : 'answered', member },
          ...{ community: { connect: { id: communityId } }, room: { connect: { id: roomId } } },
          revisions: { create: { number: 1, text: 'What?', createdAt: now, answer: { create: answer } } },
        },
      });
      const expiresAt = new Date(clock.now() + 60_000);
      const decidedAt = state === 'open' || state === 'expired' ? null : now;
      return (await tx.draft.create({ data: { questionId, state, expiresAt, decidedAt, createdAt: now } })).id;
    });
  };
  return {
    ...quorum,
    async decided(counts: Partial<Record<DraftState, number>>) {
      for (const state of ['sent', 'edited', 'dropped', 'expired'] as const)
        for (let count = 0; count < (counts[state] ?? 0); count++) await waiting(state);
    },
    async decide(decision: 'send' | 'drop' = 'send') {
      await bot.decideDraft({ draftId: await waiting(), actor: mo, decision });
    },
    proposals: () => quorum.notices.filter((notice) => notice.kind === 'news'),
    mode: async () => (await store.read.room.findFirstOrThrow({ where: { platformId: room.platformId } })).mode,
    feed: async () => (await store.read.feedItem.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind),
  };
}

describe('a draft room', () => {
  test('whose drafts are right is proposed to help by itself, once, and a moderator sets it with one press', async () => {
    const { decided, decide, proposals, run, mode, say, store } = await inDraftRoom();
    await decided({ sent: 48, expired: 30 });
    await decide();
    expect(proposals()).toEqual([]);
    await decide();
    const [proposal] = proposals();
    expect(proposal).toMatchObject({
      text: expect.stringContaining('50 of 50 drafts were sent as they were: at least 94 % are right'),
      buttons: [
        { label: 'Set to help', command: 'settings earned', options: { room: 'general', accept: true } },
        { label: 'Not now', command: 'settings earned', options: { room: 'general', accept: false } },
      ],
    });
    expect(await mode()).toBe('draft');
    await decide();
    expect(proposals()).toHaveLength(1);
    await run('settings earned', { room: 'general', accept: true }, moderator);
    expect(await mode()).toBe('help');
    const item = await store.read.feedItem.findFirstOrThrow({
      where: { kind: 'settings.changed' },
      orderBy: { id: 'desc' },
    });
    expect(await say('undo', { item: item.id.slice(-8) }, moderator)).toMatch(/its drafts have earned it/);
    expect(await mode()).toBe('draft');
  });

  test('is not proposed while too few were right, or too few were decided on', async () => {
    const { decided, decide, proposals, say } = await inDraftRoom();
    await decided({ sent: 42, edited: 1, dropped: 2 });
    await decide();
    expect(proposals()).toEqual([]);
    expect(await say('settings show', {}, moderator)).toContain(
      '- drafts: 43 of 46 drafts were sent as they were: at least 84 % are right. It takes 90 %, over at least 50,',
    );
  });

  test('of which moderators say “not now” is proposed again when twice as many have been decided on', async () => {
    const { decided, decide, proposals, run, feed, mode } = await inDraftRoom();
    await decided({ sent: 49 });
    await decide();
    expect(await run('settings earned', { room: 'general', accept: false }, moderator)).toMatchObject({
      text: expect.stringContaining('twice as many'),
    });
    expect([await mode(), (await feed()).slice(-2)]).toEqual(['draft', ['settings.proposed', 'settings.left']]);
    await decided({ sent: 48 });
    await decide();
    expect(proposals()).toHaveLength(1);
    await decide();
    expect(proposals()).toHaveLength(2);
  });

  test('counts the drafts since it has its mode alone', async () => {
    const { decided, decide, proposals, run, clock, say } = await inDraftRoom();
    await decided({ sent: 200 });
    await clock.advance(1000);
    for (const value of ['help', 'draft']) await run('settings set', { setting: 'mode', value }, moderator);
    await clock.advance(1000);
    await decide();
    expect(proposals()).toEqual([]);
    expect(await say('settings earned', {}, moderator)).toContain('1 of 1 drafts');
  });

  test('that not everyone may read is not spoken of where others read along, and stands in its own feed', async () => {
    const { decided, decide, proposals, store } = await inDraftRoom({ open: false, mayRead: false });
    await decided({ sent: 49 });
    await decide();
    expect(proposals()).toEqual([]);
    const item = await store.read.feedItem.findFirstOrThrow({ where: { kind: 'settings.proposed' } });
    expect(item.roomId).not.toBeNull();
  });
});

test('a room whose drafts nobody looks at has none to speak of', async () => {
  const { refusal } = await startCommands();
  expect(await refusal('settings earned', {}, moderator)).toContain('is no room whose drafts you look at');
});
