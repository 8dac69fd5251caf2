import type { Tx } from '../store/index.ts';
import { keepRepliesWithin } from './person-replies/keep-replies-within.ts';

/** What was asked, answered and learned in a room and its threads is told there alone from now on; nothing makes it public again. */
export async function keepWithin(tx: Tx, roomId: string): Promise<void> {
  const asked = { communityWide: true, room: { OR: [{ id: roomId }, { parentId: roomId }] } };
  const where = { revision: { question: asked }, entry: { madeFromId: { not: null }, audienceRoomId: null } };
  const answers = await tx.answer.findMany({ where, select: { id: true, entryId: true } });
  await tx.question.updateMany({ where: asked, data: { communityWide: false } });
  await learnAnew(tx, answers);
  await keepRepliesWithin(tx, roomId);
}

/** What was made of them goes, and is learned for their room; others that answer the same question may take its place. */
async function learnAnew(tx: Tx, answers: readonly { id: string; entryId: string | null }[]): Promise<void> {
  if (answers.length === 0) return;
  const ids = answers.map(({ id }) => id);
  const made = { madeFromId: { in: ids } };
  await tx.answer.updateMany({ where: { OR: [{ id: { in: ids } }, { entry: made }] }, data: { isDue: true } });
  await tx.answer.updateMany({ where: { id: { in: ids } }, data: { entryId: null } });
  await tx.entry.deleteMany({ where: made });
}
