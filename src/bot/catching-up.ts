import type { PlaceName } from './platform.ts';

/** Which communities may have heard things that have not arrived yet, so that nothing is decided there without them. */
export interface CatchingUp {
  /** Something is missing in a community, until what this returns is called. */
  begin(community: PlaceName): () => void;
  /** Resolves once nothing is missing there; rejects with the signal's reason when it is aborted first. */
  done(community: PlaceName, signal: AbortSignal): Promise<void>;
}

export function createCatchingUp(): CatchingUp {
  const missing = new Map<string, { count: number; over: PromiseWithResolvers<void> }>();
  return {
    begin(community) {
      const key = keyOf(community);
      const here = missing.get(key) ?? { count: 0, over: Promise.withResolvers<void>() };
      missing.set(key, here);
      here.count += 1;
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        here.count -= 1;
        if (here.count > 0) return;
        missing.delete(key);
        here.over.resolve();
      };
    },
    async done(community, signal) {
      for (;;) {
        signal.throwIfAborted();
        const here = missing.get(keyOf(community));
        if (!here) return;
        await Promise.race([here.over.promise, aborted(signal)]);
      }
    },
  };
}

function keyOf({ platform, platformId }: PlaceName): string {
  return `${platform} ${platformId}`;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
