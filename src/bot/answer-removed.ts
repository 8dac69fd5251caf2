import { markDue, putVerdicts, putVotes } from '../store/index.ts';
import type { AskParts } from './ask.ts';
import { end } from './end.ts';
import type { ShownMessage } from './shown.ts';

/**
 * A message of ours was deleted, and not by us: only moderators can. That denies the answer, once, whichever of its parts
 * went first. Returns its other parts, for the platform to take away; while the answer was still in the making, it is stopped.
 */
export async function answerRemoved(
  parts: AskParts,
  { platform, messageId }: { platform: string; messageId: string },
): Promise<ShownMessage[]> {
  const { store, hashMember, clock } = parts;
  const where = { platform_messageId: { platform, messageId } };
  const shown = await store.read.shownMessage.findUnique({ where });
  if (!shown) return [];
  const { answerId, questionId } = shown;
  await end(parts, questionId, 'stopped'); // it may be in the making still, or once more
  if (answerId === null) {
    await store.write((tx) => tx.shownMessage.deleteMany({ where: { platform, messageId } }));
    return [];
  }
  const now = new Date(clock.now());
  const removed = await store.write(async (tx, rows) => {
    await tx.shownMessage.deleteMany({ where: { platform, messageId } });
    const others = await tx.shownMessage.findMany({ where: { questionId }, orderBy: { part: 'asc' } });
    const { community, room, communityWide } = await tx.question.findUniqueOrThrow({
      where: { id: questionId },
      include: { community: true, room: true },
    });
    // Who it was is not told: one pseudo-member stands for all of a community's moderators.
    const hash = hashMember(platform, `moderation of ${community.id}`);
    const member = await tx.member.upsert({ where: { hash }, create: { hash, createdAt: now }, update: {} });
    const vote = { answerId, memberId: member.id };
    if (await tx.vote.findUnique({ where: { answerId_memberId: vote } })) return others;
    await putVotes(rows, [{ ...vote, value: -1, weight: parts.weights.moderatorWeight }], now);
    await putVerdicts(rows, [{ ...vote, value: -1 }], now);
    await markDue(rows, [answerId]);
    await tx.feedItem.create({
      data: {
        communityId: community.id,
        kind: 'answer.removed',
        actor: null,
        what: `A moderator deleted an answer in ${room.name}, which denies it.`,
        roomId: communityWide ? null : room.id,
        createdAt: now,
      },
    });
    return others;
  });
  parts.votesChanged();
  return removed;
}
