/** What can go wrong between REST and a client, ordered by a test for the requests to come. */
import { createGate, type Fault, type Gate, type Passage } from '../../gate.ts';
import { createMatcher } from '../openapi/index.ts';
import type { Scope } from './limits.ts';

/** A method and a path with its parameters, as in `POST /channels/{channel_id}/messages`. */
export type RouteName = `${'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;

export interface RestFaults {
  /** The next requests to this route are answered with that status, and nothing is done. */
  fail(route: RouteName, status: number, times?: number): Fault;
  /** The connection breaks, and nothing is done. */
  cutOff(route: RouteName, times?: number): Fault;
  /** It is done, but the connection breaks before the answer: the client cannot know. */
  loseReply(route: RouteName, times?: number): Fault;
  /** The next request to this route waits at the gate before anything is done; then it is, also for who has died. */
  hold(route: RouteName): Gate;
  /** The next requests get a 429; `global` where the whole bot is meant, `shared` where it is not the bot's fault. */
  rateLimit(
    route: RouteName,
    retryAfterMs: number,
    options?: { times?: number; global?: boolean; shared?: boolean },
  ): Fault;
  /** Takes back what has not struck yet, and releases every gate. */
  clear(): void;
}

export type Outcome =
  | { kind: 'fail'; status: number }
  | { kind: 'cut off' }
  | { kind: 'lose reply' }
  | { kind: 'rate limit'; retryAfterMs: number; scope: Scope };

/** What will happen to one request. */
export interface Fate {
  gate: Passage | undefined;
  outcome: Outcome | undefined;
}

export interface RestFaultPlan {
  control: RestFaults;
  fateOf(method: string, path: string): Fate;
}

interface Planned {
  isMeant(method: string, path: string): boolean;
  times: number;
}

export function createRestFaults(): RestFaultPlan {
  const outcomes = new Set<Planned & { outcome: Outcome }>();
  const holds = new Set<Planned & { gate: Passage }>();

  function plan(route: RouteName, times: number, outcome: Outcome): Fault {
    const planned = { isMeant: aimedAt(route), times, outcome };
    outcomes.add(planned);
    return { clear: () => void outcomes.delete(planned) };
  }

  return {
    control: {
      fail: (route, status, times = 1) => plan(route, times, { kind: 'fail', status }),
      cutOff: (route, times = 1) => plan(route, times, { kind: 'cut off' }),
      loseReply: (route, times = 1) => plan(route, times, { kind: 'lose reply' }),
      rateLimit: (route, retryAfterMs, { times = 1, global = false, shared = false } = {}) =>
        plan(route, times, { kind: 'rate limit', retryAfterMs, scope: global ? 'global' : shared ? 'shared' : 'user' }),
      hold(route) {
        const gate = createGate();
        holds.add({ isMeant: aimedAt(route), times: 1, gate });
        return gate;
      },
      clear() {
        outcomes.clear();
        for (const { gate } of holds) gate.release();
        holds.clear();
      },
    },
    fateOf: (method, path) => ({
      gate: take(holds, method, path)?.gate,
      outcome: take(outcomes, method, path)?.outcome,
    }),
  };
}

function aimedAt(route: RouteName): Planned['isMeant'] {
  const [method, template = ''] = route.split(' ', 2);
  const match = createMatcher(template);
  return (ofMethod, path) => ofMethod === method && match(path) !== undefined;
}

function take<T extends Planned>(plans: Set<T>, method: string, path: string): T | undefined {
  const found = [...plans].find((each) => each.isMeant(method, path));
  if (found === undefined) return undefined;
  found.times -= 1;
  if (found.times === 0) plans.delete(found);
  return found;
}
