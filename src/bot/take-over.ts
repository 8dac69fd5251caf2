import { type AskParts, answerQuestion, type PendingQuestion } from './ask.ts';
import { takeLease } from './lease.ts';
import type { Reply } from './platform.ts';

/** Where a question's reply can still be shown after the instance that was asked has died; undefined where it cannot. */
export type Reopen = (question: PendingQuestion & { platform: string; askedAt: Date }) => Reply | undefined;

/** A question older than this is not answered late, but said to have been cut off. */
const freshForMs = 10 * 60_000;

/**
 * Finds the questions that a dead instance left behind and sees to each once: answered now if it is still fresh and
 * there is somewhere to show it, marked as cut off if not. Returns how many were seen to.
 */
export async function takeOver(parts: AskParts, reopen: Reopen, signal: AbortSignal): Promise<number> {
  const { store, clock, log, leaseMs } = parts;
  const now = new Date(clock.now());
  const abandoned = await store.read.question.findMany({
    where: {
      OR: [
        { state: 'answering', leaseUntil: { lt: now } },
        { state: 'waiting' }, // handed back by an instance that was stopped
      ],
    },
    orderBy: { createdAt: 'asc' },
    include: { revisions: { orderBy: { number: 'desc' }, take: 1 } },
  });
  const taken = await Promise.all(
    abandoned.map(async ({ revisions, createdAt, ...row }) => {
      const [revision] = revisions;
      if (!revision) return false;
      const question = { ...row, revisionId: revision.id, text: revision.text, askedAt: createdAt };
      const reply = now.getTime() - createdAt.getTime() < freshForMs ? reopen(question) : undefined;
      if (reply) {
        const lease = await takeLease(store, row.id, { instance: parts.instance, now, leaseMs });
        if (!lease) return false; // another instance was quicker
        const outcome = await answerQuestion(parts, question, lease, reply, signal);
        return outcome.state !== 'taken';
      }
      const { count } = await store.write((tx) =>
        tx.question.updateMany({
          where: { id: row.id, fence: row.fence, state: row.state },
          data: {
            state: 'cutOff',
            stateReason: 'instance-died',
            leaseOwner: null,
            leaseUntil: null,
            fence: { increment: 1 },
          },
        }),
      );
      return count === 1;
    }),
  );
  const count = taken.filter(Boolean).length;
  if (count > 0) log.info('Questions that were left behind have been seen to.', { count });
  return count;
}
