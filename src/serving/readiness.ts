import type { Store } from '../store/index.ts';
import type { ModelStatus } from './model-status.ts';

export interface ReadinessParts {
  store: Pick<Store, 'read'>;
  modelStatus: () => ModelStatus;
}

/** Ready is who can read the store and is not stopping; without models Quorum still answers, and says so here. */
export async function checkReady(
  { store, modelStatus }: ReadinessParts,
  stopping: AbortSignal,
): Promise<{ ready: boolean; checks: Record<string, string> }> {
  const readable = await store.read.community.count().then(
    () => true,
    () => false,
  );
  const checks = { store: readable ? 'open' : 'cannot be read', models: modelStatus().text };
  return { ready: readable && !stopping.aborted, checks };
}
