import type { Answering, Subject } from '../answering/index.ts';
import type { Clock } from '../clock.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { HashMember, Store } from '../store/index.ts';
import { type AdmittedQuestion, admit } from './admit.ts';
import { type Lease, LeaseLost, release, settle, underLease } from './lease.ts';
import type { Limits } from './limits.ts';
import type { IncomingQuestion, Outcome, RecordedAnswer, Refusal, Reply } from './platform.ts';
import { conversationBefore } from './recall.ts';
import { record } from './record.ts';

/** The reason for ending work that the next start goes on with. */
export class ShuttingDown extends Error {
  override readonly name = 'ShuttingDown';
}

export interface AskParts {
  store: Store;
  answering: Pick<Answering, 'answer'>;
  hashMember: HashMember;
  limits: Limits;
  clock: Clock;
  log: Log;
  /** This process, among those that share the store. */
  instance: string;
  leaseMs: number;
  /** What a community is about; forbidden topics with it. */
  subjectOf: (communityId: string) => Promise<Subject>;
}

/** A question's whole way: admit, answer, record, deliver. */
export async function ask(
  parts: AskParts,
  incoming: IncomingQuestion,
  reply: Reply,
  signal: AbortSignal,
): Promise<Outcome> {
  const { clock, log } = parts;
  let admission: Awaited<ReturnType<typeof admit>>;
  try {
    admission = await admit(parts, incoming, new Date(clock.now()));
  } catch (error) {
    log.error('A question could not be stored.', { reason: messageOf(error) });
    return refuse(reply, notSaved(error));
  }
  if (admission.state === 'repeated') return admission;
  if (admission.state === 'refused') return refuse(reply, admission.refusal);
  reply.admitted(admission.question.id);
  const question = { ...admission.question, text: incoming.text, wish: incoming.wish };
  return answerQuestion(parts, question, admission.lease, reply, signal);
}

export type PendingQuestion = AdmittedQuestion & { text: string; wish?: IncomingQuestion['wish'] };

/** Answers a question that is stored and leased: its first time, or after the instance that had it died. */
export async function answerQuestion(
  parts: AskParts,
  question: PendingQuestion,
  lease: Lease,
  reply: Reply,
  signal: AbortSignal,
): Promise<Outcome> {
  const { store, answering, clock, log } = parts;
  try {
    const answer = await underLease(parts, lease, signal, async (working) => {
      const { communityId, roomId, memberId, text, wish } = question;
      const [community, earlier] = await Promise.all([
        parts.subjectOf(communityId),
        conversationBefore(store.read, question.followsId),
      ]);
      const request = { communityId, community, roomId, member: memberId, question: text, earlier, wish };
      const made = await answering.answer(request, reply, working);
      working.throwIfAborted();
      return record(store, lease, question, made, new Date(clock.now()));
    });
    if (!answer) return { state: 'taken' };
    await deliver(reply, answer, log);
    return { state: 'answered', answer };
  } catch (error) {
    if (error instanceof LeaseLost) return { state: 'taken' };
    if (signal.reason instanceof ShuttingDown) {
      await store.write((tx) => release(tx, lease));
      return { state: 'taken' };
    }
    if (signal.aborted) {
      await store.write((tx) => settle(tx, lease, 'cancelled'));
      return { state: 'cancelled' };
    }
    log.error('A question could not be answered.', { question: question.id, reason: messageOf(error) });
    const refusal = cutOff(error);
    await store.write((tx) => settle(tx, lease, 'cutOff', refusal.code)).catch(() => {}); // the lease runs out by itself
    return refuse(reply, refusal);
  }
}

/** An answer that is recorded stands, whatever its platform makes of it. */
async function deliver(reply: Reply, answer: RecordedAnswer, log: Log): Promise<void> {
  await reply.answered(answer).catch((error: unknown) => {
    log.error('An answer could not be delivered.', { answer: answer.id, reason: messageOf(error) });
  });
}

async function refuse(reply: Reply, refusal: Refusal): Promise<Outcome> {
  await reply.refused(refusal);
  return { state: 'refused', refusal };
}

function notSaved(error: unknown): Refusal {
  const told = error instanceof Failure ? error.memberText : undefined;
  return {
    code: 'not-saved',
    sentence: told ?? 'I could not save your question, so I left it. Please ask again in a little while.',
  };
}

function cutOff(error: unknown): Refusal {
  const told = error instanceof Failure ? error.memberText : undefined;
  return { code: 'cut-off', sentence: told ?? 'Something broke while I was answering. Please ask again.' };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
