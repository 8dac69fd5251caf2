/**
 * Search by vectors, off the main thread. What is searched is derived from the rows of `EntryVector` and kept up with
 * them; nothing of it is stored.
 */
import { Worker } from 'node:worker_threads';
import { Failure } from '../../failure.ts';
import type { Hit } from './community-codes.ts';

export interface VectorIndex {
  /** The entries most like a vector, best first, never one from outside the audience. */
  search(query: VectorQuery, signal: AbortSignal): Promise<Hit[]>;
  /** Ends its thread; what is being searched for fails. */
  close(): Promise<void>;
}

export interface VectorQuery {
  communityId: string;
  /** The room asked in: what only its readers may be told is told there alone. */
  roomId: string;
  /** What the vector was made with; only vectors of the same are compared. */
  embedding: string;
  /** Of length 1. */
  vector: Float32Array;
  limit: number;
  /** Entries found otherwise: their cosines are told too, beyond the limit, where they have vectors and may be told. */
  alongside?: readonly string[];
}

export type SearchRequest = VectorQuery & { id: number };
export type ToWorker = SearchRequest | { cancel: number };
export type FromWorker = { id: number; hits: Hit[] } | { id: number; error: string };

interface Asked {
  resolve(hits: Hit[]): void;
  reject(reason: unknown): void;
}

/** `url` is the database's: `file:` and a path. The thread starts with the first search. */
export function createVectorIndex({ url }: { url: string }): VectorIndex {
  const asked = new Map<number, Asked>();
  let worker: Worker | undefined;
  let lastId = 0;
  let isClosed = false;

  function start(): Worker {
    const started = new Worker(new URL('./vector-worker.ts', import.meta.url), { workerData: url });
    started.unref();
    started.on('message', (message: FromWorker) => {
      const one = settle(message.id);
      if ('hits' in message) one?.resolve(message.hits);
      else one?.reject(unreadable(message.error));
    });
    started.on('error', (error) => end(started, unreadable(error)));
    started.on('exit', () => end(started, unreadable('its thread has ended')));
    return started;
  }

  /** The next search starts another thread. */
  function end(ended: Worker, why: Failure): void {
    if (worker !== ended) return;
    worker = undefined;
    for (const one of asked.values()) one.reject(why);
    asked.clear();
  }

  /** A process waits for its thread only while the thread has something to answer. */
  function settle(id: number): Asked | undefined {
    const one = asked.get(id);
    asked.delete(id);
    if (asked.size === 0) worker?.unref();
    return one;
  }

  return {
    search(query, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        if (isClosed) throw unreadable('it is closed');
        worker ??= start();
        lastId += 1;
        const id = lastId;
        const stop = () => {
          settle(id)?.reject(signal.reason);
          worker?.postMessage({ cancel: id } satisfies ToWorker);
        };
        const listening = <Value>(then: (value: Value) => void) => {
          return (value: Value) => {
            signal.removeEventListener('abort', stop);
            then(value);
          };
        };
        asked.set(id, { resolve: listening(resolve), reject: listening(reject) });
        signal.addEventListener('abort', stop, { once: true });
        worker.ref();
        worker.postMessage({ ...query, id } satisfies ToWorker);
      });
    },

    async close() {
      isClosed = true;
      const ending = worker;
      if (!ending) return;
      end(ending, unreadable('it is closed'));
      await ending.terminate();
    },
  };
}

function unreadable(why: unknown): Failure {
  const said = why instanceof Error ? why.message : String(why);
  return new Failure('vectors-unreadable', `The vectors cannot be searched: ${said}.`, {
    remedy: 'Questions are searched for by their words alone until it works again.',
    cause: why,
  });
}
