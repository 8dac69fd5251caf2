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
export { claimMemberKey, createHashMember, type HashMember, readMemberKey } from './member-key.ts';
export { checkDatabase, migrate, migrationsFolder, pendingMigrations, readMigrations } from './migrate.ts';
export type { QuestionRange, QuestionRow } from './question-rows.ts';
export { openStore, type Reader, type Store, type StoreOptions, type Tx } from './store.ts';
export { type BlockAddress, insertWordBlocks, type SegmentRow, type WordIndexReader } from './word-index.ts';
