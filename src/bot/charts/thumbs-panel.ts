import type { YAXisComponentOption } from 'echarts';
import type { Charted } from '../stats/index.ts';
import { barScale } from './bar-scale.ts';
import { byThumb } from './colours.ts';
import { breakMarks, emptyPanel, legendAt, type Panel, sayShort, stackedBars, titleAt, valueAxis } from './panel.ts';

const place = { top: 448, height: 48 };

/** Thumbs on the answers to what was asked then: those up above the line, those down below. */
export function thumbsPanel({ thumbs, buckets }: Charted): Panel {
  const title = titleAt(420, 'Thumbs');
  if (thumbs.up + thumbs.down === 0) return emptyPanel(place, title, 'nobody has voted');
  const ups = buckets.map((bucket) => bucket.thumbs.up);
  const downs = buckets.map((bucket) => bucket.thumbs.down);
  const scale = barScale(buckets.map((_, index) => Math.max(ups[index] ?? 0, downs[index] ?? 0)));
  const torn = (counts: number[]) => counts.map((count) => (scale.breaks(count) ? count : undefined));
  const shown = (count: number) => Math.min(count, scale.top);
  // Few are down: room for them, and for the number of one that is broken off.
  const depth = Math.max(shown(Math.max(...downs)), scale.top / 4);
  return {
    ...place,
    titles: [title],
    legends: [
      legendAt(
        421,
        'roundRect',
        new Map([
          ['up', sayShort(thumbs.up)],
          ['down', sayShort(thumbs.down)],
        ]),
      ),
    ],
    yAxis: thumbAxis(scale.top, depth),
    series: [
      ...stackedBars('thumbs', [
        { name: 'up', colour: byThumb.up, heights: ups.map(shown) },
        { name: 'down', colour: byThumb.down, heights: downs.map((count) => -shown(count)) },
      ]),
      ...breakMarks(torn(ups), scale.top),
      ...breakMarks(torn(downs), -scale.top),
    ],
  };
}

/** Told at its top and its middle alone: it is the same scale upwards and downwards. */
function thumbAxis(top: number, depth: number): YAXisComponentOption {
  const customValues = [0, top];
  const axisLabel = { ...valueAxis.axisLabel, formatter: sayShort, customValues };
  return { ...valueAxis, type: 'value', min: -depth, max: top, axisTick: { show: false, customValues }, axisLabel };
}
