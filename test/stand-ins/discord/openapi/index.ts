export type { Wrong } from './explain.ts';
export { createMatcher } from './operations.ts';
export { createDescription, type DescribedRequest, type Protocol } from './protocol.ts';
