export { type Answering, type AnswerWatcher, createAnswering } from './answer.ts';
export { type AttachedText, acceptAttached, attachedLimits, type IncomingFile } from './attached/accept-attached.ts';
export { acceptPictures, isPicture, pictureLimits } from './attached/accept-pictures.ts';
export type { Route, Wish } from './choose.ts';
export type { Exchange } from './compose.ts';
export type { Level } from './level.ts';
export type { Label, MadeAnswer, Making, Manner } from './made-answer.ts';
export { type Role, type RoleBook, roles } from './roles.ts';
export type { Subject } from './version.ts';
