/** The breakers of one host, one for each model that was asked. */
import type { Log } from '../log.ts';
import { type Attempt, type Breaker, type BreakerState, createBreaker } from './breaker.ts';
import { ModelFailure } from './model-failure.ts';

export interface Breakers {
  /** Whoever gets an attempt must end it; throws where the model is left alone. */
  begin(model: string): Attempt;
  /** Why the model may not be asked now; undefined where it may. */
  pausedBy(model: string): ModelFailure | undefined;
  states(): { model: string; state: BreakerState }[];
}

export function createBreakers(host: string, log: Log): Breakers {
  const breakers = new Map<string, Breaker>();

  function breakerOf(model: string): Breaker {
    const found = breakers.get(model);
    if (found) return found;
    const breaker = createBreaker((state, why) => {
      if (state === 'open') log.warn('A model is left alone for now.', { host, model, why: why?.message });
      else log.info('A model answers again.', { host, model });
    });
    breakers.set(model, breaker);
    return breaker;
  }

  return {
    begin(model) {
      const breaker = breakerOf(model);
      const attempt = breaker.begin();
      if (!attempt) throw leftAlone(host, model, breaker.lastFailure());
      return attempt;
    },
    pausedBy(model) {
      const breaker = breakers.get(model);
      const state = breaker?.state() ?? 'closed';
      return state === 'open' || state === 'trying' ? leftAlone(host, model, breaker?.lastFailure()) : undefined;
    },
    states: () => [...breakers].map(([model, breaker]) => ({ model, state: breaker.state() })),
  };
}

/** The failure of the last time again: what may be done about it has not changed. */
function leftAlone(host: string, model: string, last: ModelFailure | undefined): ModelFailure {
  const message = `${model} on ${host} failed several times and is left alone for now.`;
  return new ModelFailure(last?.code ?? 'unreachable', last ? `${message} The last time: ${last.message}` : message, {
    remedy: last?.remedy,
    memberText: last?.memberText,
    cause: last,
  });
}
