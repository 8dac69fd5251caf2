/** What can go wrong between the gateway and a client, ordered by a test. */
import { createGate, type Fault, type Gate, type Passage } from '../../gate.ts';

export interface GatewayFaults {
  /** Every socket ends: with this close code, or torn off without a word where none is given. */
  dropSockets(code?: number): void;
  /** Every socket falls silent but stays open: nothing more is sent on it, and nothing is read. */
  freezeSockets(): void;
  /** Op 7: asks every client to come back and resume. */
  askToReconnect(): void;
  /** Op 9: tells every client that its session is over, or, where it is resumable, to try again. */
  invalidate(options?: { resumable?: boolean }): void;
  /** No session can be resumed any more. */
  expireSessions(): void;
  /** Until it is cleared new sockets are refused: with an HTTP status, or torn off where none is given. */
  refuseSockets(status?: number): Fault;
  /** Heartbeats are no longer acknowledged, until it is cleared. */
  stopAcks(): Fault;
  /** The next events of this type never reach any session. */
  lose(type: string, times?: number): Fault;
  /** The next event of this type waits at the gate; what comes after it does not. */
  hold(type: string): Gate;
  clear(): void;
}

/** What the faults do to sockets and sessions is the gateway's own business. */
export type Levers = Pick<
  GatewayFaults,
  'dropSockets' | 'freezeSockets' | 'askToReconnect' | 'invalidate' | 'expireSessions'
>;

export interface GatewayFaultPlan {
  control: GatewayFaults;
  readonly refusal: { status?: number | undefined } | undefined;
  readonly stopsAcks: boolean;
  /** What happens to one event; taken once. */
  fateOf(type: string): 'lost' | Passage | undefined;
}

export function createGatewayFaults(levers: Levers): GatewayFaultPlan {
  const losses = new Set<{ type: string; times: number }>();
  const holds = new Set<{ type: string; gate: Passage }>();
  const gates: Passage[] = [];
  const refusals = new Set<{ status?: number | undefined }>();
  const silences = new Set<object>();

  function switchOn<T>(faults: Set<T>, fault: T): Fault {
    faults.add(fault);
    return { clear: () => void faults.delete(fault) };
  }

  return {
    control: {
      ...levers,
      refuseSockets: (status) => switchOn(refusals, { status }),
      stopAcks: () => switchOn(silences, {}),
      lose: (type, times = 1) => switchOn(losses, { type, times }),
      hold(type) {
        const gate = createGate();
        gates.push(gate);
        holds.add({ type, gate });
        return gate;
      },
      clear() {
        for (const set of [losses, holds, refusals, silences]) set.clear();
        for (const gate of gates.splice(0)) gate.release();
      },
    },
    get refusal() {
      return [...refusals].at(-1);
    },
    get stopsAcks() {
      return silences.size > 0;
    },
    fateOf(type) {
      const loss = [...losses].find((each) => each.type === type);
      if (loss !== undefined) {
        loss.times--;
        if (loss.times === 0) losses.delete(loss);
        return 'lost';
      }
      const hold = [...holds].find((each) => each.type === type);
      if (hold !== undefined) holds.delete(hold);
      return hold?.gate;
    },
  };
}
