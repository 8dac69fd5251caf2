import type { Prisma, Reader } from '../store/index.ts';
import { type Remembered, recallQuestion } from './recall.ts';

/** Who looks, and where. */
export interface Looker {
  communityId: string;
  roomId: string;
  memberHash: string;
}

/**
 * A question with what made its answer, as far as whoever looks may be told of it here: what the community may be told, what
 * was asked in this very room, and what they asked themselves. By either's id; without one, the latest of their own that
 * was answered, here or else anywhere in the community.
 */
export async function recallFor(
  read: Reader,
  id: string | undefined,
  { communityId, roomId, memberHash }: Looker,
): Promise<Remembered | undefined> {
  const own = { communityId, member: { hash: memberHash } };
  const latest = async (where: Prisma.QuestionWhereInput) =>
    read.question.findFirst({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], select: { id: true } });
  const found =
    id === undefined
      ? ((await latest({ ...own, roomId, state: 'answered' })) ?? (await latest({ ...own, state: 'answered' })))
      : await latest({
          communityId,
          AND: [
            { OR: [{ id }, { revisions: { some: { answer: { id } } } }] },
            { OR: [{ communityWide: true }, { roomId }, own] },
          ],
        });
  return found ? recallQuestion(read, found.id) : undefined;
}
