import type { MadeAnswer } from '../answering/index.ts';
import type { Store } from '../store/index.ts';
import type { AdmittedQuestion } from './admit.ts';
import { beginDelivery, type Lease } from './lease.ts';
import type { RecordedAnswer } from './platform.ts';

/**
 * Stores an answer with everything that made it, if the lease still holds, which it goes on under; undefined when another
 * instance has the question now. With `draftUntil`, moderators may decide on it until then, and nothing is shown before.
 */
export function record(
  store: Store,
  lease: Lease,
  question: AdmittedQuestion,
  answer: MadeAnswer,
  now: Date,
  draftUntil?: Date,
): Promise<RecordedAnswer | undefined> {
  return store.write(async (tx) => {
    if (!(await beginDelivery(tx, lease))) return undefined;
    await tx.draft.deleteMany({ where: { questionId: question.id } }); // of an older revision
    if (draftUntil) await tx.draft.create({ data: { questionId: question.id, expiresAt: draftUntil, createdAt: now } });
    const { manner, label, text, confidence, sources, route, writer, unverified, making } = answer;
    const { id } = await tx.answer.create({
      data: {
        revisionId: question.revisionId,
        manner,
        label,
        text,
        confidence,
        role: writer?.role ?? null,
        version: writer?.version ?? null,
        model: writer?.model ?? null,
        host: writer?.host ?? null,
        ...(route && { route: toJson(route) }),
        making: toJson({ unverified, ...making }),
        createdAt: now,
        sources: { create: sources.map(({ entryId, score }, index) => ({ number: index + 1, entryId, score })) },
      },
      select: { id: true },
    });
    return { ...answer, id, questionId: question.id };
  });
}

/** What JSON keeps of a value: no undefined, no functions. */
function toJson(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}
