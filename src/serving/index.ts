export { addDiscordMetrics } from './discord-metrics.ts';
export { createJobs } from './jobs.ts';
export { createMetrics } from './metrics.ts';
export { describeModels } from './model-status.ts';
export { checkReady } from './readiness.ts';
export { serve } from './serve.ts';
