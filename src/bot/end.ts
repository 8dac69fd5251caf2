import type { AskParts } from './ask.ts';
import { tell } from './deliver.ts';
import { endDraft, tellDraftOver } from './draft-over.ts';
import type { Cancellation } from './platform.ts';
import { resumable, toResumable } from './stored-question.ts';

/** Not answered yet, or not shown. */
export const unfinished = ['waiting', 'answering', 'drafted'] as const;

/** Ends the work on a question, here or in whichever instance has it. */
export async function end(parts: AskParts, questionId: string, why: Cancellation): Promise<void> {
  const { store, running, clock } = parts;
  await running.cancel(questionId, why); // if this process works on it, it says so itself
  const ended = await store.write(async (tx) => {
    const { count } = await tx.question.updateMany({
      where: { id: questionId, state: { in: [...unfinished] } },
      data: { state: 'cancelled', stateReason: why, leaseOwner: null, leaseUntil: null, fence: { increment: 1 } },
    });
    if (count === 0) return undefined;
    if (await endDraft(tx, questionId, new Date(clock.now()))) return 'draft';
    return tx.question.findUnique({ where: { id: questionId }, include: resumable });
  });
  if (!ended) return;
  if (ended === 'draft') return tellDraftOver(parts, questionId);
  const reply = await parts.platformOf(ended.platform)?.reopen(toResumable(ended));
  if (reply) await tell(reply.cancelled(why), parts.log);
}
