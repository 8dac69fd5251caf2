import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statsOf } from '../../../src/bot/stats/read-stats.ts';
import { spanOf } from '../../../src/bot/stats/span.ts';
import { speedOf } from '../../../src/bot/stats/speed.ts';
import { count, emptyTally, labels } from '../../../src/bot/stats/tally.ts';
import { Label, Manner, type QuestionRow, QuestionState, Standing } from '../../../src/store/index.ts';

const now = new Date('2026-11-25T18:20:00Z');
const span = spanOf('month', now);

const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const row: fc.Arbitrary<QuestionRow> = fc.record({
  id: fc.uuid(),
  asked: fc.boolean(),
  memberId: fc.constantFrom('ada', 'grace', 'alan'),
  state: fc.constantFrom(...Object.values(QuestionState)),
  stateReason: perhaps(fc.constantFrom('too-many', 'cut-off')),
  createdAt: fc
    .integer({ min: span.from.getTime(), max: span.to.getTime() - 1 })
    .map((ms) => new Date(ms).toISOString().replace('Z', '+00:00')),
  manner: perhaps(fc.constantFrom(...Object.values(Manner))),
  label: perhaps(fc.constantFrom(...Object.values(Label))),
  role: perhaps(fc.constantFrom('expert', 'coder')),
  model: perhaps(fc.constantFrom('one', 'other')),
  totalMs: perhaps(fc.nat(100_000)),
  firstTextMs: perhaps(fc.nat(100_000)),
  version: perhaps(fc.constantFrom('expert:2026-w47', 'expert:2026-w48')),
  category: perhaps(fc.constantFrom('code', 'how-to')),
  topic: fc.constant(null),
  standing: perhaps(fc.constantFrom(...Object.values(Standing))),
  isVerified: fc.boolean(),
  corrected: fc.boolean(),
  votes: perhaps(fc.array(fc.constantFrom(1, -1, 0), { minLength: 1 }).map((votes) => votes.join(','))),
  cited: perhaps(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }).map((ids) => ids.join(','))),
  routed: fc.constant(null),
});

function counted(rows: readonly QuestionRow[]) {
  const tally = emptyTally(span);
  for (const one of rows) count(tally, span, one);
  return { tally, stats: statsOf(span, tally, undefined, { sources: [], entries: [] }) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test('every question falls into one bucket and has one fate, and every thumb is counted once', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const { buckets, ...stats } = counted(rows).stats;
      const underWay = rows.filter(({ asked, state }) => !asked && /waiting|answering|drafted/.test(state)).length;
      expect(stats.questions + stats.unasked.left + underWay).toBe(rows.length);
      expect(stats.questions - stats.unasked.answered).toBe(rows.filter(({ asked }) => asked).length);
      expect(sum(Object.values(stats.fates))).toBe(stats.questions);
      expect(sum(buckets.map(({ questions }) => questions))).toBe(stats.questions);
      for (const label of labels) expect(sum(buckets.map((bucket) => bucket.labels[label]))).toBe(stats.labels[label]);
      expect(sum(Object.values(stats.labels))).toBeLessThanOrEqual(sum(Object.values(stats.manners)));
      expect(sum(Object.values(stats.manners))).toBeLessThanOrEqual(stats.fates.answered);
      expect(sum(buckets.map(({ thumbs }) => thumbs.up))).toBe(stats.thumbs.up);
      expect(sum(buckets.map(({ thumbs }) => thumbs.down))).toBe(stats.thumbs.down);
      for (const bucket of buckets) expect(sum(Object.values(bucket.labels))).toBeLessThanOrEqual(bucket.questions);
      expect(sum(stats.roles.map(({ answers }) => answers))).toBeLessThanOrEqual(stats.fates.answered);
    }),
  );
});

test('the order in which questions come changes nothing', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const [one, other] = [counted(rows).stats, counted(rows.toReversed()).stats];
      const unordered = ({ roles, models, reasons, ...rest }: typeof one) => rest;
      expect(unordered(other)).toEqual(unordered(one));
    }),
  );
});

test('an entry counts once for each answer that cites it', () => {
  const answer = { manner: 'generated', label: 'fromSources', state: 'answered' } as const;
  const example = fc.sample(row, 1)[0];
  if (!example) throw new Error('There is no example.');
  const { tally } = counted([
    { ...example, ...answer, cited: 'a,b,a' },
    { ...example, ...answer, cited: 'a' },
  ]);
  expect(tally.cited).toEqual(
    new Map([
      ['a', 2],
      ['b', 1],
    ]),
  );
});

test('half of the times are within p50, and 95 in a hundred within p95', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), (times) => {
      const speed = speedOf(times) ?? { p50Ms: -1, p95Ms: -1 };
      expect(times).toEqual(expect.arrayContaining([speed.p50Ms, speed.p95Ms]));
      const within = (ms: number) => times.filter((time) => time <= ms).length / times.length;
      const below = (ms: number) => times.filter((time) => time < ms).length / times.length;
      expect(within(speed.p50Ms)).toBeGreaterThanOrEqual(0.5);
      expect(below(speed.p50Ms)).toBeLessThan(0.5);
      expect(within(speed.p95Ms)).toBeGreaterThanOrEqual(0.95);
      expect(below(speed.p95Ms)).toBeLessThan(0.95);
    }),
  );
  expect(speedOf([])).toBeUndefined();
});
