import { describe, expect, test } from 'vitest';
import { startCommands } from '../commands/caller.ts';
import { withAnswer } from './with-answer.ts';

async function withLearned() {
  const quorum = await startCommands();
  const answer = await withAnswer('How do I pin nixpkgs?', { quorum });
  for (const name of ['ada', 'bob']) await answer.react(name, 1);
  const moderator = { rank: 'moderator' as const, member: 'mod' };
  /** The button of the feed that takes the newest item back. */
  const newest = async () => {
    const reply = await quorum.run('feed', {}, moderator);
    const buttons = 'buttons' in reply ? (reply.buttons ?? []) : [];
    const [button] = buttons.filter(({ command }) => command === 'undo');
    if (!button) throw new Error('Nothing can be taken back.');
    return button.options;
  };
  return { ...answer, ...quorum, mod: moderator, newest };
}

describe('what the feed tells of', () => {
  test('is taken back with one press, and so is that', async () => {
    const { found, run, say, mod, newest, answerText } = await withLearned();
    expect(await found()).toEqual([answerText]);
    const learned = await newest();
    await run('undo', learned, mod);
    expect(await found()).toEqual([]);
    await run('undo', await newest(), mod);
    expect(await found()).toEqual([answerText]);
    expect(await say('feed', {}, mod)).toContain('(taken back)');
  });

  test('stays taken back, whatever members vote', async () => {
    const { found, run, react, mod, newest } = await withLearned();
    await run('undo', await newest(), mod);
    await react('eve', 1);
    expect(await found()).toEqual([]);
  });

  test('is taken back once, and by moderators alone', async () => {
    const { refusal, run, mod, newest } = await withLearned();
    const item = await newest();
    expect(await refusal('undo', item)).toMatch(/moderator/);
    await run('undo', item, mod);
    expect(await refusal('undo', item, mod)).toBe('It has been taken back already.');
    expect(await refusal('undo', { item: 'nonesuch' }, mod)).toBe('There is no such item in this feed.');
  });
});

describe('votes', () => {
  test('of a member are taken back with what followed from them, and given back', async () => {
    const { found, say, run, mod, newest, answerText, store } = await withLearned();
    expect(await say('votes undo', { member: 'bob' }, mod)).toContain('on 1 answer');
    expect(await found()).toEqual([]);
    expect(await store.read.vote.count()).toBe(2); // they stay on record
    await run('undo', await newest(), mod);
    expect(await newest()).toBeDefined();
    expect(await found()).toEqual([answerText]);
  });

  test('of a time are taken back, and those cast later count', async () => {
    const { found, run, react, mod, clock, answerText } = await withLearned();
    await clock.advance(1000);
    await run('votes undo', { since: '1h' }, mod);
    expect(await found()).toEqual([]);
    await clock.advance(1000);
    for (const name of ['eve', 'joe']) await react(name, 1);
    expect(await found()).toEqual([answerText]);
  });

  test('are asked for by whom or by when, in times that can be read', async () => {
    const { refusal, mod } = await withLearned();
    expect(await refusal('votes undo', {}, mod)).toContain('whose votes, or since when');
    expect(await refusal('votes undo', { since: 'yesterday' }, mod)).toContain('I read times such as');
    expect(await refusal('votes undo', { since: '1h', until: '2h' }, mod)).toContain('ends before it begins');
    expect(await refusal('votes undo', { member: 'nobody' }, mod)).toContain('no votes of that member');
  });

  test('of one who wants to be forgotten count no more', async () => {
    const { found, run, bot } = await withLearned();
    await run('forget', { confirm: true }, { member: 'bob' });
    await bot.votesSettled();
    expect(await found()).toEqual([]);
  });

  test('of others do not keep what was learned of a question whose asker wants to be forgotten', async () => {
    const { found, run, store } = await withLearned();
    await run('forget', { confirm: true }, { member: 'asker' });
    expect(await found()).toEqual([]);
    expect(await store.read.entry.count()).toBe(0);
  });
});
