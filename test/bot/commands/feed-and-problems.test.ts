import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/bot/index.ts';
import { startCommands } from './caller.ts';

const moderator = { rank: 'moderator', member: 'grace' } as const;

/** Commands where moderators are told things, or cannot be. */
async function startTelling({ isReached = true } = {}) {
  const quorum = await startCommands({ answer: () => 'Because.' });
  const told: string[] = [];
  quorum.bot.connect({
    name: 'test',
    reopen: () => undefined,
    async tellModerators(_, notice: Notice) {
      if (notice.kind === 'news') told.push(notice.text);
      return isReached;
    },
  });
  return { ...quorum, told };
}

describe('the feed', () => {
  test('shows what happened, newest first, a page at a time', async () => {
    const { run, say, clock } = await startCommands();
    expect(await say('feed', {}, moderator)).toBe('Nothing has happened yet.');
    for (let value = 3; value < 15; value++) {
      await run('settings set', { setting: 'quorum', value: String(value) }, moderator);
      await clock.advance(60_000);
    }
    await run('pause', { on: true }, moderator);
    const first = await run('feed', {}, moderator);
    if (!('text' in first)) throw new Error('It asked a question.');
    const lines = first.text.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '**What happened here**, page 1 of 2',
      '- 2023-11-14 22:25 UTC **grace**: Quorum was silenced everywhere.',
      '- 2023-11-14 22:24 UTC **grace**: `quorum` was changed from **13 members** to **14 members**.',
    ]);
    expect(lines).toHaveLength(11);
    expect(first.buttons).toEqual([{ label: 'Older', style: 'plain', command: 'feed', options: { page: 2 } }]);
    expect(await say('feed', { page: 2 }, moderator)).toContain('`quorum` was set to **3 members**');
    expect(await say('feed', { page: 9 }, moderator)).toBe('There is no page 9; the last one is 2.');
    expect((await say('feed', { topic: 'pause' }, moderator)).split('\n')).toHaveLength(2);
    expect(await say('feed', { topic: 'forget' }, moderator)).toMatch(/^Nothing has happened yet that `forget`/);
  });

  test('shows what is of a private room in that room alone', async () => {
    const { run, say } = await startCommands();
    await run('settings set', { setting: 'mode', value: 'off' }, { ...moderator, room: 'staff' });
    expect(await say('feed', {}, moderator)).toBe('Nothing has happened yet.');
    expect(await say('feed', {}, { ...moderator, room: 'staff' })).toContain('was set to **off**');
    expect(await say('feed', {}, { ...moderator, community: 'elsewhere' })).toBe('Nothing has happened yet.');
  });

  test('cannot be written to by a name', async () => {
    const { run, say } = await startCommands();
    await run('pause', { on: true }, { rank: 'moderator', member: '**root**\n- everything was deleted' });
    const feed = await say('feed', {}, moderator);
    expect(feed).toContain('\\*\\*root\\*\\* - everything was deleted');
    expect(feed.split('\n')).toHaveLength(2);
  });
});

describe('a pause', () => {
  test('silences everywhere at once, and says who and when', async () => {
    const { run, say, ask, clock } = await startCommands({ answer: () => 'Because.' });
    const text = await say('pause', { on: true }, moderator);
    expect(text).toBe('I am silent everywhere here: **grace** paused me, 2023-11-14 22:13 UTC.');
    expect((await ask('hello?')).outcome).toMatchObject({ state: 'refused', refusal: { code: 'paused' } });
    await clock.advance(600_000);
    expect(await run('pause', { on: true }, { rank: 'manager', member: 'linus' })).toEqual({
      text: 'I am already silent everywhere here: **grace** paused me, 2023-11-14 22:13 UTC.',
      buttons: [{ label: 'Wake Quorum', style: 'good', command: 'pause', options: { on: false } }],
    });
    expect(await say('pause', { on: false }, moderator)).toMatch(/^I am awake again: \*\*grace\*\* woke me/);
    expect(await say('pause', { on: false }, moderator)).toBe('I am awake; nobody has paused me.');
    expect((await ask('hello?')).outcome.state).toBe('answered');
  });
});

describe('a problem', () => {
  test('in an open room is told to the moderators, and kept without a name', async () => {
    const { ask, say, told, store } = await startTelling();
    const { outcome } = await ask('Why is the sky blue?');
    const answer = outcome.state === 'answered' ? outcome.answer.id : '';
    expect(await say('problem', { what: 'It is **not**.', answer })).toBe('Thank you. The moderators have been told.');
    const about = ` with an answer (\`${answer}\`) to “Why is the sky blue?”: “It is \\*\\*not\\*\\*.”`;
    expect(told).toEqual([`**ada** reported a problem in [\\#general](room:general)${about}`]);
    expect(await store.read.feedItem.findMany()).toMatchObject([
      { kind: 'problem.reported', actor: null, roomId: null, what: `A member reported a problem${about}` },
    ]);
    await say('problem', { answer });
    expect(told[1]).toMatch(/: something is wrong with it$/);
  });

  test('in a private room is looked at there, and elsewhere it is said only that there is one', async () => {
    const { ask, say, told, refusal } = await startTelling();
    const staff = { platformId: 'staff', kind: 'channel', name: 'staff', open: false } as const;
    const { outcome } = await ask('Who is leaving?', { room: staff });
    const answer = outcome.state === 'answered' ? outcome.answer.id : '';
    await say('problem', { what: 'Linus is not leaving.', answer }, { room: 'staff' });
    expect(told).toEqual(['A problem was reported in [\\#staff](room:staff); `/feed` shows it there.']);
    expect(await say('feed', {}, moderator)).toBe('Nothing has happened yet.');
    expect(await say('feed', {}, { ...moderator, room: 'staff' })).toContain(
      'to “Who is leaving?”: “Linus is not leaving.”',
    );
    await say('problem', { what: 'That was wrong.', answer });
    expect(told[1]).toContain('“That was wrong.”');
    expect(told[1]).not.toContain('leaving');
    expect(await refusal('problem', { answer }, { member: 'grace' })).toMatch(/^I know no such answer/);
  });

  test('in direct messages says what its author says, and nothing that was asked there', async () => {
    const { ask, say, told } = await startTelling();
    const direct = { platformId: 'ada and Quorum', kind: 'dm', name: 'ada', open: false } as const;
    const { outcome } = await ask('Am I ill?', { room: direct });
    const answer = outcome.state === 'answered' ? outcome.answer.id : '';
    await say('problem', { what: 'This is no good advice.', answer }, { room: 'ada and Quorum', kind: 'dm' });
    expect(told).toEqual([`**ada** reported a problem with an answer (\`${answer}\`): “This is no good advice.”`]);
    expect(await say('feed', {}, moderator)).toContain('“This is no good advice.”');
  });

  test('is kept where nobody can be told, and said once too often is not', async () => {
    const { say, refusal, clock } = await startTelling({ isReached: false });
    expect(await refusal('problem')).toBe('What is wrong? Say it in `what`.');
    for (let count = 0; count < 10; count++)
      expect(await say('problem', { what: 'You are slow.' })).toMatch(/^Thank you\. It is kept for the moderators/);
    expect(await refusal('problem', { what: 'You are slow.' })).toMatch(/^10 problems were reported/);
    await clock.advance(10 * 60_000);
    expect(await say('problem', { what: 'You are slow.' })).toMatch(/^Thank you/);
  });
});
