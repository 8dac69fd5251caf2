import { expect, test } from 'vitest';
import { nextRun } from '../../cron/next-run.ts';

/** Schedules go by the machine's own time, whatever it is. */
const local = (text: string) => new Date(text);

test.each([
  ['0 3 * * 5', '2026-11-25T20:00:00', '2026-11-27T03:00:00'],
  ['*/15 * * * *', '2026-11-25T20:07:30', '2026-11-25T20:15:00'],
  ['0 4 1 * *', '2026-11-25T20:00:00', '2026-12-01T04:00:00'],
  ['@daily', '2026-11-25T20:00:00', '2026-11-26T00:00:00'],
  ['0 3 25 11 *', '2026-11-25T03:00:00', '2027-11-25T03:00:00'],
  ['0 0 29 2 *', '2028-02-29T00:00:00', '2032-02-29T00:00:00'],
  ['0 * * * *', '2026-11-25T20:00:00', '2026-11-25T21:00:00'],
])('“%s” after %s comes round at %s', (schedule, from, next) => {
  expect(nextRun(schedule, local(from))).toEqual(local(next));
});

test.each([
  ['61 * * * *', /^“61 \* \* \* \*” is no schedule: minute: /],
  ['now and then', /^“now and then” is no schedule: /],
  ['0 0 30 2 *', /is no schedule: /],
])('“%s” is refused in a sentence', (schedule, sentence) => {
  expect(() => nextRun(schedule, new Date(0))).toThrow(sentence);
});
