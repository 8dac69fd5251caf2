export {
  answerExists,
  findShown,
  insertAnswer,
  type NewAnswer,
  noteShown,
  replaceDraft,
  type ShownMessage,
} from './answers.ts';
export {
  findQuestionOf,
  type InsertedQuestion,
  insertQuestion,
  knowMember,
  type NewQuestion,
  type Pace,
  readLevel,
  readPace,
} from './asking.ts';
export {
  insertEntries,
  type LikenessRow,
  type NewEntry,
  newId,
  plainEntry,
  retireSuperseded,
} from './entries.ts';
export type * from './generated/client.ts';
export * from './generated/enums.ts';
export { answersBehind, answersTakenOut, findLearned, type LearnedPlace, type LearnedRow } from './learned.ts';
export { endLease, type Lease, renewLease, startDelivering } from './leases.ts';
export { type LessonVote, readVotedTexts, type VotedAnswerText } from './lesson-votes.ts';
export { claimMemberKey, createHashMember, type HashMember, readMemberKey } from './member-key.ts';
export { checkDatabase, migrate, migrationsFolder, pendingMigrations, readMigrations } from './migrate.ts';
export { type PassageRow, readPassages } from './passages.ts';
export { readPlace, readPlaceById, type StoredPlace, type StoredRoom } from './places.ts';
export type { QuestionRange, QuestionRow } from './question-rows.ts';
export {
  type JudgedRow,
  nextRelabel,
  noteRelabelled,
  putOffRelabel,
  type Relabel,
  readJudged,
} from './relabels.ts';
export { type RoutedVoteRow, readRoutedVotes } from './routed-votes.ts';
export type { Rows, TxRows } from './rows.ts';
export {
  dueAnswers,
  dueReplies,
  linkQuote,
  markAlike,
  markDue,
  markUndone,
  readVoices,
  readVotedAnswer,
  settleAnswer,
  type TakenBack,
  type Voiced,
  type VotedAnswer,
  type VotedEntry,
} from './standings.ts';
export { openStore, type Reader, type Store, type StoreOptions, type Tx } from './store.ts';
export { findBurst, findEchoes, findHasty, findLoud, findRings } from './suspicions.ts';
export {
  answersShown,
  askersOf,
  type CastVote,
  decisionsOn,
  deleteThumbs,
  deleteVotes,
  insertMembers,
  insertThumbs,
  membersOf,
  putVotes,
  readThumbs,
  readVotes,
} from './thumbs.ts';
export { readSharedQuestions, readTopics, type SharedQuestion, type TopicRow } from './topics.ts';
export { deleteVerdicts, putVerdicts, readVerdicts, type StoredVerdict } from './verdicts.ts';
export { readVotedRows, type VotedRow } from './voted-rows.ts';
export { readVoterCounts } from './voter-counts.ts';
export { type BlockAddress, insertWordBlocks, type SegmentRow, type WordIndexReader } from './word-index.ts';
