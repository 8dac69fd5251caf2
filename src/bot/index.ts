export { withoutHidden } from './answer-body/hidden.ts';
export { safeAddress } from './answer-body/safe-address.ts';
export { textOf } from './answer-body/text-of.ts';
export { type BodyOptions, createBodyReader, readBody } from './answer-body.ts';
export { describeRoute, everyLabel, labelOf, secondsOf, signOf } from './answer-words.ts';
export type { AskParts } from './ask.ts';
export { type Bot, type BotParts, createBot, type KeptReply } from './bot.ts';
export type { ChartData } from './charts/index.ts';
export * from './commands/index.ts';
export type { DraftDecision, DraftOutcome } from './decide-draft.ts';
export { describeWhy } from './describe-why.ts';
export { sendDigests } from './digest/send-digests.ts';
export type { DmCommunities } from './dm-community.ts';
export { expireQuestions } from './expire.ts';
export { notedKnowledge } from './feed/noted-knowledge.ts';
export { feedTopics } from './feed/record.ts';
export { findCommunity } from './find-community.ts';
export { confidenceWords, refusalLine, retirementWords, shortId, whatChanged } from './knowledge-words.ts';
export { noteLesson } from './lessons/note-lesson.ts';
export type { Limits } from './limits.ts';
export { countOf } from './markdown.ts';
export type { PersonMessage, StandingMark } from './person-replies/person-message.ts';
export { upsertCommunity, upsertRoom } from './places.ts';
export {
  type Actor,
  type Cancellation,
  type DraftEnd,
  type ForumPost,
  type HeardMessage,
  type IncomingQuestion,
  type IncomingRoom,
  type Notice,
  type Outcome,
  type PlaceName,
  type Platform,
  type Rank,
  type RecordedAnswer,
  type Refusal,
  type RefusalCode,
  type Remark,
  type Reopen,
  type Reply,
  type ReplyToken,
  ranks,
  type ShownNotice,
  type StoredQuestion,
  silentReply,
} from './platform.ts';
export type { LessonReading } from './readings/lesson-reading.ts';
export { createReadings, type Looking, type Readings } from './readings/readings.ts';
export type { Remembered, RememberedAnswer } from './recall.ts';
export type { Edit } from './revise.ts';
export type { Seen } from './seen.ts';
export { readSettings } from './settings/community-settings.ts';
export { type Ground, subjectOf } from './settings/in-force.ts';
export { emojiKey, type Marks } from './settings/marks.ts';
export type { Shown, ShownMessage } from './shown.ts';
export { periods } from './stats/index.ts';
export { noteTopics } from './topics/note-topics.ts';
export type { Thumb } from './votes/cast-thumb.ts';
export type { Mark, Reaction, Standing } from './votes/react.ts';
export { flagSuspicions } from './votes/suspect.ts';
export type { Voter } from './votes/weight.ts';
export { createWhereabouts, type KnownCommunity, type Whereabouts } from './whereabouts.ts';
