import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../src/store/index.ts';
import { withAnswer } from '../votes/with-answer.ts';
import { startCommands } from './caller.ts';

const manager = { rank: 'manager', member: 'grace' } as const;
const learned = { what: 'learned', confirm: 'Test' } as const;
const everything = { what: 'everything', confirm: 'Test' } as const;

async function startLearned() {
  const quorum = await startCommands();
  await quorum.run('knowledge add', { question: 'Who is root?', answer: 'Nobody here.' }, manager);
  const answer = await withAnswer('How do I pin nixpkgs?', { quorum });
  for (const name of ['ada', 'bob']) await answer.react(name, 1);
  const { read } = quorum.store;
  return {
    ...quorum,
    ...answer,
    counts: async () => ({
      entries: await read.entry.count(),
      questions: await read.question.count(),
      votes: await read.vote.count(),
    }),
    backups: () => readdirSync(join(quorum.folder, 'backups')),
  };
}

test('nothing is deleted before the community’s name was typed, by somebody who manages it', async () => {
  const { say, refusal, counts } = await startLearned();
  const before = await counts();
  expect(before).toEqual({ entries: 2, questions: 1, votes: 2 });
  const asked = await say('reset', { what: 'learned' }, manager);
  expect(asked).toContain('This deletes 1 learned entry, and all 2 votes');
  expect(asked).toContain('`confirm:` **Test**');
  expect(await refusal('reset', { what: 'everything', confirm: 'test' }, manager)).toContain('nothing was deleted');
  expect(await refusal('reset', everything, { rank: 'moderator' })).toContain('those who manage this community');
  expect(await counts()).toEqual(before);
});

describe('what was learned', () => {
  test('is deleted with its votes; what was taught and asked stays, and nothing is learned anew from old reactions', async () => {
    const { run, found, standing, react, counts, bot, store } = await startLearned();
    expect(await found()).toHaveLength(1);
    await run('reset', learned, manager);
    bot.votesChanged();
    await bot.votesSettled();
    expect([await found(), await standing()]).toEqual([[], 'open']);
    expect(await counts()).toEqual({ entries: 1, questions: 1, votes: 0 });
    await react('ada', 1); // read back after an absence
    expect((await counts()).votes).toBe(0);
    expect(await store.read.feedItem.findFirst({ where: { kind: 'reset.done' } })).toMatchObject({ actor: 'grace' });
  });

  test('is in a backup that can be read, and restored', async () => {
    const { say, backups, folder } = await startLearned();
    const said = await say('reset', learned, manager);
    const [name = ''] = backups();
    expect(said).toContain(`\`${name}\``);
    const file = join(folder, 'backups', name);
    expect(statSync(file).mode & 0o077).toBe(0);
    const restored = await openStore({ url: `file:${file}` });
    expect([await restored.read.entry.count(), await restored.read.vote.count()]).toEqual([2, 2]);
    await restored.close();
  });
});

test('everything is deleted of one community, and of no other', async () => {
  const { run, say, counts, store } = await startLearned();
  await run('knowledge add', { question: 'Who is root?', answer: 'Me.' }, { ...manager, community: 'elsewhere' });
  await run('settings set', { setting: 'quorum', value: '3' }, manager);
  await run('reset', everything, manager);
  expect(await counts()).toEqual({ entries: 1, questions: 0, votes: 0 });
  const of = { community: { platformId: 'community' } };
  expect((await store.read.feedItem.findMany({ where: of })).map(({ kind }) => kind)).toEqual(['reset.done']);
  expect(await say('settings show', {}, manager)).toContain('3');
  expect(await say('knowledge search', { question: 'Who is root?' })).toMatch(/^Nothing that is known here/);
});

test('without a backup nothing is deleted', async () => {
  const { refusal, counts, folder } = await startLearned();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'backups'), 'a file where the folder should be');
  expect(await refusal('reset', everything, manager)).toContain('I changed nothing');
  expect(await counts()).toEqual({ entries: 2, questions: 1, votes: 2 });
});
