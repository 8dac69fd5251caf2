import type { MadeAnswer } from '../answering/index.ts';
import type { Store } from '../store/index.ts';
import type { AdmittedQuestion } from './admit.ts';
import { type Lease, settle } from './lease.ts';
import type { RecordedAnswer } from './platform.ts';

/** Stores an answer with everything that made it, if the lease still holds; undefined when another instance has the question now. */
export function record(
  store: Store,
  lease: Lease,
  question: AdmittedQuestion,
  answer: MadeAnswer,
  now: Date,
): Promise<RecordedAnswer | undefined> {
  return store.write(async (tx) => {
    if (!(await settle(tx, lease, 'answered'))) return undefined;
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
