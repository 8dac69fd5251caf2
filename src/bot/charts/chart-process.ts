/** The process that draws one picture and ends; see draw-stats.ts. */
import type { Charted } from '../stats/index.ts';
import { paint } from './paint.ts';
import { statsChart } from './stats-chart.ts';

process.once('message', (charted: Charted) => {
  // Disconnected only then: what is still on its way would be lost.
  process.send?.(paint(statsChart(charted)), () => process.disconnect());
});
