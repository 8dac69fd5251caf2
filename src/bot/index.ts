export type { AskParts } from './ask.ts';
export { type Bot, createBot } from './bot.ts';
export type { Limits } from './limits.ts';
export { upsertCommunity } from './places.ts';
export type {
  IncomingQuestion,
  Outcome,
  RecordedAnswer,
  Refusal,
  RefusalCode,
  Reply,
} from './platform.ts';
export type { Remembered, RememberedAnswer } from './recall.ts';
export type { Reopen } from './take-over.ts';
export type { Thumb } from './vote.ts';
