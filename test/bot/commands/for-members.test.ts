import { describe, expect, test } from 'vitest';
import { startCommands } from './caller.ts';

test('ask passes the question on, with what was wished for', async () => {
  const { run, refusal } = await startCommands();
  expect(await run('ask', { question: ' Why? ' })).toEqual({ question: { text: 'Why?', isPrivate: false } });
  expect(await run('ask', { question: 'Why?', role: 'coder', model: 'qwen3:8b', private: true })).toEqual({
    question: { text: 'Why?', role: 'coder', model: 'qwen3:8b', isPrivate: true },
  });
  expect(await refusal('ask', { question: ' ' })).toBe(
    '`question` is empty; expected a text of 1 to 6,000 characters.',
  );
});

test('models shows what there is, and who would answer with what', async () => {
  const { say } = await startCommands({
    models: [{ name: 'llama3.2:3b' }, { name: 'qwen3:8b' }, { name: 'nomic-embed-text', dimensions: 8 }],
    severalModels: true,
  });
  const text = await say('models');
  expect(text).toContain('- **local** is there with 3 models');
  expect(text).toContain('  - nomic-embed-text:latest (for search)');
  expect(text).toMatch(/- `expert`: \*\*qwen3:8b on local\*\*, then/);
  expect(text).toContain('- `quick`: **llama3.2:3b on local**');
  expect(text).not.toContain('127.0.0.1');
});

test('models says so where there are none', async () => {
  const { say } = await startCommands({ withoutHosts: true });
  expect(await say('models')).toMatch(
    /No host is set up\.\n\n\*\*Roles\*\*\n- `expert`: none; I answer from what is known/,
  );
});

test('level is kept for one community, and shapes nothing elsewhere', async () => {
  const { say, run, store } = await startCommands();
  expect(await say('level', { level: 'novice' })).toMatch(/^You are a \*\*novice\*\* here/);
  await run('level', { level: 'expert' });
  await run('level', { level: 'novice' }, { community: 'elsewhere' });
  expect(
    (await store.read.membership.findMany({ orderBy: { createdAt: 'asc' } })).map(({ level }) => level).sort(),
  ).toEqual(['expert', 'novice']);
});

describe('training', () => {
  test('says what is kept and what it means, and asks; who says nothing has not agreed', async () => {
    const { run, store } = await startCommands();
    const reply = await run('training');
    expect(reply).toMatchObject({
      text: expect.stringMatching(/I keep your questions[\s\S]*cannot unlearn[\s\S]*You have not said yet/),
      buttons: [
        { label: 'I agree', command: 'training', options: { choice: 'agree' } },
        { label: 'I do not', command: 'training', options: { choice: 'refuse' } },
      ],
    });
    expect(await store.read.membership.count()).toBe(0);
  });

  test('is agreed to and taken back for one community, and shows what holds', async () => {
    const { say, run, store } = await startCommands();
    await run('level', { level: 'expert' });
    expect(await say('training', { choice: 'agree' })).toMatch(/^You \*\*agree\*\*[\s\S]*before, too/);
    expect(await run('training')).toMatchObject({ buttons: [{ label: 'Take it back' }] });
    expect(await say('training', {}, { community: 'elsewhere' })).toContain('You have not said yet');
    expect(await say('training', { choice: 'refuse' })).toMatch(/^You \*\*do not agree\*\*/);
    expect(await run('training')).toMatchObject({ buttons: [{ label: 'I agree' }] });
    expect(await store.read.membership.findMany()).toMatchObject([{ level: 'expert', consent: 'refused' }]);
  });

  test('keeps with each question what its member had chosen when they asked', async () => {
    const { run, ask, store } = await startCommands();
    await ask('How do I pin nixpkgs?');
    for (const choice of ['agree', 'refuse']) {
      await run('training', { choice });
      await ask('How do I pin nixpkgs?');
    }
    const asked = await store.read.question.findMany({ orderBy: { id: 'asc' } });
    expect(asked.map(({ consent }) => consent)).toEqual(['unasked', 'granted', 'refused']);
  });
});

test('help speaks of this room, of what may be used, and of what is kept', async () => {
  const { say, run, commands } = await startCommands();
  const text = await say('help');
  expect(text).toMatch(/^I answer questions about machines from what this community knows/);
  expect(text).toContain('In this room I answer when I am asked');
  expect(text).toContain('for 90 days');
  expect(text).toContain('I learn nothing before you agree: `/credit`.');
  expect(text).toContain('What is asked here may be told to the whole community. `/forget` deletes all of it.');
  expect([...text.matchAll(/^- `\/([a-z ]+)`/gm)].map(([, name]) => name)).toEqual(
    commands.visibleTo('everyone').map(({ name }) => name),
  );
  const moderator = { rank: 'moderator' } as const;
  await run('settings set', { setting: 'mode', value: 'draft' }, moderator);
  await run('settings set', { setting: 'retention', value: '7' }, moderator);
  await run('pause', { on: true }, moderator);
  expect(await say('help', {}, moderator)).toMatch(/Just now I am paused[\s\S]*`\/pause`[\s\S]*for 7 days/);
  await run('pause', { on: false }, moderator);
  expect(await say('help')).toContain('my answers go to the moderators first');
  const direct = await say('help', {}, { room: 'ada', kind: 'dm' });
  expect(direct).toMatch(/Here you can just write[\s\S]*What is asked here stays here\./);
});
