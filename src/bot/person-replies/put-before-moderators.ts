import type { Tx } from '../../store/index.ts';
import type { Tally } from '../votes/standing.ts';
import type { StoredReply } from './read-reply.ts';

/**
 * A reply waits for moderators while its asker's ✅ stands, or since an import brought it, and nothing decides it. True where
 * it has begun to wait.
 */
export async function putBeforeModerators(
  tx: Tx,
  reply: StoredReply,
  { standing }: Pick<Tally, 'standing'>,
  now: Date,
): Promise<boolean> {
  const about = { replyId: reply.id, state: 'open' } as const;
  const isDecided = reply.ruling !== null || standing === 'approved' || standing === 'denied';
  const why = isDecided ? undefined : whyOf(reply);
  if (why === undefined) {
    await tx.reviewItem.deleteMany({ where: about });
    return false;
  }
  const { count } = await tx.reviewItem.updateMany({ where: about, data: { why } });
  if (count > 0) return false;
  const { communityId, communityWide, roomId, question, text, authorId } = reply;
  await tx.reviewItem.create({
    data: {
      ...{ ...about, communityId, kind: 'reply', roomId: communityWide ? null : roomId, authorId },
      ...{ question, text, why, createdAt: now },
    },
  });
  return true;
}

function whyOf({ marks, askerId, isImported }: StoredReply): string | undefined {
  const own = marks.filter(({ memberId }) => memberId === askerId);
  if (own.length === 1 && own[0]?.value === 1) return 'Whoever asked says that it is right.';
  return isImported ? 'It is marked as right in a post that is marked as solved.' : undefined;
}
