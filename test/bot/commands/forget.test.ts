import { expect, test } from 'vitest';
import { startCommands } from './caller.ts';

const elsewhere = { platform: 'test', platformId: 'elsewhere', name: 'Elsewhere' };

test('what is kept of a member is counted, and goes when they press the button', async () => {
  const { ask, run, say, bot, store, clock, knows } = await startCommands({ answer: () => 'Because.' });
  await knows({ title: 'Who wrote this?', text: 'Somebody else did.' });
  const { outcome } = await ask('Why is the sky blue?');
  const answerId = outcome.state === 'answered' ? outcome.answer.id : '';
  await ask('Why is the sea salty?');
  await bot.vote({ answerId, platform: 'test', memberId: 'ada', value: 1 });
  await bot.vote({ answerId, platform: 'test', memberId: 'grace', value: -1 });
  await clock.advance(60_000);
  const { outcome: other } = await ask('Why is grass green?', { memberId: 'grace' });
  const hers = other.state === 'answered' ? other.answer.id : '';
  await bot.vote({ answerId: hers, platform: 'test', memberId: 'ada', value: 1 });
  await run('level', { level: 'expert' });
  await ask('What else?', { community: elsewhere });

  const reply = await run('forget');
  expect(reply).toMatchObject({
    text: expect.stringMatching(
      /^This deletes in Test, for good: \*\*2 questions\*\*, \*\*2 answers\*\*, \*\*2 votes\*\*, \*\*1 choice about yourself\*\*\.\nEntries that others wrote stay.*\nNo model’s weights contain any of it/,
    ),
    buttons: [
      {
        label: 'Delete 2 questions, 2 answers, 2 votes, 1 choice about yourself',
        style: 'dangerous',
        options: { everywhere: false, confirm: true },
      },
    ],
  });
  expect(await store.read.question.count()).toBe(4);
  const [button] = 'text' in reply ? (reply.buttons ?? []) : [];
  expect(await say(button?.command ?? '', button?.options)).toMatch(/^Deleted in Test: \*\*2 questions\*\*/);
  const left = await store.read.question.findMany({
    include: { revisions: true, member: true },
    orderBy: { id: 'asc' },
  });
  expect(left.map(({ revisions }) => revisions[0]?.text)).toEqual(['Why is grass green?', 'What else?']);
  expect(await store.read.vote.count()).toBe(0);
  expect(await store.read.membership.count()).toBe(0);
  expect(await store.read.entry.count()).toBe(1);
  expect(await say('forget')).toBe('I keep nothing of you in Test.');
  expect(await store.read.feedItem.findMany()).toMatchObject([{ kind: 'forget.done', actor: null, roomId: null }]);

  expect(await say('forget', { everywhere: true, confirm: true })).toMatch(
    /^Deleted in all communities: \*\*1 question\*\*/,
  );
  expect((await store.read.member.findMany()).length).toBe(1);
  const feeds = await store.read.feedItem.findMany({ include: { community: true }, orderBy: { id: 'asc' } });
  expect(feeds.map(({ community }) => community.platformId)).toEqual(['community', 'elsewhere']);
  expect(JSON.stringify(await store.read.feedItem.findMany())).not.toContain('ada');
});

test('what the feed quotes of a forgotten member’s questions goes with them, also of what was taken back', async () => {
  const { ask, run, say, bot, store } = await startCommands({ answer: () => 'Because of the air.' });
  const { outcome } = await ask('Why is the sky blue?');
  const answerId = outcome.state === 'answered' ? outcome.answer.id : '';
  for (const memberId of ['grace', 'hopper']) await bot.vote({ answerId, platform: 'test', memberId, value: 1 });
  await bot.votesSettled();
  const moderator = { member: 'grace', rank: 'moderator' } as const;
  const { id } = await store.read.feedItem.findFirstOrThrow({ where: { kind: 'knowledge.learned' } });
  await say('undo', { item: id }, moderator);
  await say('correct', { answer: answerId, text: 'Because air scatters blue light most.' }, moderator);
  expect(JSON.stringify(await store.read.feedItem.findMany()).match(/sky blue/g)?.length).toBeGreaterThan(2);

  await run('forget', { confirm: true });
  expect(JSON.stringify(await store.read.feedItem.findMany())).not.toMatch(/sky|blue/);
});

test('a question that is being answered is forgotten in the middle, and nothing more is kept of it', async () => {
  const { ollama, ask, run, store } = await startCommands({ answer: () => 'one two three' });
  const gate = ollama.faults.hold('/api/chat', { afterPieces: 1 });
  const asking = ask('Why is the sky blue?');
  await gate.reached;
  await run('forget', { confirm: true });
  gate.release();
  expect((await asking).outcome).toEqual({ state: 'taken' });
  expect(await store.read.question.count()).toBe(0);
  expect(await store.read.answer.count()).toBe(0);
});

test('who was never here has nothing to be forgotten, and leaves no trace', async () => {
  const { say, store } = await startCommands();
  expect(await say('forget', { everywhere: true, confirm: true })).toBe('I keep nothing of you in all communities.');
  expect(await store.read.feedItem.count()).toBe(0);
});
