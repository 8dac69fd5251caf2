import { join } from 'node:path';
import type { OpenKnowledge } from '../adapters/cli/index.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/index.ts';
import {
  createCatalogue,
  createDenseSearch,
  createEmbedder,
  createEvaluation,
  createLibrary,
  createRandom,
  createSources,
  createVectorIndex,
  type Embedder,
  type Library,
  type ScratchCommunity,
} from '../knowledge/index.ts';
import type { Log } from '../log.ts';
import type { Hosts } from '../models/index.ts';
import type { Store } from '../store/index.ts';

export interface KnowledgeParts {
  store: Store;
  hosts: Hosts;
  config: Config;
  clock: Clock;
  log: Log;
  env: Readonly<Record<string, string | undefined>>;
}

export interface WiredKnowledge {
  library: Library;
  embedder: Embedder;
  /** What one community knows. */
  of(communityId: string): OpenKnowledge;
  /** Reads what a first search reads, so that the first question need not wait for it. */
  warmUp(communityId: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Of a search's time, what is left to finding vectors: what follows takes a moment, too. */
const denseShare = 0.8;

/** What communities know, with search by words and, where a model is there, by meaning. */
export function wireKnowledge({ store, hosts, config, clock, log, env }: KnowledgeParts): WiredKnowledge {
  const models = config.retrieval.embedding;
  const budgetMs = Math.round(config.retrieval.budgetMs * denseShare);

  function meaning(of: Store, url: string, waitMs: number) {
    const embedder = createEmbedder({ store: of, hosts, models, clock, log });
    const index = createVectorIndex({ url });
    return { embedder, index, search: createDenseSearch({ embedder, index, clock, log, budgetMs: waitMs }) };
  }

  const { embedder, index, search } = meaning(store, config.database, budgetMs);
  const onAdded = () => embedder.nudge();

  /** A scratch store is asked only once all of it has vectors, and then waited for. */
  async function openScratchDense(scratch: ScratchCommunity, onProgress: (share: number) => void, signal: AbortSignal) {
    const own = meaning(scratch.store, scratch.url, patientMs);
    const stop = new AbortController();
    const close = async () => {
      stop.abort();
      await running;
      await own.index.close();
    };
    const hasModel = (await own.embedder.current(signal)) !== undefined;
    const running = hasModel ? own.embedder.run(AbortSignal.any([signal, stop.signal])) : Promise.resolve();
    if (!hasModel) {
      await close();
      return undefined;
    }
    for (;;) {
      const { embedded, missing } = await own.embedder.progress(scratch.communityId, signal);
      onProgress(embedded / Math.max(1, embedded + missing));
      if (missing === 0) return { search: own.search, close };
      await clock.wait(500, signal);
    }
  }

  const library = createLibrary({ store, clock, dense: search });
  return {
    library,
    embedder,
    of: (communityId) => ({
      communityId,
      library,
      catalogue: createCatalogue({ store, clock, communityId, onAdded }),
      sources: createSources({ store, clock, communityId, folder: join(config.data, 'sources'), env, onAdded }),
      evaluation: createEvaluation({
        clock,
        random: createRandom(1), // the same set of questions gives the same intervals
        openDense: openScratchDense,
        community: { store, id: communityId },
      }),
      rooms: () =>
        store.read.room.findMany({ where: { communityId }, select: { id: true, platformId: true, name: true } }),
    }),
    async warmUp(communityId, signal) {
      await library.search({ communityId, roomId: null, question: 'What is known here?', limit: 1 }, signal);
    },
    close: () => index.close(),
  };
}

const patientMs = 30_000;
