import { expect, onTestFinished, test } from 'vitest';
import { type Schedule, startSchedules } from '../../cron/start-schedules.ts';
import { createLog, silentLog } from '../../src/log.ts';

const everySecond = '* * * * * *';

test('a job that takes longer than its schedule is not started beside itself, not even the one at start', async () => {
  const long = Promise.withResolvers<void>();
  let started = 0;
  let beats = 0;
  const threeBeats = Promise.withResolvers<void>();
  const schedules: Schedule<undefined>[] = [
    {
      at: everySecond,
      catchesUp: true,
      run: () => {
        started += 1;
        return long.promise;
      },
    },
    {
      at: everySecond,
      catchesUp: false,
      run: async () => {
        beats += 1;
        if (beats === 3) threeBeats.resolve();
      },
    },
  ];
  const stop = startSchedules(schedules, undefined, silentLog);
  await threeBeats.promise;
  expect(started).toBe(1);
  long.resolve();
  await stop();
});

test('stopping waits for what still runs', async () => {
  const ending = Promise.withResolvers<void>();
  let hasEnded = false;
  const run = async () => {
    await ending.promise;
    hasEnded = true;
  };
  const stopped = startSchedules([{ at: '0 0 1 1 *', catchesUp: true, run }], undefined, silentLog)();
  ending.resolve();
  await stopped;
  expect(hasEnded).toBe(true);
});

test('a job that fails is logged, and its schedule goes on', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'error', json: true, now: () => 0, write: (line) => lines.push(line) });
  const again = Promise.withResolvers<void>();
  let times = 0;
  const run = async () => {
    times += 1;
    if (times === 2) again.resolve();
    throw new Error('no network');
  };
  const stop = startSchedules([{ at: everySecond, catchesUp: true, run }], undefined, log);
  onTestFinished(stop);
  await again.promise;
  await stop();
  expect(lines[0]).toContain('no network');
});
