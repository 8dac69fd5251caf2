/**
 * What can go wrong at a host, ordered by a test for the requests to come. A request meets the first outcome that is
 * aimed at it, and apart from that the first hold.
 */
import { createGate, type Fault, type Gate, type Passage } from '../gate.ts';
import { type Aim, createAimedQueue, type Target } from './aim.ts';
import { busy, crash, type HostError, missing } from './errors.ts';

export interface Faults {
  /** Slow: the answer waits at the gate, before its first piece or after some of them. */
  hold(path: string, aim?: Omit<Aim, 'path'> & AfterPieces): Gate;
  /** The next load of a model lasts until the gate is released. */
  loading(aim?: Omit<Aim, 'path'>): Gate;
  /** 503: the host's own queue is full. */
  busy(aim?: Aim): Fault;
  /** 500: the model does not fit, or its runner crashed. */
  outOfMemory(aim?: Aim): Fault;
  /** 404, though /api/tags may list it: somebody has just removed the model. */
  withoutModel(aim?: Aim): Fault;
  /** The connection breaks after so many pieces; before the status line where nothing is said. */
  cutOff(aim?: Aim & AfterPieces): Fault;
  /** A line `{"error": …}` under status 200, after one piece where nothing is said. */
  failMidStream(aim?: Aim & AfterPieces & { error?: string }): Fault;
  /** Nobody listens any more, and every open connection breaks. */
  unreachable(): Promise<Outage>;
  /** Takes back every fault that has not struck yet, and releases every gate. */
  clear(): void;
}

interface AfterPieces {
  afterPieces?: number;
}

interface Outage {
  /** Listens again, on the same port. */
  comeBack(): Promise<void>;
}

type Outcome =
  | { kind: 'refuse'; error: HostError }
  | { kind: 'cut'; afterPieces: number }
  | { kind: 'fail'; afterPieces: number; error: string };

interface Hold {
  gate: Passage;
  afterPieces: number;
}

/** What will happen to one request. */
export interface Fate {
  hold?: Hold | undefined;
  outcome?: Outcome | undefined;
}

export interface FaultPlan {
  control: Faults;
  fateOf(target: Target): Fate;
  /** The gate that a load of this model has to wait at. */
  gateOfLoad(model: string): Passage | undefined;
}

const inference = ['/api/chat', '/api/embed'];
const streams = ['/api/chat', '/api/pull', '/api/create'];
const aboutOneModel = [...inference, '/api/show'];

export function createFaults(unreachable: () => Promise<Outage>): FaultPlan {
  const outcomes = createAimedQueue<(target: Target) => Outcome>();
  const holds = createAimedQueue<Hold>();
  const loads = createAimedQueue<Passage>();
  const gates: Gate[] = [];
  let crashes = 0;

  function addGate(): Passage {
    const gate = createGate();
    gates.push(gate);
    return gate;
  }

  function order(aim: Aim, paths: readonly string[], outcome: (target: Target) => Outcome): Fault {
    return { clear: outcomes.add(aim, paths, outcome) };
  }

  return {
    control: {
      hold(path, { afterPieces = 0, ...aim } = {}) {
        const gate = addGate();
        holds.add({ ...aim, path }, [], { gate, afterPieces });
        return gate;
      },
      loading(aim = {}) {
        const gate = addGate();
        loads.add(aim, [], gate);
        return gate;
      },
      busy: (aim = {}) => order(aim, inference, () => ({ kind: 'refuse', error: busy() })),
      outOfMemory: (aim = {}) => order(aim, inference, () => ({ kind: 'refuse', error: crash(crashes++) })),
      withoutModel: (aim = {}) =>
        order(aim, aboutOneModel, ({ model, path }) => ({ kind: 'refuse', error: missing(model, path) })),
      cutOff: ({ afterPieces = 0, ...aim } = {}) => order(aim, [], () => ({ kind: 'cut', afterPieces })),
      failMidStream: ({ afterPieces = 1, error = 'an error was encountered while running the model', ...aim } = {}) =>
        order(aim, streams, () => ({ kind: 'fail', afterPieces, error })),
      unreachable,
      clear() {
        for (const queue of [outcomes, holds, loads]) queue.clear();
        for (const gate of gates.splice(0)) gate.release();
      },
    },
    fateOf: (target) => ({ hold: holds.take(target), outcome: outcomes.take(target)?.(target) }),
    gateOfLoad: (model) => loads.take({ path: '', model }),
  };
}
