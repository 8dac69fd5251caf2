import { join } from 'node:path';
import { expect, test } from 'vitest';
import { upsertCommunity } from '../../src/bot/index.ts';
import { openStore } from '../../src/store/index.ts';
import { workplaceHere } from './quorum-here.ts';

test('--community says which community a command is about; the playground’s otherwise', async () => {
  const { run, folder } = workplaceHere();
  await run(['knowledge', 'sources']); // makes the database
  const store = await openStore({ url: `file:${join(folder, 'data', 'quorum.db')}` });
  await store.write((tx) =>
    upsertCommunity(tx, { platform: 'discord', platformId: '4711', name: 'Gardeners' }, new Date()),
  );
  await store.close();

  const roses = ['--question', 'When do I prune roses?', '--answer', 'In March, above an outward bud.'];
  expect(await run(['--community', 'gardeners', 'knowledge', 'add', ...roses])).toMatchObject({ code: 0, stderr: '' });
  const listed = await run(['knowledge', 'list', '--community', '4711', '--json']);
  expect(JSON.parse(listed.stdout)).toMatchObject([{ question: 'When do I prune roses?' }]);
  expect((await run(['knowledge', 'search', 'prune', 'roses'])).stdout).not.toContain('roses');
  const asked = await run(['ask', '--community', 'Gardeners', 'When do I prune roses?']);
  expect(asked.stdout).toMatch(/^In March, above an outward bud\.\n\n✔ verified/);
  expect((await run(['feed', '--community', 'Gardeners'])).stdout).toMatch(
    /^What happened here, page 1 of 1\n- .* the operator: When do I prune roses\? was taught \([0-9a-f]{8}\)\. · [0-9a-f]{8}\n$/,
  );
  expect(await run(['feed', '--community', 'Bakers'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'There is no community called Bakers.\nThere are: Playground (playground), Gardeners (discord).\n',
  });
});
