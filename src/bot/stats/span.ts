/** Which time stats speak of, and the parts that it is cut into. All of it is in UTC, like everything that is stored. */

export const periods = ['day', 'week', 'month', 'year', 'all'] as const;
export type Period = (typeof periods)[number];
export type Unit = 'hour' | 'day' | 'week' | 'month' | 'year';

/** From `from` until `to`, which is left out; each bucket reaches from its start to the next one's, the last one to `to`. */
export interface Span {
  period: Period;
  unit: Unit;
  from: Date;
  to: Date;
  /** When each bucket begins; the first begins with the span. */
  starts: Date[];
}

/** A period that ends now, in whole units but for the one under way. For `all`, `firstAt` says where it begins. */
export function spanOf(period: Period, now: Date, firstAt: Date = now): Span {
  const { unit, count } = period === 'all' ? partsSince(firstAt, now) : parts[period];
  const last = startOf(unit, now);
  const starts = Array.from({ length: count }, (_, index) => step(unit, last, index - count + 1));
  return { period, unit, from: starts[0] ?? last, to: now, starts };
}

/** The period just before, up to where the span has come in its own; undefined before all that there is. */
export function spanBefore({ period, unit, from, to, starts }: Span): Span | undefined {
  if (period === 'all') return undefined;
  const earlier = step(unit, from, -starts.length);
  // A month may be shorter than the one that it is held against.
  const until = new Date(Math.min(step(unit, to, -starts.length).getTime(), from.getTime()));
  return { period, unit, from: earlier, to: until, starts: [earlier] };
}

/** The index of the bucket that a moment of the span falls into. */
export function bucketAt({ starts }: Span, at: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.getTime() ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

const parts = {
  day: { unit: 'hour', count: 24 },
  week: { unit: 'day', count: 7 },
  month: { unit: 'day', count: 30 },
  year: { unit: 'month', count: 12 },
} as const satisfies Record<Exclude<Period, 'all'>, { unit: Unit; count: number }>;

/** More bars than these are no bars any more. */
const mostBuckets = 60;

/** The finest cut of everything since then that still makes a picture. */
function partsSince(firstAt: Date, now: Date): { unit: Unit; count: number } {
  for (const unit of ['day', 'week', 'month'] as const) {
    const count = countSince(unit, firstAt, now);
    if (count <= mostBuckets) return { unit, count };
  }
  return { unit: 'year', count: countSince('year', firstAt, now) };
}

function countSince(unit: Unit, firstAt: Date, now: Date): number {
  const first = startOf(unit, firstAt);
  const last = startOf(unit, now);
  const years = last.getUTCFullYear() - first.getUTCFullYear();
  const apart = unit === 'year' ? years : years * 12 + last.getUTCMonth() - first.getUTCMonth();
  const count = unit === 'month' || unit === 'year' ? apart : (last.getTime() - first.getTime()) / lengths[unit];
  return Math.max(0, count) + 1;
}

const hour = 3_600_000;
const lengths = { hour, day: 24 * hour, week: 7 * 24 * hour };
/** A Monday, as weeks begin. */
const someMonday = Date.UTC(1970, 0, 5);

export function startOf(unit: Unit, at: Date): Date {
  if (unit === 'year') return new Date(Date.UTC(at.getUTCFullYear(), 0));
  if (unit === 'month') return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));
  const origin = unit === 'week' ? someMonday : 0;
  return new Date(Math.floor((at.getTime() - origin) / lengths[unit]) * lengths[unit] + origin);
}

function step(unit: Unit, at: Date, count: number): Date {
  if (unit !== 'month' && unit !== 'year') return new Date(at.getTime() + count * lengths[unit]);
  const moved = new Date(at);
  moved.setUTCMonth(at.getUTCMonth() + (unit === 'month' ? count : count * 12));
  return moved;
}
