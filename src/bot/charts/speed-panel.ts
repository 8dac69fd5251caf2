import type { LineSeriesOption } from 'echarts';
import { type Charted, sayTime } from '../stats/index.ts';
import { bySpeed } from './colours.ts';
import { emptyPanel, legendAt, type Panel, titleAt, valueAxis } from './panel.ts';

const place = { top: 346, height: 60 };

/** How long answers took, on a scale where each line is ten times the one below: quotes take milliseconds, models minutes. */
export function speedPanel({ speed, buckets }: Charted): Panel {
  const title = titleAt(316, 'Answer time');
  if (!speed) return emptyPanel(place, title, 'nothing was answered');
  const { low, high, told: customValues } = timeScale(buckets);
  const line = (key: 'p50Ms' | 'p95Ms', own: LineSeriesOption): LineSeriesOption => ({
    type: 'line',
    data: buckets.map((bucket) => (bucket.speed ? atLeastOne(bucket.speed[key]) : null)),
    symbol: 'circle',
    symbolSize: 5,
    showAllSymbol: true,
    ...own,
  });
  const names = { p50: 'half within', p95: '95 % within' };
  return {
    ...place,
    titles: [title],
    legends: [
      legendAt(
        317,
        'circle',
        new Map([
          [names.p50, sayTime(speed.p50Ms)],
          [names.p95, sayTime(speed.p95Ms)],
        ]),
      ),
    ],
    yAxis: {
      ...valueAxis,
      type: 'log',
      min: low,
      max: high,
      axisTick: { show: false, customValues },
      axisLabel: { ...valueAxis.axisLabel, formatter: sayRound, customValues },
    },
    series: [
      line('p95Ms', { name: names.p95, color: bySpeed.p95, lineStyle: { width: 2, type: [5, 3] } }),
      line('p50Ms', { name: names.p50, color: bySpeed.p50, lineStyle: { width: 2 } }),
    ],
  };
}

export interface TimeScale {
  low: number;
  high: number;
  /** Where the axis says what it is. */
  told: number[];
}

export function timeScale(buckets: Charted['buckets']): TimeScale {
  const times = buckets.flatMap(({ speed }) => (speed ? [speed.p50Ms, speed.p95Ms] : []));
  const { low, high } = aroundTimes(times.map(atLeastOne));
  return { low, high, told: toldTimes(low, high) };
}

/** A logarithm knows no zero. */
function atLeastOne(ms: number): number {
  return Math.max(1, ms);
}

/** The nearest of 1, 3, 10, 30 and so on around them. */
function aroundTimes(times: readonly number[]): { low: number; high: number } {
  const low = roundDown(Math.min(...times));
  const high = roundUp(Math.max(...times));
  return high > low ? { low, high } : { low, high: 3 * low };
}

function roundDown(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  return 3 * power <= ms ? 3 * power : power;
}

function roundUp(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  return [1, 3].map((digit) => digit * power).find((round) => round >= ms) ?? 10 * power;
}

/** Lines closer than this share of the axis have no room for what they say. */
const closest = 0.24;

/** Its ends, and the powers of ten that are far enough from them: every one, or every other. */
function toldTimes(low: number, high: number): number[] {
  const share = (ms: number) => Math.log(ms / low) / Math.log(high / low);
  const every = share(10 * low) < closest ? 2 : 1;
  const told = [low];
  for (let power = Math.ceil(Math.log10(low)); 10 ** power < high; power++) {
    const isFar = share(10 ** power) >= closest && share(10 ** power) <= 1 - closest;
    if (isFar && power % every === every - 1) told.push(10 ** power);
  }
  return [...told, high];
}

/** `30 ms`, `1 s`, `300 s`. */
export function sayRound(ms: number): string {
  return ms < 999 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`;
}
