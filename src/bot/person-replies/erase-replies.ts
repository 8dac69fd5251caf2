import type { Prisma, Tx } from '../../store/index.ts';
import { unsayOf } from '../feed/unsay.ts';
import { unlearn } from '../votes/unlearn.ts';

/**
 * Deletes what is kept of people's replies, with what was learned from them, also where a moderator edited it since. What else
 * answers the same questions is looked at again. Returns how many replies there were.
 */
export async function eraseReplies(tx: Tx, where: Prisma.PersonReplyWhereInput): Promise<number> {
  const replies = await tx.personReply.findMany({ where, select: { id: true, communityId: true, key: true } });
  if (replies.length === 0) return 0;
  const ids = replies.map(({ id }) => id);
  await unlearn(tx, ids);
  await unsayOf(tx, ids);
  await tx.personReply.deleteMany({ where: { id: { in: ids } } });
  for (const { communityId, key } of replies)
    await tx.personReply.updateMany({ where: { communityId, key }, data: { isDue: true } });
  return replies.length;
}
