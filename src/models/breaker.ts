/**
 * The breaker of one model on one host: after failures in a row that are the host's fault, it is left alone for a while,
 * then one question tries it. Built on cockatiel; what it adds is a state that can be asked without trying.
 */
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen, type IBackoffFactory } from 'cockatiel';
import { ModelFailure, type ModelFailureCode } from './model-failure.ts';

/** Open: nobody may ask. Ready: the time is over, and the next question is the trial. Trying: the trial is under way. */
export type BreakerState = 'closed' | 'open' | 'ready' | 'trying';

export interface Breaker {
  state(): BreakerState;
  /** The last failure that counted, if any. */
  lastFailure(): ModelFailure | undefined;
  /** Undefined where nobody may ask now. Whoever gets an attempt must end it. */
  begin(): Attempt | undefined;
}

export interface Attempt {
  succeeded(): Promise<void>;
  /** A failure that says nothing about the host, such as a cancelled question, counts for nothing. */
  failed(error: unknown): Promise<void>;
}

const failuresInARow = 3;
const shortestPauseMs = 30_000;
const longestPauseMs = 300_000;

const hostsFault: ReadonlySet<ModelFailureCode> = new Set([
  'unreachable',
  'out-of-memory',
  'too-slow',
  'cut-off',
  'broken',
]);

export function createBreaker(onChange: (state: BreakerState, failure: ModelFailure | undefined) => void): Breaker {
  let pauseMs = shortestPauseMs;
  let pausedAt = 0;
  let lastFailure: ModelFailure | undefined;

  const counts = (error: unknown) => {
    // A trial that nobody waited for has shown nothing: the host stays left alone.
    if (!(error instanceof ModelFailure)) return circuit.state === CircuitState.HalfOpen;
    if (!hostsFault.has(error.code)) return false;
    lastFailure = error;
    return true;
  };
  const circuit = circuitBreaker(handleWhen(counts), {
    breaker: new ConsecutiveBreaker(failuresInARow),
    halfOpenAfter: doubling(shortestPauseMs, (duration) => {
      pauseMs = duration;
    }),
  });
  const state = (): BreakerState => {
    if (circuit.state === CircuitState.Closed) return 'closed';
    if (circuit.state === CircuitState.HalfOpen) return 'trying';
    // Cockatiel goes by the machine's clock, and so must whoever foretells it.
    return Date.now() - pausedAt < pauseMs ? 'open' : 'ready';
  };
  circuit.onBreak(() => {
    pausedAt = Date.now();
    onChange('open', lastFailure);
  });
  circuit.onReset(() => {
    lastFailure = undefined;
    onChange('closed', undefined);
  });

  return {
    state,
    lastFailure: () => lastFailure,
    begin() {
      if (state() === 'open' || state() === 'trying') return undefined;
      const outcome = Promise.withResolvers<void>();
      const counted = circuit.execute(() => outcome.promise).catch(() => {});
      return {
        succeeded() {
          outcome.resolve();
          return counted;
        },
        failed(error) {
          outcome.reject(error);
          return counted;
        },
      };
    },
  };
}

/** Each pause twice as long as the one before, up to the longest. */
function doubling(duration: number, onPause: (ms: number) => void): IBackoffFactory<unknown> {
  return {
    next() {
      onPause(duration);
      const later = doubling(Math.min(duration * 2, longestPauseMs), onPause);
      return { duration, next: (context) => later.next(context) };
    },
  };
}
