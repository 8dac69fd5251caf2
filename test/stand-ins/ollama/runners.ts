/**
 * Which models are in memory and whose turn it is: one generation at a time for each set of weights, a bounded queue,
 * and the least recently used runner unloaded to make room. Unlike the real scheduler it lets a request whose model is
 * loaded pass one that waits for memory, and nothing is unloaded by time.
 */

import { orAborted, type Passage } from '../gate.ts';
import { busy } from './errors.ts';
import type { Model } from './model.ts';

interface Runner {
  model: Model;
  contextTokens: number;
  isBusy: boolean;
}

export interface Turn {
  /** 0 where the model was in memory already. The real one reports some 50 ms even then. */
  loadNs: number;
  /** Must be called once. `unload` takes the model out of memory, as `keep_alive: 0` does. */
  end(options?: { unload: boolean }): void;
}

export interface Runners {
  /** Waits for a turn; throws `busy` where the queue is full, and the signal's reason when it is aborted. */
  turn(model: Model, contextTokens: number, signal: AbortSignal): Promise<Turn>;
  unload(model: Model): void;
  /** Those in memory, least recently used first. */
  loaded(): Runner[];
  /** The name behind every load, in order: one more for every swap. */
  readonly loads: string[];
  readonly queued: number;
}

interface Limits {
  maxLoaded: number;
  maxQueued: number;
}

interface Wish {
  model: Model;
  contextTokens: number;
  signal: AbortSignal;
}

interface Claim {
  runner: Runner;
  isLoaded: boolean;
}

const coldLoadNs = 1_500_000_000;

export function createRunners(limits: Limits, gateOfLoad: (model: string) => Passage | undefined): Runners {
  /** By their weights, least recently used first. */
  const runners = new Map<string, Runner>();
  const loads: string[] = [];
  let queue: { wish: Wish; start: (claim: Claim) => void }[] = [];

  /** The idle runner that has these weights, or a new one where there is room; undefined while everything is in use. */
  function claim({ model, contextTokens }: Wish): Claim | undefined {
    const present = runners.get(model.weights);
    if (present === undefined ? !makeRoom() : present.isBusy) return undefined;
    const runner = present ?? { model, contextTokens, isBusy: true };
    runner.isBusy = true;
    runners.delete(model.weights);
    runners.set(model.weights, runner);
    return { runner, isLoaded: present !== undefined };
  }

  function makeRoom(): boolean {
    if (runners.size < limits.maxLoaded) return true;
    const idle = [...runners].find(([, { isBusy }]) => !isBusy);
    return idle !== undefined && runners.delete(idle[0]);
  }

  async function waitFor(wish: Wish): Promise<Claim> {
    if (queue.length >= limits.maxQueued) throw busy();
    const started = Promise.withResolvers<Claim>();
    const waiting = { wish, start: started.resolve };
    queue.push(waiting);
    return orAborted(started.promise, wish.signal).finally(() => {
      queue = queue.filter((each) => each !== waiting);
    });
  }

  function startWaiting(): void {
    for (const waiting of queue) {
      const claimed = waiting.wish.signal.aborted ? undefined : claim(waiting.wish);
      if (claimed === undefined) continue;
      queue = queue.filter((each) => each !== waiting);
      waiting.start(claimed);
    }
  }

  function free(runner: Runner, unload: boolean): void {
    runner.isBusy = false;
    if (unload) runners.delete(runner.model.weights);
    startWaiting();
  }

  return {
    loads,
    get queued() {
      return queue.length;
    },
    loaded: () => [...runners.values()],
    unload({ weights }) {
      if (runners.get(weights)?.isBusy === false) runners.delete(weights);
      startWaiting();
    },
    async turn(model, contextTokens, signal) {
      const wish = { model, contextTokens, signal };
      signal.throwIfAborted();
      const { runner, isLoaded } = claim(wish) ?? (await waitFor(wish));
      try {
        if (!isLoaded) {
          loads.push(model.name);
          await gateOfLoad(model.name)?.pass(signal);
        }
        signal.throwIfAborted();
      } catch (error) {
        free(runner, !isLoaded);
        throw error;
      }
      return {
        loadNs: isLoaded ? 0 : coldLoadNs,
        end: ({ unload } = { unload: false }) => free(runner, unload),
      };
    },
  };
}
