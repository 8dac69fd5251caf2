/** How stats say numbers, times and stretches of time, in the message as in its picture. */
import type { Period, Span, Unit } from './span.ts';

const numbers = new Intl.NumberFormat('en');

/** `1,204`. */
export function sayNumber(count: number): string {
  return numbers.format(count);
}

/** `1 question`, `1,204 questions`. */
export function sayMany(count: number, one: string, many = `${one}s`): string {
  return `${sayNumber(count)} ${count === 1 ? one : many}`;
}

/** A share in whole percent; what is there and is not all is neither 0 nor 100. */
export function sayShare(count: number, of: number): string {
  const percent = Math.round((count / of) * 100);
  if (percent === 0 && count > 0) return 'under 1 %';
  if (percent === 100 && count < of) return 'over 99 %';
  return `${percent} %`;
}

export function sayTime(ms: number): string {
  if (ms < 1) return 'under 1 ms';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function sayPeriod({ period, from }: Span): string {
  return period === 'all'
    ? `since ${sayMoment('day', from)} ${from.getUTCFullYear()}`
    : `the last ${stretches[period]}`;
}

/** The time that a period is compared with. */
export function sayBefore(period: Exclude<Period, 'all'>): string {
  return `the ${stretches[period]} before`;
}

const stretches: Record<Exclude<Period, 'all'>, string> = {
  day: '24 hours',
  week: '7 days',
  month: '30 days',
  year: '12 months',
};

/** From when to when, nothing of it said twice. */
export function sayDates({ unit, from, to }: Span): string {
  const isSameYear = from.getUTCFullYear() === to.getUTCFullYear();
  const isSameDay = isSameYear && sayDay(from) === sayDay(to);
  const last = `${sayDay(to)} ${to.getUTCFullYear()}`;
  if (unit === 'hour') {
    return isSameDay
      ? `${last}, ${sayClock(from)} – ${sayClock(to)} UTC`
      : `${sayDay(from)}, ${sayClock(from)} – ${last}, ${sayClock(to)} UTC`;
  }
  if (isSameDay) return `${last}, UTC`;
  return `${sayDay(from)}${isSameYear ? '' : ` ${from.getUTCFullYear()}`} – ${last}, UTC`;
}

/** The beginning of a bucket, as short as it can be told. */
export function sayMoment(unit: Unit, at: Date): string {
  if (unit === 'hour') return sayClock(at);
  if (unit === 'year') return String(at.getUTCFullYear());
  if (unit === 'month') return at.getUTCMonth() === 0 ? String(at.getUTCFullYear()) : monthOf(at);
  return sayDay(at);
}

function sayDay(at: Date): string {
  return `${at.getUTCDate()} ${monthOf(at)}`;
}

function sayClock(at: Date): string {
  return at.toISOString().slice(11, 16);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function monthOf(at: Date): string {
  return months[at.getUTCMonth()] ?? '';
}
