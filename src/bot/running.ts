import type { Cancellation } from './platform.ts';

/** Why the work on a question ends before there is an answer. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  readonly why: Cancellation;

  constructor(why: Cancellation) {
    super(`The question was cancelled: ${why}.`);
    this.why = why;
  }
}

/** The questions that this process works on, and a way to end each. */
export interface Running {
  /** `signal` is aborted when the work is ended from elsewhere, or by the one that is passed in. */
  begin(questionId: string, signal: AbortSignal): Work;
  has(questionId: string): boolean;
  /** Ends the work, and resolves once it has ended; false where this process does not work on it. */
  cancel(questionId: string, why: Cancellation): Promise<boolean>;
  /** Ends the work if nobody has seen anything of it. */
  cancelUnseen(questionId: string, why: Cancellation): void;
  /** Ends the work because it is another's now: nothing is said. Resolves once it has ended. */
  giveUp(questionId: string, reason: Error): Promise<void>;
}

export interface Work {
  signal: AbortSignal;
  /** Somebody has seen something of the answer. */
  seen(): void;
  finished(): void;
}

export function createRunning(): Running {
  const works = new Map<string, { stop: AbortController; over: PromiseWithResolvers<void>; isSeen: boolean }>();
  return {
    begin(questionId, signal) {
      const work = { stop: new AbortController(), over: Promise.withResolvers<void>(), isSeen: false };
      works.set(questionId, work);
      return {
        signal: AbortSignal.any([signal, work.stop.signal]),
        seen() {
          work.isSeen = true;
        },
        finished() {
          if (works.get(questionId) === work) works.delete(questionId); // an edit may have begun anew meanwhile
          work.over.resolve();
        },
      };
    },
    has: (questionId) => works.has(questionId),
    async cancel(questionId, why) {
      const work = works.get(questionId);
      work?.stop.abort(new Cancelled(why));
      await work?.over.promise;
      return work !== undefined;
    },
    cancelUnseen(questionId, why) {
      const work = works.get(questionId);
      if (work && !work.isSeen) work.stop.abort(new Cancelled(why));
    },
    async giveUp(questionId, reason) {
      const work = works.get(questionId);
      work?.stop.abort(reason);
      await work?.over.promise;
    },
  };
}
