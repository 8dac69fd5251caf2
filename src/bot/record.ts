import type { MadeAnswer } from '../answering/index.ts';
import { insertAnswer, replaceDraft, type Store, startDelivering } from '../store/index.ts';
import type { AdmittedQuestion } from './admit.ts';
import type { Lease } from './lease.ts';
import type { RecordedAnswer } from './platform.ts';

/**
 * Stores an answer with everything that made it, if the lease still holds, which it goes on under; undefined when another
 * instance has the question now. With `draftUntil`, moderators may decide on it until then, and nothing is shown before.
 */
export function record(
  store: Store,
  lease: Lease,
  { id: questionId, revisionId }: AdmittedQuestion,
  answer: MadeAnswer,
  now: Date,
  draftUntil?: Date,
): Promise<RecordedAnswer | undefined> {
  return store.writeRows(async (rows) => {
    if (!(await startDelivering(rows, lease))) return undefined;
    await replaceDraft(rows, questionId, draftUntil && { expiresAt: draftUntil, createdAt: now });
    const { unverified, making, ...made } = answer;
    const id = await insertAnswer(rows, {
      ...made,
      revisionId,
      making: { unverified, ...making },
      createdAt: now,
    });
    return { ...answer, id, questionId };
  });
}
