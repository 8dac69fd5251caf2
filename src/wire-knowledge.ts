import { join } from 'node:path';
import type { OpenKnowledge } from './adapters/cli/index.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config/index.ts';
import {
  createCatalogue,
  createDenseSearch,
  createEmbedder,
  createLibrary,
  createSources,
  createVectorIndex,
  type Embedder,
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
  env: Readonly<Record<string, string | undefined>>;
}

export interface WiredKnowledge extends OpenKnowledge {
  embedder: Embedder;
  /** Reads what a first search reads, so that the first question need not wait for it. */
  warmUp(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Of a search's time, what is left to finding vectors: what follows takes a moment, too. */
const denseShare = 0.8;

/** What a community knows, with search by words and, where a model is there, by meaning. */
export function wireKnowledge({ store, hosts, config, clock, log, communityId, env }: KnowledgeParts): WiredKnowledge {
  const models = config.retrieval.embedding;
  const budgetMs = Math.round(config.retrieval.budgetMs * denseShare);

  const embedder = createEmbedder({ store, hosts, models, clock, log });
  const index = createVectorIndex({ url: config.database });
  const search = createDenseSearch({ embedder, index, clock, log, budgetMs });
  const onAdded = () => embedder.nudge();

  const library = createLibrary({ store, clock, dense: search });
  return {
    communityId,
    embedder,
    library,
    async warmUp(signal) {
      await library.search({ communityId, roomId: null, question: 'What is known here?', limit: 1 }, signal);
    },
    catalogue: createCatalogue({ store, clock, communityId, onAdded }),
    sources: createSources({ store, clock, communityId, folder: join(config.data, 'sources'), env, onAdded }),
    rooms: () => store.read.room.findMany({ where: { communityId }, select: { id: true, name: true } }),
    close: () => index.close(),
  };
}
