export { ApiError, invalidField, unknown } from './errors.ts';
export { createRestFaults, type RestFaults } from './faults.ts';
export { handle } from './handle.ts';
export { createLimits, type LimitOptions, type Limits } from './limits.ts';
export { createLog, type Refused, type RestRequest } from './log.ts';
export { serveFile } from './media.ts';
export { allowedIn, attach, readForm, readMessage, requireSomething } from './message-form.ts';
export { editOf } from './messages.ts';
export type { InteractionsPort } from './ports.ts';
