export { type ChartData, chartData } from './chart-data.ts';
export { drawStats, type Picture } from './draw-stats.ts';
