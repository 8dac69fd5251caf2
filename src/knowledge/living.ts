import type { Prisma } from '../store/index.ts';

/** No part of an import that is not done: those are known to nobody, whatever the question. */
export const brought = { OR: [{ importId: null }, { import: { state: 'done' } }] } satisfies Prisma.EntryWhereInput;

/** What a community knows now: not retired, not denied, and no part of an import that is not done. */
export function living(communityId: string) {
  return { communityId, retiredAt: null, standing: { not: 'denied' }, ...brought } satisfies Prisma.EntryWhereInput;
}
