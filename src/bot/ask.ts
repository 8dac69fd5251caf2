import type { Answering, MadeAnswer, Subject } from '../answering/index.ts';
import type { Clock } from '../clock.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import { type HashMember, readLevel, type Store } from '../store/index.ts';
import { type AdmittedQuestion, admit } from './admit.ts';
import { noteBorrowed } from './borrowed.ts';
import type { CatchingUp } from './catching-up.ts';
import { deliver, messageOf, tell } from './deliver.ts';
import { keepDraft } from './drafts.ts';
import type { EarningRules } from './earned-help.ts';
import type { Heard } from './heard.ts';
import { type Lease, LeaseLost, release, settle, underLease } from './lease.ts';
import type { Limits } from './limits.ts';
import {
  type Cancellation,
  type IncomingQuestion,
  type Outcome,
  type Platform,
  type Refusal,
  type Reply,
  silentReply,
} from './platform.ts';
import { conversationBefore } from './recall.ts';
import { record } from './record.ts';
import { keepReplyToken } from './reply-tokens.ts';
import { Cancelled, type Running } from './running.ts';
import { eraseText } from './stored-question.ts';
import { hintOf } from './unsure.ts';
import type { Weights } from './votes/weight.ts';

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
  running: Running;
  /** What a community is about, or one room of it; forbidden topics with it. */
  subjectOf: (communityId: string, roomId: string) => Promise<Subject>;
  /** When a room's drafts have earned that it helps by itself. */
  earning: EarningRules;
  /** What votes weigh. */
  weights: Weights;
  /** Something is to follow from votes. */
  votesChanged: () => void;
  heard: Heard;
  catchingUp: CatchingUp;
  /** The platform of that name, where this process serves it. */
  platformOf: (name: string) => Platform | undefined;
}

/** A question's whole way: admit, answer, record, deliver. */
export async function ask(
  parts: AskParts,
  incoming: IncomingQuestion,
  reply: Reply,
  signal: AbortSignal,
): Promise<Outcome> {
  const { clock, log } = parts;
  const isAsked = incoming.asked ?? true;
  let admission: Awaited<ReturnType<typeof admit>>;
  try {
    admission = await admit(parts, incoming, new Date(clock.now()));
  } catch (error) {
    log.error('A question could not be stored.', { reason: messageOf(error) });
    const refusal = notSaved(error);
    if (isAsked) await tell(reply.refused(refusal), log);
    return { state: 'refused', refusal };
  }
  await noteBorrowed(parts, incoming);
  if (admission.state === 'repeated') return admission;
  if (admission.state === 'refused') {
    if (isAsked) await tell(reply.refused(admission.refusal), log);
    return admission;
  }
  if (parts.heard.isGone(incoming.platform, incoming.messageId)) return leaveGone(parts, admission.lease, reply);
  reply.admitted(admission.question.id);
  const { text, attached, pictures, wish } = incoming;
  const came = { ...(attached && { attached }), ...(pictures && { pictures }), ...(wish && { wish }) };
  const question = { ...admission.question, text, ...came };
  const [outcome] = await Promise.all([
    answerQuestion(parts, question, admission.lease, reply, signal),
    keepReplyToken(parts, question.id, incoming.replyToken),
  ]);
  return outcome;
}

export type PendingQuestion = AdmittedQuestion & Pick<IncomingQuestion, 'text' | 'attached' | 'pictures' | 'wish'>;

/** Its message was deleted while it was being admitted. */
async function leaveGone({ store, log }: AskParts, lease: Lease, reply: Reply): Promise<Outcome> {
  await store.write(async (tx, rows) => {
    await settle(rows, lease, 'cancelled', 'withdrawn');
    await eraseText(tx, { id: lease.questionId });
  });
  await tell(reply.cancelled('withdrawn'), log);
  return { state: 'cancelled', why: 'withdrawn' };
}

/** Answers a question that is stored and leased: its first time, after an edit, or after the instance that had it died. */
export async function answerQuestion(
  parts: AskParts,
  question: PendingQuestion,
  lease: Lease,
  shownIn: Reply,
  signal: AbortSignal,
): Promise<Outcome> {
  const { store, clock, log, running } = parts;
  const begun = running.begin(question.id, signal);
  const ending = begun.signal;
  const isDraft = question.mode === 'draft';
  const reply = isDraft ? beforeReview(question, shownIn) : noticing(shownIn, begun.seen);
  try {
    return await underLease(parts, lease, ending, async (working): Promise<Outcome> => {
      const made = await makeAnswer(parts, question, reply, working);
      working.throwIfAborted();
      if (!question.asked && !isWorthSaying(made)) throw new Cancelled('needless');
      begun.seen();
      if (isDraft) {
        await keepDraft(parts, lease, question, made, reply);
        return { state: 'cancelled', why: 'drafted' };
      }
      const recorded = await record(store, lease, question, made, new Date(clock.now()));
      if (!recorded) throw new LeaseLost('Another instance took the question over.');
      const answer = { ...recorded, ...(await hintOf(store.read, question, recorded)) };
      await deliver(parts, lease, reply, answer);
      return { state: 'answered', answer };
    });
  } catch (error) {
    if (error instanceof LeaseLost || ending.reason instanceof LeaseLost) return { state: 'taken' };
    if (signal.reason instanceof ShuttingDown) {
      await store.write((tx) => release(tx, lease));
      return { state: 'taken' };
    }
    if (ending.aborted || error instanceof Cancelled) {
      const why: Cancellation = [error, ending.reason].find((reason) => reason instanceof Cancelled)?.why ?? 'stopped';
      await tell(reply.cancelled(why), log);
      await store.writeRows((rows) => settle(rows, lease, 'cancelled', why));
      return { state: 'cancelled', why };
    }
    log.error('A question could not be answered.', { question: question.id, reason: messageOf(error) });
    const refusal = cutOff(error);
    if (question.asked) await tell(reply.refused(refusal), log);
    await store.writeRows((rows) => settle(rows, lease, 'cutOff', refusal.code)).catch(() => {}); // the lease runs out by itself
    return { state: 'refused', refusal };
  } finally {
    begun.finished();
  }
}

/** The same reply, with a note of when its first words are shown. */
function noticing(reply: Reply, seen: () => void): Reply {
  return {
    ...reply,
    text(piece) {
      seen();
      reply.text(piece);
    },
  };
}

/** Where moderators see the answer first, whoever asked sees that it comes about, but nothing of it; and who did not, nothing. */
function beforeReview({ asked }: { asked: boolean }, reply: Reply): Reply {
  return asked ? { ...reply, prepared() {}, text() {}, restarted() {} } : silentReply;
}

async function makeAnswer(
  { store, answering, subjectOf }: AskParts,
  question: PendingQuestion,
  reply: Reply,
  signal: AbortSignal,
): Promise<MadeAnswer> {
  const { communityId, roomId, memberId, text, wish, attached, pictures, asked } = question;
  const [community, earlier, level] = await Promise.all([
    subjectOf(communityId, roomId),
    conversationBefore(store.read, question.followsId),
    readLevel(store.rows, { communityId, memberId }),
  ]);
  const request = {
    communityId,
    community,
    roomId,
    member: memberId,
    question: text,
    earlier,
    wish,
    attached,
    pictures,
    level,
  };
  return answering.answer({ ...request, onlyIfKnown: !asked }, reply, signal);
}

/** Whoever was not asked says only what the community knows. */
function isWorthSaying({ manner, label }: MadeAnswer): boolean {
  return (manner === 'quoted' || manner === 'generated') && label !== null && label !== 'withoutSources';
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
