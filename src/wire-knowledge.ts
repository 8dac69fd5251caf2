import type { Clock } from './clock.ts';
import type { Config } from './config/index.ts';
import {
  createDenseSearch,
  createEmbedder,
  createLibrary,
  createVectorIndex,
  type Embedder,
  type Library,
} from './knowledge/index.ts';
import type { Log } from './log.ts';
import type { Hosts } from './models/index.ts';
import type { Store } from './store/index.ts';

export interface KnowledgeParts {
  store: Store;
  hosts: Hosts;
  config: Config;
  clock: Clock;
  log: Log;
  communityId: string;
}

export interface WiredKnowledge {
  library: Library;
  embedder: Embedder;
  /** Reads what a first search reads, so that the first question need not wait for it. */
  warmUp(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Of a search's time, what is left to finding vectors: what follows takes a moment, too. */
const denseShare = 0.8;

/** What a community knows, with search by words and, where a model is there, by meaning. */
export function wireKnowledge({ store, hosts, config, clock, log, communityId }: KnowledgeParts): WiredKnowledge {
  const embedder = createEmbedder({ store, hosts, models: config.retrieval.embedding, clock, log });
  const index = createVectorIndex({ url: config.database });
  const budgetMs = Math.round(config.retrieval.budgetMs * denseShare);
  const dense = createDenseSearch({ embedder, index, clock, log, budgetMs });
  const library = createLibrary({ store, clock, dense });
  return {
    library,
    embedder,
    async warmUp(signal) {
      await library.search({ communityId, roomId: null, question: 'What is known here?', limit: 1 }, signal);
    },
    close: () => index.close(),
  };
}
