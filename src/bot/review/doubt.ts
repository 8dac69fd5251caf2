/** What votes put before moderators, and take away again once members agree. */
import type { ReviewKind, Tx, VotedAnswer } from '../../store/index.ts';

/** Puts an answer or its entry before moderators, once. */
export async function doubt(
  { tx, now }: { tx: Tx; now: Date },
  { id: answerId, entry, question, text, communityId, communityWide, roomId }: VotedAnswer,
  kind: Extract<ReviewKind, 'contested' | 'denied'>,
  why: string,
): Promise<void> {
  const about = entry ? { entryId: entry.id } : { answerId };
  const known = await tx.reviewItem.findFirst({ where: { ...about, state: 'open', kind: { in: [...kinds] } } });
  if (known) {
    await tx.reviewItem.update({ where: { id: known.id }, data: { kind, why } });
    return;
  }
  await tx.reviewItem.create({
    data: {
      ...{ communityId, kind, answerId, entryId: entry?.id ?? null, roomId: communityWide ? null : roomId },
      ...{ question, text, why, createdAt: now },
    },
  });
}

/** Members agree: there is nothing left to decide. */
export async function closeDoubt(tx: Tx, about: { answerId: string } | { entryId: string }): Promise<void> {
  await tx.reviewItem.deleteMany({ where: { ...about, state: 'open', kind: { in: [...kinds] } } });
}

const kinds = ['contested', 'denied'] as const;
