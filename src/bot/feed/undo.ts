import { z } from 'zod';

/** How a happening is taken back; stored beside it, and read again when a moderator says so. */
export const undos = z.union([
  /** An answer is ruled to stand so; null leaves it to the votes. */
  z.object({
    rule: z.string(),
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
  /** A lesson is what it was. */
  z.object({
    lesson: z.string(),
    to: z.object({ state: z.enum(['active', 'locked', 'dropped']).optional(), wording: z.string().optional() }),
  }),
]);

export type Undo = z.output<typeof undos>;
