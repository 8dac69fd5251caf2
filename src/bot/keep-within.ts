import type { Tx } from '../store/index.ts';
import { keepRepliesWithin } from './person-replies/keep-replies-within.ts';
import { unlearn } from './votes/unlearn.ts';

/** What was asked, answered and learned in a room and its threads is told there alone from now on; nothing makes it public again. */
export async function keepWithin(tx: Tx, roomId: string): Promise<void> {
  const asked = { communityWide: true, room: { OR: [{ id: roomId }, { parentId: roomId }] } };
  const where = { revision: { question: asked }, entry: { madeFromId: { not: null }, audienceRoomId: null } };
  const ids = (await tx.answer.findMany({ where, select: { id: true } })).map(({ id }) => id);
  await tx.question.updateMany({ where: asked, data: { communityWide: false } });
  if (ids.length > 0) {
    await unlearn(tx, ids); // it is learned anew, for that room
    await tx.answer.updateMany({ where: { id: { in: ids } }, data: { entryId: null, isDue: true } });
  }
  await keepRepliesWithin(tx, roomId);
}
