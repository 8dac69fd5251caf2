import { type AskParts, answerQuestion } from './ask.ts';
import { messageOf, tell } from './deliver.ts';
import { tellDraftsOver } from './draft-over.ts';
import { announceDraft, expireDrafts } from './drafts.ts';
import { type Lease, release, settle, takeLease, underLease, underWay } from './lease.ts';
import { isNeedless } from './needless.ts';
import type { Reply } from './platform.ts';
import { forgetReplyTokens } from './reply-tokens.ts';
import { showStored, storedAnswer } from './show-again.ts';
import { type ResumableQuestion, resumable, toResumable } from './stored-question.ts';

/** A question older than this is not answered late, but said to have been cut off. */
export const freshForMs = 15 * 60_000;

/**
 * Finds the questions that a dead instance left behind and sees to each once: what was already answered is shown, what is
 * still fresh is answered now, and of the rest it is said that they were cut off. Drafts whose time is over are given up, and what became of others is told.
 * Returns how many questions were seen to.
 */
export async function takeOver(parts: AskParts, signal: AbortSignal): Promise<number> {
  const { store, clock, log } = parts;
  await forgetReplyTokens(parts);
  await tellDraftsOver(parts);
  await expireDrafts(parts);
  const now = new Date(clock.now());
  const rows = await store.read.question.findMany({
    where: {
      OR: [
        { state: { in: [...underWay] }, OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] },
        { state: 'waiting' }, // handed back by an instance that was stopped
      ],
    },
    orderBy: { createdAt: 'asc' },
    include: resumable,
  });
  const taken = await Promise.all(rows.map((row) => resume(parts, toResumable(row), signal)));
  const count = taken.filter(Boolean).length;
  if (count > 0) log.info('Questions that were left behind have been seen to.', { count });
  return count;
}

async function resume(parts: AskParts, question: ResumableQuestion, signal: AbortSignal): Promise<boolean> {
  const { store, clock, log, leaseMs, instance, catchingUp, running } = parts;
  if (running.has(question.id)) return false; // its lease is renewed late, but it is being worked on here
  const isFresh = () => clock.now() - question.askedAt.getTime() < freshForMs;
  const platform = parts.platformOf(question.platform);
  if (!platform && isFresh()) return false; // another process may serve it
  const isUnasked = !question.asked && question.answerId === null;
  if (isUnasked) await catchingUp.done(question.community, signal).catch(() => {}); // a person may have answered meanwhile
  if (signal.aborted) return false;
  const lease = await takeLease(store, question.id, { instance, now: new Date(clock.now()), leaseMs });
  if (!lease) return false; // another instance was quicker
  if (isUnasked && isNeedless(parts, question))
    return store.writeRows((rows) => settle(rows, lease, 'cancelled', 'needless'));
  let reply: Reply | undefined;
  try {
    reply = await platform?.reopen(question);
  } catch (error) {
    log.debug('A reply cannot be shown just now.', { question: question.id, reason: messageOf(error) });
    await store.write((tx) => release(tx, lease));
    return false;
  }
  if (question.answerId !== null) return finish(parts, question, lease, reply, signal);
  if (reply && isFresh()) {
    const outcome = await answerQuestion(parts, question, lease, reply, signal);
    return outcome.state !== 'taken';
  }
  if (question.asked && reply) await tell(reply.refused(instanceDied), log);
  return store.writeRows((rows) => settle(rows, lease, 'cutOff', instanceDied.code));
}

const instanceDied = {
  code: 'instance-died' as const,
  sentence: 'I was stopped while I was answering, and it is too late to go on. Please ask again.',
};

/** The answer was stored, but perhaps not shown: to everyone, or as a draft to moderators. */
async function finish(
  parts: AskParts,
  question: ResumableQuestion,
  lease: Lease,
  reply: Reply | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const work = parts.running.begin(question.id, signal);
  try {
    const draft = await parts.store.read.draft.findUnique({ where: { questionId: question.id } });
    const answer = draft?.state === 'open' ? await storedAnswer(parts, question) : undefined;
    if (answer) await underLease(parts, lease, work.signal, () => announceDraft(parts, lease, reply, answer));
    else await showStored(parts, question, lease, reply, work.signal);
    return true;
  } finally {
    work.finished();
  }
}
