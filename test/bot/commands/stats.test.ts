import { expect, test } from 'vitest';
import { startCommands } from './caller.ts';

test.each([
  ['approval', '**Approval, the last 7 days**'],
  ['speed', '**Speed, the last 7 days**'],
  ['people', '1 member asked 1 question'],
  ['knowledge', '0 entries known here'],
])('stats tells more about %s when it is asked to', async (about, expected) => {
  const { ask, clock, say, calling } = await startCommands();
  await calling();
  await ask('How are you?');
  await clock.advance(1);
  expect(await say('stats', { about })).toContain(expected);
});
