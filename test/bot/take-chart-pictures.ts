/**
 * Draws the stats pictures, to be looked at: `node test/bot/take-chart-pictures.ts FOLDER`. The one called stats.png is
 * that of docs/, with fewer dots.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paint } from '../../src/bot/charts/paint.ts';
import { statsChart } from '../../src/bot/charts/stats-chart.ts';
import { describeStats } from '../../src/bot/stats/index.ts';
import * as samples from './stats/samples.ts';

const folder = process.argv[2] ?? 'pictures';
mkdirSync(folder, { recursive: true });
for (const [name, sample] of Object.entries(samples)) {
  if (typeof sample === 'function' || sample instanceof Date) continue;
  const stats = samples.sampleStats(sample);
  const started = performance.now();
  const png = paint(statsChart(stats));
  writeFileSync(join(folder, `${name}.png`), png);
  writeFileSync(join(folder, `${name}.md`), describeStats(stats));
  console.log(`${name}.png: ${Math.ceil(png.length / 1024)} kB in ${Math.round(performance.now() - started)} ms`);
}
writeFileSync(join(folder, 'stats.png'), paint(statsChart(samples.sampleStats(samples.busyMonth)), 1.5));
