import { expect, test } from 'vitest';
import { startCommands } from './caller.ts';

const staff = { platformId: 'staff', kind: 'channel', name: 'staff', open: false } as const;
const answerIn = (outcome: { state: string; answer?: { id: string } }) => outcome.answer?.id ?? '';

test('an answer is explained where it may be read, and to whoever asked', async () => {
  const { ask, say, refusal } = await startCommands({ answer: () => 'Because.' });
  const open = answerIn((await ask('Why is the sky blue?')).outcome);
  const closed = answerIn((await ask('Why is the sea salty?', { room: staff })).outcome);
  const grace = { member: 'grace' };
  expect(await say('why', { answer: open }, { ...grace, room: 'other' })).toMatch(
    /^\*\*Why is the sky blue\?\*\*\n[\s\S]*expert:base wrote it with llama3\.2:3b on local\.[\s\S]*\nanswer /,
  );
  expect(await say('why', { answer: closed }, { ...grace, room: 'staff' })).toContain('Why is the sea salty?');
  const unknown = await refusal('why', { answer: 'nothing' }, grace);
  for (const rank of ['everyone', 'moderator', 'manager'] as const)
    expect(await refusal('why', { answer: closed }, { ...grace, rank })).toBe(unknown);
  expect(await refusal('why', { answer: open }, { ...grace, community: 'elsewhere' })).toBe(unknown);
  expect(await say('why', { answer: closed })).toContain('Why is the sea salty?');
});

test('without an id it is the caller’s latest here, or else anywhere in the community', async () => {
  const { ask, say, clock, suggest } = await startCommands({ answer: () => 'Because.' });
  expect(await say('why')).toBe('I have answered nothing of yours in this community yet.');
  await ask('Why is the sky blue?');
  await clock.advance(60_000);
  await ask('Why is the sea salty?', { room: staff });
  await clock.advance(60_000);
  await ask('Why is grass green?', { memberId: 'grace' });
  expect(await say('why')).toContain('Why is the sky blue?');
  expect(await say('why', {}, { room: 'other' })).toContain('Why is the sea salty?');
  expect(await say('why', {}, { community: 'elsewhere' })).toMatch(/answered nothing of yours/);
  expect((await suggest('why', 'answer', 'WHY')).map(({ name }) => name)).toEqual([
    'Why is the sea salty?',
    'Why is the sky blue?',
  ]);
  expect(await suggest('why', 'answer', '', { member: 'linus' })).toEqual([]);
});

test('a question that lost its audience since is spoken of only where it was asked', async () => {
  const { ask, say, refusal, calling } = await startCommands({ answer: () => 'Because.' });
  const room = { platformId: 'plans', kind: 'channel', name: 'plans', open: true } as const;
  const answer = answerIn((await ask('Why is the sky blue?', { room })).outcome);
  expect(await say('why', { answer }, { member: 'grace' })).toContain('sky');
  await calling({ room: 'plans' }); // not everyone can read it any more
  expect(await refusal('why', { answer }, { member: 'grace' })).toMatch(/^I know no such answer/);
  expect(await say('why', { answer }, { member: 'grace', room: 'plans' })).toContain('sky');
});

test('what a host said of itself is not told to members', async () => {
  const { ask, say, ollama } = await startCommands({
    models: [{ name: 'qwen3:8b' }, { name: 'llama3.2:3b' }],
    answer: () => 'Because.',
  });
  ollama.faults.failMidStream({ error: 'http://10.0.0.7:11434 is on fire' });
  await ask('Why is the sky blue?');
  expect(await say('why')).toMatch(/qwen3:8b was tried first and failed \(cut-off\)\.\n/);
});
