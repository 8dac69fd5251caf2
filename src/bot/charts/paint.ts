/** From a chart to a PNG, without a browser: ECharts makes it SVG, and resvg paints that. Done in a process of its own; see draw-stats.ts. */
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
// Bundled by its makers: module by module, it would take ten times as long to load and five times the memory.
import { init, setPlatformAPI } from 'echarts/dist/echarts.esm.min';
import type { Chart } from './stats-chart.ts';
import { textWidth } from './text-width.ts';

setPlatformAPI({
  measureText: (text, font = '') => ({ width: textWidth(text, Number(/([\d.]+)px/.exec(font)?.[1] ?? 12)) }),
});

/**
 * The fonts that come with it, and no others: a picture is the same on every machine, and a slim one has none. They are
 * Inter 4.001, cut down with fontTools to the Latin letters, digits and signs.
 */
export const fontFiles = ['inter-regular.ttf', 'inter-semibold.ttf'].map((file) =>
  fileURLToPath(new URL(`./fonts/${file}`, import.meta.url)),
);

/** With twice as many dots as it has points, for screens that show them. */
export function paint(chart: Chart, dotsPerPoint = 2): Uint8Array<ArrayBuffer> {
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' };
  const painter = new Resvg(toSvg(chart), { font, fitTo: { mode: 'zoom', value: dotsPerPoint } });
  return new Uint8Array(painter.render().asPng());
}

export function toSvg({ option, width, height }: Chart): string {
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawing.setOption(option);
    return drawing.renderToSVGString();
  } finally {
    drawing.dispose(); // what is not let go of keeps the process alive
  }
}
