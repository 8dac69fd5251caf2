export { drawStats, type Picture } from './draw-stats.ts';
