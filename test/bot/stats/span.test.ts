import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Period, periods } from '../../../src/bot/stats/index.ts';
import { bucketAt, spanBefore, spanOf } from '../../../src/bot/stats/span.ts';

const moment = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
const period = fc.constantFrom(...periods);
const comparable = period.filter((period) => period !== 'all');
/** The earlier of two moments. */
const earlier = (one: Date, other: Date) => new Date(Math.min(one.getTime(), other.getTime()));

describe('a span', () => {
  test.each([
    ['day', '2026-11-24T19:00:00Z', 24],
    ['week', '2026-11-19T00:00:00Z', 7],
    ['month', '2026-10-27T00:00:00Z', 30],
    ['year', '2025-12-01T00:00:00Z', 12],
  ] as [Period, string, number][])('of the last %s ends now and begins with a whole unit', (period, from, buckets) => {
    const now = new Date('2026-11-25T18:20:00Z');
    const span = spanOf(period, now);
    expect(span.from).toEqual(new Date(from));
    expect(span.to).toEqual(now);
    expect(span.starts).toHaveLength(buckets);
  });

  test.each([
    ['2026-11-25T01:00:00Z', 'day', 1],
    ['2026-10-20T00:00:00Z', 'day', 37],
    ['2026-03-04T00:00:00Z', 'week', 39],
    ['2022-01-05T00:00:00Z', 'month', 59],
    ['2015-08-05T00:00:00Z', 'year', 12],
  ])('of everything since %s is cut by the %s', (firstAt, unit, buckets) => {
    const span = spanOf('all', new Date('2026-11-25T18:20:00Z'), new Date(firstAt));
    expect(span).toMatchObject({ unit });
    expect(span.starts).toHaveLength(buckets);
    expect(span.from.getTime()).toBeLessThanOrEqual(Date.parse(firstAt));
  });

  test('has none before it, where it is all that there is', () => {
    expect(spanBefore(spanOf('all', new Date('2026-11-25T18:20:00Z')))).toBeUndefined();
  });

  test('has weeks that begin on Mondays', () => {
    const span = spanOf('all', new Date('2026-11-25T18:20:00Z'), new Date('2026-03-04T00:00:00Z'));
    expect(new Set(span.starts.map((at) => at.getUTCDay()))).toEqual(new Set([1]));
  });

  test('puts each of its moments into the bucket that reaches over it', () => {
    fc.assert(
      fc.property(period, moment, moment, fc.double({ min: 0, max: 1, noNaN: true }), (period, now, firstAt, share) => {
        const span = spanOf(period, now, earlier(firstAt, now));
        const [from, to] = [span.from.getTime(), span.to.getTime()];
        const at = Math.min(to, Math.floor(from + share * (to - from)));
        const index = bucketAt(span, at);
        expect(span.starts[index]?.getTime()).toBeLessThanOrEqual(at);
        expect((span.starts[index + 1] ?? new Date(to + 1)).getTime()).toBeGreaterThan(at);
      }),
    );
  });

  test('rises from bucket to bucket', () => {
    fc.assert(
      fc.property(period, moment, moment, (period, now, firstAt) => {
        const { starts, from, to } = spanOf(period, now, earlier(firstAt, now));
        expect(starts[0]).toEqual(from);
        for (const [index, start] of starts.entries()) {
          expect(start.getTime()).toBeLessThan((starts[index + 1] ?? new Date(to.getTime() + 1)).getTime());
        }
      }),
    );
  });
});

describe('the span before', () => {
  test('is as far into its time as this one, and ends where this one begins at the latest', () => {
    const before = spanBefore(spanOf('week', new Date('2026-11-25T18:20:00Z')));
    expect(before).toMatchObject({ from: new Date('2026-11-12T00:00:00Z'), to: new Date('2026-11-18T18:20:00Z') });
    fc.assert(
      fc.property(comparable, moment, (period, now) => {
        const span = spanOf(period, now);
        const before = spanBefore(span);
        expect(before?.from.getTime()).toBeLessThan(before?.to.getTime() ?? 0);
        expect(before?.to.getTime()).toBeLessThanOrEqual(span.from.getTime());
      }),
    );
  });
});
