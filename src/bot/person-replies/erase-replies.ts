import type { Prisma, Tx } from '../../store/index.ts';
import { unsayOf } from '../feed/unsay.ts';

/**
 * Deletes what is kept of people's replies, with what was learned from them, also where a moderator edited it since. What else
 * answers the same questions is looked at again. Returns how many replies there were.
 */
export async function eraseReplies(tx: Tx, where: Prisma.PersonReplyWhereInput): Promise<number> {
  const replies = await tx.personReply.findMany({ where, select: { id: true, communityId: true, key: true } });
  if (replies.length === 0) return 0;
  const ids = replies.map(({ id }) => id);
  await unlearnReplies(tx, ids);
  await unsayOf(tx, ids);
  await tx.personReply.deleteMany({ where: { id: { in: ids } } });
  for (const { communityId, key } of replies)
    await tx.personReply.updateMany({ where: { communityId, key }, data: { isDue: true } });
  return replies.length;
}

/** Deletes what was learned from replies. */
export async function unlearnReplies(tx: Tx, replyIds: readonly string[]): Promise<void> {
  const entries = await withEdits(tx, { madeFromId: { in: [...replyIds] } });
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
