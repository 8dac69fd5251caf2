/** What tests hold of a stand-in that misbehaves: a fault, and a gate where requests wait so that no test sleeps. */

export interface Fault {
  /** Takes back what has not struck yet. */
  clear(): void;
}

export interface Gate {
  /** Resolves when the first request waits here. */
  readonly reached: Promise<void>;
  /** Lets everyone pass, now and later. */
  release(): void;
}

export interface Passage extends Gate {
  pass(signal: AbortSignal): Promise<void>;
}

export function createGate(): Passage {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    release: opened.resolve,
    pass(signal) {
      reached.resolve();
      return orAborted(opened.promise, signal);
    },
  };
}

/** The promise, unless the signal is aborted first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([promise, aborted.promise]).finally(() => signal.removeEventListener('abort', abort));
}
