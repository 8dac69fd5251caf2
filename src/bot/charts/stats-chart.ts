/** Stats as a picture: what was asked and how it was answered, how long that took, and what thumbs it got. */
import type { EChartsOption, TitleComponentOption, XAXisComponentOption } from 'echarts';
import { type Charted, sayDates, sayMoment, sayPeriod } from '../stats/index.ts';
import { card, ink } from './colours.ts';
import { margin, type Panel, text, width } from './panel.ts';
import { questionsPanel } from './questions-panel.ts';
import { speedPanel } from './speed-panel.ts';
import { thumbsPanel } from './thumbs-panel.ts';

export interface Chart {
  width: number;
  height: number;
  option: EChartsOption;
}

export function statsChart(charted: Charted): Chart {
  if (charted.questions === 0) {
    const height = 150;
    const sentence = 'Nobody has asked anything in this period.';
    const nobody = { text: sentence, left: 'center', top: 84, padding: 0, textStyle: text(14, ink.soft) };
    return { width, height, option: { ...cardOf(height), title: [...heading(charted), nobody] } };
  }
  const height = 520;
  const panels = [questionsPanel(charted), speedPanel(charted), thumbsPanel(charted)];
  return {
    width,
    height,
    option: {
      ...cardOf(height),
      title: [...heading(charted), ...panels.flatMap(({ titles }) => titles)],
      legend: panels.flatMap(({ legends }) => legends),
      grid: panels.map(({ top, height }) => ({ ...margin, top, height })),
      xAxis: panels.map((panel, gridIndex) => timeAxis(charted, panel, gridIndex)),
      yAxis: panels.map(({ yAxis }, gridIndex) => ({ ...yAxis, gridIndex })),
      series: panels.flatMap(({ series }, index) =>
        series.map((one) => ({ ...one, xAxisIndex: index, yAxisIndex: index })),
      ),
    },
  };
}

function heading({ span }: Charted): TitleComponentOption[] {
  const period = sayPeriod(span);
  return [
    {
      text: period.charAt(0).toUpperCase() + period.slice(1),
      left: 24,
      top: 22,
      padding: 0,
      textStyle: text(18, ink.strong, 600),
    },
    { text: sayDates(span), right: margin.right, top: 25, padding: 0, textStyle: text(12, ink.soft) },
  ];
}

function cardOf(height: number): EChartsOption {
  const shape = { x: 0, y: 0, width, height, r: 14 };
  return {
    animation: false,
    textStyle: { fontFamily: 'Inter' },
    graphic: { elements: [{ type: 'rect', z: -10, silent: true, shape, style: { fill: card } }] },
  };
}

/** All panels share it; the uppermost tells the dates, since below it they would only be said again. */
function timeAxis({ span }: Charted, { series }: Panel, gridIndex: number): XAXisComponentOption {
  const { starts, unit } = span;
  const isTold = gridIndex === 0;
  return {
    type: 'category',
    gridIndex,
    z: 4, // over the bars, which would cut gaps into its line
    data: starts.map((at) => sayMoment(unit, at)),
    show: series.length > 0,
    axisLine: { show: true, lineStyle: { color: ink.soft, width: 1 } },
    axisTick: { show: false },
    axisLabel: { show: isTold, ...text(11, ink.soft), margin: 8, interval: toldAt(span) },
  };
}

const mostTold = 12;

/** Every so many: full hours of three or six, quarters and halves of a year, and of days and years so that the last is told. */
function toldAt({ unit, starts }: Charted['span']): (index: number) => boolean {
  const every =
    [1, 2, 3, 4, 6, 12].find((step) => starts.length / step <= mostTold) ?? Math.ceil(starts.length / mostTold);
  return (index) => {
    const at = starts[index];
    if (at && unit === 'hour') return at.getUTCHours() % every === 0;
    if (at && unit === 'month') return at.getUTCMonth() % every === 0;
    return (starts.length - 1 - index) % every === 0;
  };
}
