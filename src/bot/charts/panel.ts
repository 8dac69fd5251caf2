/** What the panels of a picture are made of: texts, legends, axes, bars, and the marks where a bar is broken off. */
import type {
  BarSeriesOption,
  LegendComponentOption,
  LineSeriesOption,
  ScatterSeriesOption,
  TitleComponentOption,
  YAXisComponentOption,
} from 'echarts';
import { sayNumber } from '../stats/index.ts';
import type { BarScale } from './bar-scale.ts';
import { card, guide, ink } from './colours.ts';

/** One of the charts that stand below each other over the same time. */
export interface Panel {
  top: number;
  height: number;
  titles: TitleComponentOption[];
  legends: LegendComponentOption[];
  yAxis: YAXisComponentOption;
  series: (BarSeriesOption | LineSeriesOption | ScatterSeriesOption)[];
}

export const width = 800;
export const margin = { left: 64, right: 26 };

export function text(fontSize: number, color: string, fontWeight: 400 | 600 = 400) {
  return { fontSize, color, fontWeight, fontFamily: 'Inter' };
}

export function titleAt(top: number, title: string): TitleComponentOption {
  return { text: title, left: 24, top, padding: 0, textStyle: text(13, ink.strong, 600) };
}

/** What a title leaves open, below it. */
export function noteAt(top: number, note: string): TitleComponentOption {
  return { text: note, left: 24, top, padding: 0, textStyle: text(11, ink.soft) };
}

/** Names with what stands behind them, at the right of a panel's title. */
export function legendAt(top: number, icon: string, entries: ReadonlyMap<string, string>): LegendComponentOption {
  return {
    data: [...entries.keys()],
    formatter: (name) => `${name} ${entries.get(name) ?? ''}`,
    top,
    right: margin.right,
    padding: 0,
    icon,
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 12,
    itemStyle: { borderWidth: 0 },
    textStyle: text(12, ink.soft),
  };
}

/** A panel that has nothing to show says so. */
export function emptyPanel(
  place: { top: number; height: number },
  title: TitleComponentOption,
  sentence: string,
): Panel {
  const top = place.top + place.height / 2 - 8;
  return {
    ...place,
    titles: [title, { text: sentence, left: 'center', top, padding: 0, textStyle: text(12, ink.soft) }],
    legends: [],
    yAxis: { type: 'value', show: false, min: 0, max: 1 },
    series: [],
  };
}

export const valueAxis = {
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { ...text(11, ink.soft), margin: 8 },
  splitLine: { lineStyle: { color: guide } },
} as const;

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 0 });

/** `9,999`, `12K`: as it fits into a picture. */
export function sayShort(count: number): string {
  return count < 10_000 ? sayNumber(count) : short.format(count);
}

/** An axis of counts from nothing up. */
export function countAxis({ top, step }: BarScale): YAXisComponentOption {
  const axisLabel = { ...valueAxis.axisLabel, formatter: sayShort };
  return { ...valueAxis, type: 'value', min: 0, max: top, interval: step, axisLabel };
}

export interface BarRow {
  name: string;
  colour: string;
  heights: number[];
}

/** Bars on top of each other, with a thin gap where two meet. */
export function stackedBars(stack: string, rows: readonly BarRow[]): BarSeriesOption[] {
  const barWidth = barWidthOf(rows[0]?.heights.length ?? 1);
  return rows.map(({ name, colour, heights }) => ({
    type: 'bar',
    name,
    stack,
    barWidth,
    color: colour,
    itemStyle: { borderColor: card, borderWidth: 0.6 },
    // A bar of no height would still draw its border.
    data: heights.map((height) => (height === 0 ? null : height)),
  }));
}

function barWidthOf(count: number): number {
  const room = (width - margin.left - margin.right) / count;
  return Math.min(36, Math.round(room * 0.74));
}

const zigzag = 'path://M0 4L4 0L8 4L12 0L16 4L20 0L24 4L24 8L20 4L16 8L12 4L8 8L4 4L0 8Z';

/** Where a bar is broken off: a gap that shows it, and the number that it would reach. `at` is where it ends. */
export function breakMarks(torn: readonly (number | undefined)[], at: number): ScatterSeriesOption[] {
  const places = torn.flatMap((count, index) => (count === undefined ? [] : [{ index, count }]));
  if (places.length === 0) return [];
  const plain = { type: 'scatter', silent: true, z: 5, clip: false } as const;
  return [
    {
      ...plain,
      symbol: zigzag,
      symbolSize: [barWidthOf(torn.length) + 6, 8],
      color: card,
      data: places.map(({ index }) => [index, at * 0.8]),
    },
    {
      ...plain,
      symbolSize: 0,
      label: {
        show: true,
        position: at > 0 ? 'top' : 'bottom',
        distance: 3,
        formatter: ({ dataIndex }) => sayShort(places[dataIndex]?.count ?? 0),
        ...text(11, ink.strong, 600),
      },
      data: places.map(({ index }) => [index, at]),
    },
  ];
}
