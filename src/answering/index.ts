export { type Answering, type AnswerWatcher, createAnswering } from './answer.ts';
export { type AttachedText, acceptAttached, attachedLimits, type IncomingFile } from './attached/accept-attached.ts';
export { acceptPictures, isPicture, pictureLimits } from './attached/accept-pictures.ts';
export { categoryWords, chooseRole, type Route, type Wish } from './choose.ts';
export type { Exchange } from './compose.ts';
export type { Level } from './level.ts';
export type { Label, MadeAnswer, Making, Manner } from './made-answer.ts';
export { type Role, type RoleBook, roles } from './roles.ts';
export type { Category } from './routing/category.ts';
export { type FoldedVotes, foldVotes, noVotes, type RoutedVote } from './routing/fold-votes.ts';
export { createLearner } from './routing/learner.ts';
export {
  keptTopic,
  likeliestTopic,
  noTopics,
  openBook,
  type Topic,
  type TopicBook,
  topicWords,
} from './routing/topics.ts';
export type { RoutingSettings } from './routing/weigh-roles.ts';
export { gistOf, isSameQuestion } from './same-question.ts';
export type { Subject } from './version.ts';
