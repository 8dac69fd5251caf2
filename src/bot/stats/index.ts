export { activityOf } from './activity.ts';
export { describeApproval, describeGrowth, describePeople, describeSpeeds } from './describe-about.ts';
export { describeStats } from './describe-stats.ts';
export { readGrowth } from './growth.ts';
export { type Bucket, type Charted, readStats, type Stats, type StatsRequest } from './read-stats.ts';
export { type Period, periods, type Span } from './span.ts';
export { labels } from './tally.ts';
export { sayDates, sayMany, sayMoment, sayNumber, sayPeriod, sayTime } from './words.ts';
