/** Things that wait for the request they are aimed at, first come, first served, each for a number of requests. */
import { fullName } from './model.ts';

/** Which requests something is for; all that it fits where nothing is said. */
export interface Aim {
  path?: string;
  model?: string;
  /** How many requests it is for; 1 where nothing is said, Infinity until it is cleared. */
  times?: number;
}

export interface Target {
  path: string;
  model: string;
}

export interface AimedQueue<Entry> {
  /** `paths` are those that it fits where the aim names none; none means any path. Returns what takes it back. */
  add(aim: Aim, paths: readonly string[], entry: Entry): () => void;
  take(target: Target): Entry | undefined;
  clear(): void;
}

export function createAimedQueue<Entry>(): AimedQueue<Entry> {
  interface Waiting {
    entry: Entry;
    timesLeft: number;
    fits(target: Target): boolean;
  }
  let queue: Waiting[] = [];
  return {
    add({ path, model, times = 1 }, paths, entry) {
      const fitting = path === undefined ? paths : [path];
      const waiting: Waiting = {
        entry,
        timesLeft: times,
        fits: (target) =>
          (fitting.length === 0 || fitting.some((each) => isUnder(each, target.path))) &&
          (model === undefined || fullName(model) === fullName(target.model)),
      };
      queue.push(waiting);
      return () => {
        queue = queue.filter((each) => each !== waiting);
      };
    },
    take(target) {
      const waiting = queue.find((each) => each.fits(target));
      if (waiting === undefined) return undefined;
      waiting.timesLeft--;
      if (waiting.timesLeft <= 0) queue = queue.filter((each) => each !== waiting);
      return waiting.entry;
    },
    clear() {
      queue = [];
    },
  };
}

/** `/api/blobs` stands for every blob. */
export function isUnder(path: string, actual: string): boolean {
  return actual === path || actual.startsWith(`${path}/`);
}
