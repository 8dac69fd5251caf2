export * from './errors.ts';
export { createRestFaults, type RestFaults, type RouteName } from './faults.ts';
export { type Handling, handle } from './handle.ts';
export { type Bucket, createLimits, type LimitOptions, type Limits } from './limits.ts';
export { createLog, type Log, type Refused, type RestRequest } from './log.ts';
export { serveFile } from './media.ts';
export * from './message-form.ts';
export type * from './ports.ts';
