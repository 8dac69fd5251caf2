import { type AskParts, ask, ShuttingDown } from './ask.ts';
import type { IncomingQuestion, Outcome, Reply } from './platform.ts';
import { type Remembered, recallQuestion, recentQuestions } from './recall.ts';
import { type Reopen, takeOver } from './take-over.ts';
import { type Thumb, vote } from './vote.ts';

/** What adapters ask of Quorum. */
export interface Bot {
  ask(question: IncomingQuestion, reply: Reply, signal: AbortSignal): Promise<Outcome>;
  vote(thumb: Thumb): Promise<void>;
  /** A member's latest questions on a platform, oldest first, as they see them. */
  recent(who: { platform: string; memberId: string; limit: number }): Promise<Remembered[]>;
  /** A question with everything that made its answer: by either's id, or the latest answered. */
  recall(id?: string): Promise<Remembered | undefined>;
  /** Sees to the questions that an instance left behind when it died; see take-over.ts. */
  takeOver(reopen: Reopen): Promise<number>;
  /** Ends the work under way; what is not answered yet is left for the next start. */
  close(): Promise<void>;
}

export function createBot(parts: AskParts): Bot {
  const { store, hashMember, clock } = parts;
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  function track<T>(work: Promise<T>): Promise<T> {
    const settled = work.catch(() => {}).finally(() => underWay.delete(settled));
    underWay.add(settled);
    return work;
  }

  return {
    ask: (question, reply, signal) => track(ask(parts, question, reply, AbortSignal.any([signal, closing.signal]))),
    vote: (thumb) => track(vote({ store, hashMember, now: () => new Date(clock.now()) }, thumb)),
    recent: (who) => recentQuestions(store.read, hashMember, who),
    recall: (id) => recallQuestion(store.read, id),
    takeOver: (reopen) => track(takeOver(parts, reopen, closing.signal)),
    async close() {
      closing.abort(new ShuttingDown('Quorum is stopping.'));
      await Promise.all(underWay);
    },
  };
}
