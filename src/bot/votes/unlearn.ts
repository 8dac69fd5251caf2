import type { Prisma, Tx } from '../../store/index.ts';

/** Deletes what was learned from these answers or people's replies. What else answers the same questions is looked at again. */
export async function unlearn(tx: Tx, ids: readonly string[]): Promise<void> {
  const entries = await withEdits(tx, { madeFromId: { in: [...ids] } });
  const places = await tx.entry.findMany({
    where: { id: { in: entries }, madeFromId: { not: null } },
    select: { sourceId: true, key: true, audienceRoomId: true },
  });
  // The next best may take its place.
  for (const entry of places) await tx.answer.updateMany({ where: { entry }, data: { isDue: true } });
  await tx.entry.deleteMany({ where: { id: { in: entries } } });
}

/** What moderators made of an entry is still in its author's words. */
async function withEdits(tx: Tx, where: Prisma.EntryWhereInput): Promise<string[]> {
  const found = (await tx.entry.findMany({ where, select: { id: true } })).map(({ id }) => id);
  if (found.length === 0) return [];
  const edits = { supersedesId: { in: found }, madeFromId: null, credit: { not: null } };
  return [...found, ...(await withEdits(tx, edits))];
}
