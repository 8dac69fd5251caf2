/**
 * Work that comes while work of its kind is under way is done in one go with what else has come: a transaction for many
 * costs hardly more than one for one. Each promise resolves once its own is done.
 */
export function together<T, R>({ work, keyOf, most }: TogetherParts<T, R>): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let isWorking = false;

  /** The next few, in order; what has the same key comes after what came before it, in another go. */
  function takeNext(): Waiting<T, R>[] {
    const keys = new Set<string>();
    const end = waiting.findIndex(({ item }) => keys.size === keys.add(keyOf(item)).size);
    const taken = waiting.slice(0, Math.min(end === -1 ? waiting.length : end, most));
    waiting = waiting.slice(taken.length);
    return taken;
  }

  async function workOn(taken: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await work(taken.map(({ item }) => item));
      for (const [index, { resolve }] of taken.entries()) {
        const result = results[index];
        if (result !== undefined) resolve(result);
      }
    } catch (error) {
      const [only] = taken;
      if (taken.length === 1) return only?.reject(error);
      for (const each of taken) await workOn([each]); // one of them must not spoil it for the others
    }
  }

  async function workOff(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) await workOn(takeNext());
    isWorking = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isWorking) void workOff();
    });
}

export interface TogetherParts<T, R> {
  /** Returns one result for each, in their order. */
  work: (items: readonly T[]) => Promise<(R & {})[]>;
  keyOf: (item: T) => string;
  /** At a time. */
  most: number;
}

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}
