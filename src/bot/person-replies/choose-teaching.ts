/** Whether a member lets Quorum learn from what they reply to others, as they say themselves. */
import type { Reader, Store } from '../../store/index.ts';
import { eraseReplies } from './erase-replies.ts';
import { knowMemberAs } from './keep-marks.ts';

export interface Teaching {
  /** Null while they said nothing. */
  isAgreed: boolean | null;
  /** How many of their replies are known. */
  known: number;
}

interface Who {
  communityId: string;
  memberHash: string;
}

export async function readTeaching(
  read: Pick<Reader, 'membership' | 'personReply' | 'entry'>,
  { communityId, memberHash }: Who,
): Promise<Teaching> {
  const own = { communityId, member: { hash: memberHash } };
  const membership = await read.membership.findFirst({ where: own, select: { teaches: true } });
  const replies = await read.personReply.findMany({
    where: { communityId, author: { hash: memberHash } },
    select: { id: true },
  });
  const made = { madeFromId: { in: replies.map(({ id }) => id) }, retiredAt: null };
  const teaches = membership?.teaches ?? 'unasked';
  return {
    isAgreed: teaches === 'unasked' ? null : teaches === 'granted',
    known: await read.entry.count({ where: made }),
  };
}

/** What waits is learned from now on, or all that was learned from them is deleted with what is kept of their replies. Returns how many of those there are. */
export function chooseTeaching(
  store: Store,
  { communityId, memberHash }: Who,
  isAgreed: boolean,
  now: Date,
): Promise<number> {
  return store.write(async (tx) => {
    const memberId = await knowMemberAs(tx, memberHash, now);
    const teaches = isAgreed ? ('granted' as const) : ('refused' as const);
    await tx.membership.upsert({
      where: { communityId_memberId: { communityId, memberId } },
      create: { communityId, memberId, teaches, createdAt: now },
      update: { teaches },
    });
    const own = { communityId, authorId: memberId };
    if (!isAgreed) return eraseReplies(tx, own);
    return (await tx.personReply.updateMany({ where: own, data: { isDue: true } })).count;
  });
}
