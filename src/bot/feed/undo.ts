import { z } from 'zod';
import { ReviewState, RoomMode } from '../../store/index.ts';

/** How a happening is taken back; stored beside it, and read again when a moderator says so. */
const step = z.union([
  /** An answer is ruled to stand so; null leaves it to the votes. */
  z.object({
    rule: z.string(),
    as: z.enum(['approved', 'denied', 'open']).nullable(),
    before: z.enum(['approved', 'denied', 'open']).nullable(),
  }),
  /** The same of a person's reply. */
  z.object({
    ruleReply: z.string(),
    as: z.enum(['approved', 'denied', 'open']).nullable(),
    before: z.enum(['approved', 'denied', 'open']).nullable(),
  }),
  /** Votes that were taken back count again. */
  z.object({ giveBack: z.string() }),
  /** Votes are taken back: a member's, or everybody's of that time. */
  z.object({
    takeBack: z.object({
      memberId: z.string().nullable(),
      from: z.iso.datetime(),
      until: z.iso.datetime(),
      lighterThan: z.number().nullable(),
    }),
  }),
  /** An entry that was added is taken out. */
  z.object({ takeOut: z.string() }),
  /** An entry that was taken out is known again. */
  z.object({ bringBack: z.string() }),
  /** What superseded an entry gives its place back. */
  z.object({ swap: z.object({ out: z.string(), back: z.string() }) }),
  /** What moderators decided waits for them again, or is decided. */
  z.object({
    reviewed: z.object({ item: z.string(), state: z.enum(ReviewState), by: z.string().nullable() }),
  }),
  /** An entry is doubted again, or, without a time, no more. */
  z.object({ doubt: z.object({ entry: z.string(), since: z.iso.datetime().nullable(), why: z.string().nullable() }) }),
  /** A room has the mode that it had; null is its parent's. */
  z.object({ mode: z.object({ room: z.string(), to: z.enum(RoomMode).nullable() }) }),
  /** A lesson is what it was. */
  z.object({
    lesson: z.string(),
    to: z.object({ state: z.enum(['active', 'locked', 'dropped']).optional(), wording: z.string().optional() }),
  }),
]);

/** One thing after another, or nothing at all where one of them cannot be done any more. */
export const undos = z.union([step, z.object({ steps: z.array(step).min(1) })]);

export type UndoStep = z.output<typeof step>;
export type Undo = z.output<typeof undos>;
