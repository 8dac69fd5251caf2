import type { AskParts } from './ask.ts';
import { deliver } from './deliver.ts';
import { type Lease, settle, underLease } from './lease.ts';
import type { RecordedAnswer, Reply } from './platform.ts';
import { recallQuestion } from './recall.ts';
import type { ResumableQuestion } from './stored-question.ts';
import { hintOf } from './unsure.ts';

/** A question's answer as it is stored. */
export async function storedAnswer(
  { store }: Pick<AskParts, 'store'>,
  question: ResumableQuestion,
): Promise<RecordedAnswer | undefined> {
  const remembered = await recallQuestion(store.read, question.id);
  if (!remembered?.answer) return undefined;
  const { answer } = remembered;
  return { ...answer, questionId: question.id, ...(await hintOf(store.read, question, answer)) };
}

/** Shows an answer that is stored but perhaps not shown: it was a draft, or its instance died. False where it could not be. */
export async function showStored(
  parts: AskParts,
  question: ResumableQuestion,
  lease: Lease,
  reply: Reply | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await storedAnswer(parts, question);
  if (reply && answer) return underLease(parts, lease, signal, () => deliver(parts, lease, reply, answer));
  await parts.store.writeRows((rows) => settle(rows, lease, 'answered', 'not-shown'));
  return false;
}
