/** Whether one host is there, and which models it has: asked seldom, remembered shortly, never asked twice at once. */
import type { Clock } from '../clock.ts';
import { ModelFailure } from './model-failure.ts';
import type { InstalledModel, ModelProvider } from './provider.ts';

type HealthState =
  | { state: 'unknown' }
  | { state: 'up'; since: number; models: InstalledModel[]; version: string | undefined }
  | { state: 'down'; since: number; why: ModelFailure };

export interface Health {
  readonly current: HealthState;
  /** How long ago the host was last asked, or found to be down. */
  ageMs(): number;
  /** Asks again; whoever wants it at the same time shares the question. Never rejects. */
  refresh(): Promise<void>;
  /** A request has just found out that nothing answers. */
  markDown(why: ModelFailure): void;
}

export interface HealthSettings {
  provider: Pick<ModelProvider, 'list' | 'version'>;
  clock: Clock;
  /** Ends the question under way when everything is closed. */
  closing: AbortSignal;
  onChange: (state: HealthState) => void;
}

export function createHealth({ provider, clock, closing, onChange }: HealthSettings): Health {
  let current: HealthState = { state: 'unknown' };
  let checkedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  function become(next: HealthState): void {
    const isNews = next.state !== current.state;
    current = next;
    checkedAt = clock.now();
    if (isNews) onChange(next);
  }

  async function ask(): Promise<void> {
    try {
      const models = await provider.list(closing);
      const before = current.state === 'up' ? current : undefined;
      const version = before ? before.version : await provider.version(closing).catch(() => undefined);
      become({ state: 'up', since: before?.since ?? clock.now(), models, version });
    } catch (error) {
      if (!closing.aborted) markDown(asFailure(error));
    }
  }

  function markDown(why: ModelFailure): void {
    become({ state: 'down', since: current.state === 'down' ? current.since : clock.now(), why });
  }

  return {
    get current() {
      return current;
    },
    ageMs: () => clock.now() - checkedAt,
    refresh() {
      underWay ??= ask().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    markDown,
  };
}

function asFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  return new ModelFailure('broken', 'The host could not be asked for its models.', { cause: error });
}
