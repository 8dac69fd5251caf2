import { expect, test } from 'vitest';
import { createSessionStarts } from '../../../../src/adapters/discord/connection/session-starts.ts';
import { silentLog } from '../../../../src/log.ts';
import { createManualClock } from '../../../models/manual-clock.ts';

const never = new AbortController().signal;
const dayMs = 24 * 60 * 60_000;

function setUp(told: { remaining?: number; maxConcurrency?: number } = {}) {
  const clock = createManualClock();
  const began = clock.now();
  const limit = { shards: 1, total: 1_000, remaining: 1_000, resetAfterMs: dayMs, maxConcurrency: 1, ...told };
  const reads: number[] = [];
  const read = async () => {
    reads.push(clock.now() - began);
    return { ...limit };
  };
  const starts = createSessionStarts({ read, clock, log: silentLog });
  const startedAt: number[] = [];
  const start = async (shardId = 0, signal = never) => {
    await starts.waitForIdentify(shardId, signal);
    startedAt.push(clock.now() - began);
  };
  return { clock, limit, reads, starts, startedAt, start };
}

test('sessions of one bucket start five seconds apart, and those of another beside them', async () => {
  const { clock, starts, startedAt, start } = setUp({ maxConcurrency: 2 });
  await start(0);
  const more = [start(1), start(2), start(4)];
  await clock.advance(0);
  expect(startedAt).toEqual([0, 0]);
  await clock.advance(10_000);
  await Promise.all(more);
  expect(startedAt).toEqual([0, 0, 5_000, 10_000]);
  expect(starts.left).toBe(996);
});

test('a session that ends again and again starts less and less often', async () => {
  const { clock, startedAt, start } = setUp();
  const all = (async () => {
    for (let count = 0; count < 12; count++) await start();
  })();
  await clock.advance(dayMs);
  await all;
  const gaps = startedAt.slice(1).map((at, index) => (at - (startedAt[index] ?? 0)) / 1_000);
  expect(gaps).toEqual([5, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]);
});

test('after a calm while a session starts at once again', async () => {
  const { clock, startedAt, start } = setUp();
  for (const waitMs of [5_000, 5_000, 60 * 60_000, 0]) {
    await start();
    await clock.advance(waitMs);
  }
  expect(startedAt).toEqual([0, 5_000, 10_000, 3_610_000]);
});

test('where none is left it waits for the next day, however often it is asked meanwhile', async () => {
  const { clock, limit, reads, startedAt, start } = setUp({ remaining: 0 });
  const first = start();
  await clock.advance(1_000);
  expect(startedAt).toEqual([]);
  limit.remaining = 1_000;
  await clock.advance(dayMs);
  await first;
  expect(startedAt).toEqual([dayMs]);
  expect(reads).toEqual([0, dayMs]);
});

test('whoever gives up waiting keeps nobody else from starting', async () => {
  const { clock, startedAt, start } = setUp();
  await start();
  const leaving = new AbortController();
  const left = start(0, leaving.signal).catch((reason: unknown) => reason);
  const waiting = start();
  await clock.advance(1_000);
  leaving.abort(new Error('closed'));
  expect(await left).toEqual(new Error('closed'));
  await clock.advance(4_000);
  await waiting;
  expect(startedAt).toEqual([0, 5_000]);
});

test('where Discord cannot be asked how many are left, the gateway decides', async () => {
  const clock = createManualClock();
  const starts = createSessionStarts({
    read: () => Promise.reject(new Error('down')),
    clock,
    log: silentLog,
  });
  await starts.waitForIdentify(0, never);
  expect(starts.left).toBeUndefined();
});
