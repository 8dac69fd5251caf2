import type { Prisma } from '../store/index.ts';

/** No part of an import that is not done: those are known to nobody, whatever the question. */
export const brought = { OR: [{ importId: null }, { import: { state: 'done' } }] } satisfies Prisma.EntryWhereInput;

/** What may be found at all: not retired, not denied, and no part of an import that is not done. */
export const alive = { retiredAt: null, standing: { not: 'denied' }, ...brought } satisfies Prisma.EntryWhereInput;

/** What a community knows now. */
export function living(communityId: string) {
  return { communityId, ...alive } satisfies Prisma.EntryWhereInput;
}
