import type { Tx } from '../../store/index.ts';
import { unlearn } from '../votes/unlearn.ts';

/** What was written in a room that has become private, and in its threads, is told there alone from now on. */
export async function keepRepliesWithin(tx: Tx, roomId: string): Promise<void> {
  const where = { communityWide: true, room: { OR: [{ id: roomId }, { parentId: roomId }] } };
  const replies = await tx.personReply.findMany({ where, select: { id: true } });
  if (replies.length === 0) return;
  const ids = replies.map(({ id }) => id);
  await unlearn(tx, ids); // it is learned anew, for that room
  for (const id of ids) {
    const { roomId: own } = await tx.personReply.update({ where: { id }, data: { communityWide: false, isDue: true } });
    await tx.reviewItem.updateMany({ where: { replyId: id }, data: { roomId: own } });
  }
}
