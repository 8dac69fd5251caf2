import { expect, test } from 'vitest';
import { commandList, type Rank, ranks } from '../../../src/bot/index.ts';
import { startCommands } from './caller.ts';

/** Who may use what, said once more: whoever changes a permission changes it here, too. */
const permissions: Record<string, Rank> = {
  ask: 'everyone',
  why: 'everyone',
  'knowledge search': 'everyone',
  'knowledge show': 'everyone',
  'lessons drop': 'moderator',
  'lessons edit': 'moderator',
  'lessons lock': 'moderator',
  'lessons show': 'moderator',
  level: 'everyone',
  training: 'everyone',
  stats: 'everyone',
  progress: 'everyone',
  models: 'everyone',
  feedback: 'everyone',
  teach: 'everyone',
  correct: 'everyone',
  problem: 'everyone',
  forget: 'everyone',
  credit: 'everyone',
  help: 'everyone',
  'knowledge add': 'moderator',
  'knowledge edit': 'moderator',
  'knowledge retire': 'moderator',
  'knowledge import': 'moderator',
  'knowledge export': 'manager',
  review: 'moderator',
  gaps: 'moderator',
  export: 'manager',
  feed: 'moderator',
  undo: 'moderator',
  'votes undo': 'moderator',
  'settings show': 'moderator',
  'settings set': 'moderator',
  'settings unset': 'moderator',
  'settings earned': 'moderator',
  pause: 'moderator',
  reset: 'manager',
};

test('every command is for those it is meant for, of every rank', async () => {
  const { commands, calling, store } = await startCommands();
  expect(Object.fromEntries(commandList.map(({ name, permission }) => [name, permission]))).toEqual(permissions);
  for (const rank of ranks) {
    const { call } = await calling({ rank });
    const visible = commands.visibleTo(rank).map(({ name }) => name);
    for (const [name, permission] of Object.entries(permissions)) {
      const isAllowed = ranks.indexOf(rank) >= ranks.indexOf(permission);
      expect([rank, name, visible.includes(name)]).toEqual([rank, name, isAllowed]);
      // an option that no command has: whoever may use it is told so, and nothing is done
      const refused = await commands.run(name, { nonsense: true }, call).catch((error: unknown) => error);
      expect([rank, name, Object(refused).code]).toEqual([rank, name, isAllowed ? 'bad-option' : 'not-allowed']);
    }
  }
  expect(await store.read.feedItem.count()).toBe(0);
});

test('roles that may do more are a manager’s to name, and a moderator’s to have', async () => {
  const { run, refusal, store } = await startCommands();
  for (const setting of ['moderator-roles', 'helper-roles']) {
    const options = { setting, role: 'wardens' };
    expect(await refusal('settings set', options, { rank: 'moderator' })).toBe(
      `Changing \`${setting}\` is for those who manage this community; you are none of them here.`,
    );
    expect(await refusal('settings unset', options, { rank: 'moderator' })).toMatch(/is for those who manage/);
  }
  expect(await store.read.feedItem.count()).toBe(0);
  const isWarden = { roleIds: ['wardens'], member: 'grace' };
  expect(await refusal('feed', {}, isWarden)).toMatch(/is for moderators/);
  await run('settings set', { setting: 'moderator-roles', role: 'wardens' }, { rank: 'manager' });
  await run('feed', {}, isWarden);
  expect(await refusal('settings set', { setting: 'moderator-roles', role: 'others' }, isWarden)).toMatch(/manage/);
  expect(await refusal('knowledge export', {}, isWarden)).toMatch(/manage/);
  await run('settings unset', { setting: 'moderator-roles', role: 'wardens' }, { rank: 'manager' });
  expect(await refusal('feed', {}, isWarden)).toMatch(/is for moderators/);
});
