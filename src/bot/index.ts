export type { AskParts } from './ask.ts';
export { type Bot, createBot } from './bot.ts';
export type { Limits } from './limits.ts';
export { upsertCommunity } from './places.ts';
export {
  type IncomingQuestion,
  type Outcome,
  type RecordedAnswer,
  type Refusal,
  type RefusalCode,
  type Reply,
  silentReply,
} from './platform.ts';
export type { Remembered, RememberedAnswer } from './recall.ts';
export type { Reopen } from './take-over.ts';
export type { Thumb } from './vote.ts';
