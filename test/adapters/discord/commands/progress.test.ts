import { expect, test } from 'vitest';
import { createProgress } from '../../../../src/adapters/discord/commands/progress.ts';
import { createManualClock } from '../../../models/manual-clock.ts';

function startProgress() {
  const clock = createManualClock();
  const shown: string[] = [];
  const progress = createProgress(clock, async (sentence) => void shown.push(sentence));
  return { clock, shown, progress };
}

test('the first sentence is shown at once, then the newest every one and a half seconds', async () => {
  const { clock, shown, progress } = startProgress();
  for (let row = 1; row <= 40; row++) {
    progress.say(`${row} rows`);
    await clock.advance(100);
  }
  expect(shown).toEqual(['1 rows', '15 rows', '30 rows']);
  await clock.advance(10_000);
  expect(shown.at(-1)).toBe('40 rows');
  await clock.advance(10_000);
  progress.say('41 rows');
  expect(shown.at(-1)).toBe('41 rows');
});

test('nothing is shown after the end, which waits for what is being shown', async () => {
  const clock = createManualClock();
  const showing = Promise.withResolvers<void>();
  const shown: string[] = [];
  const progress = createProgress(clock, async (sentence) => {
    await showing.promise;
    shown.push(sentence);
  });
  progress.say('one');
  progress.say('two');
  const ended = progress.end();
  progress.say('three');
  expect(shown).toEqual([]);
  showing.resolve();
  await ended;
  await clock.advance(10_000);
  expect(shown).toEqual(['one']);
  expect(clock.waiting).toBe(0);
});
