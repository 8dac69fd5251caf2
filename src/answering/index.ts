export {
  type Answering,
  type AnswerWatcher,
  createAnswering,
  type Label,
  type MadeAnswer,
  type Making,
  type Manner,
} from './answer.ts';
export type { Route, Wish } from './choose.ts';
export type { Exchange } from './compose.ts';
export { type Role, type RoleBook, roles } from './roles.ts';
export type { Subject } from './version.ts';
