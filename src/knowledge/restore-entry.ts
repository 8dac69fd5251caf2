/** How what was done to entries is taken back, each in its caller's transaction. False where it is not as it was any more. */
import type { Entry, Tx } from '../store/index.ts';
import { indexEntries } from './word-index/index-entries.ts';

interface Named {
  communityId: string;
  id: string;
}

/** Takes out an entry that is known. */
export async function takeOutEntry(tx: Tx, { communityId, id }: Named, at: Date): Promise<boolean> {
  const { count } = await tx.entry.updateMany({
    where: { id, communityId, retiredAt: null },
    data: { retiredAt: at, retiredReason: 'retired', reviewSince: null, reviewReason: null },
  });
  return count > 0;
}

/** Makes an entry known again that somebody took out. */
export async function bringBackEntry(tx: Tx, { communityId, id }: Named, at: Date): Promise<boolean> {
  const entry = await tx.entry.findFirst({ where: { id, communityId, retiredReason: 'retired', supersededBy: null } });
  if (!entry) return false;
  await comeBack(tx, entry, entry.supersedesId, at);
  return true;
}

/** Puts an entry back in the place of the one that superseded it; and that one again in its place, the other way round. */
export async function swapEntries(
  tx: Tx,
  { communityId, out, back }: { communityId: string; out: string; back: string },
  at: Date,
): Promise<boolean> {
  const known = await tx.entry.findFirst({ where: { id: out, communityId, retiredAt: null } });
  const other = await tx.entry.findFirst({ where: { id: back, communityId, retiredReason: 'superseded' } });
  if (!known || !other) return false;
  const isUndone = known.supersedesId === back;
  const next = await tx.entry.findFirst({ where: { supersedesId: back }, select: { id: true } });
  if (next && next.id !== out) return false; // something else stands in its place by now
  await tx.entry.update({
    where: { id: out },
    data: { retiredAt: at, retiredReason: 'superseded', ...(isUndone && { supersedesId: null }) },
  });
  await comeBack(tx, other, isUndone ? other.supersedesId : out, at);
  return true;
}

async function comeBack(tx: Tx, entry: Entry, supersedesId: string | null, at: Date): Promise<void> {
  await tx.entry.update({ where: { id: entry.id }, data: { retiredAt: null, retiredReason: null, supersedesId } });
  await tx.answer.updateMany({ where: { entryId: entry.id }, data: { isDue: true } }); // what votes say of it holds again
  // its words may have left the index while it was gone; what stands there twice is found once
  await indexEntries(tx, { communityId: entry.communityId, now: at }, [entry]);
}
