/** What can go wrong at the host: each order is for the next request for an answer or for vectors. */
import { createGate, type Gate, type Passage } from '../gate.ts';

export interface Faults {
  /** The answer waits before its first piece, or after so many. */
  hold(afterPieces?: number): Gate;
  /** An error with this status instead of an answer. */
  refuse(status: number, error: ProtocolError): void;
  busy(): void;
  outOfMemory(): void;
  /** The connection breaks after so many pieces. */
  cutOff(afterPieces?: number): void;
  /** The stream ends after so many pieces as if it were whole, but nothing says that it is done. */
  endEarly(afterPieces?: number): void;
  /** An error event under status 200, after so many pieces. */
  failMidStream(afterPieces?: number): void;
  /** A line that is no event of the protocol, after so many pieces. */
  malformed(afterPieces?: number): void;
}

/** Servers agree on this much: some send a number as code, some a word, some nothing. */
export interface ProtocolError {
  message: string;
  type: string;
  code: string | number | null;
}

/** What happens to one answer after so many pieces. */
type Break = { kind: 'cut' | 'end' | 'fail' | 'malformed'; afterPieces: number };

export interface FaultPlan extends Faults {
  /** What was ordered for the next request; it is used up. */
  take(): Fate;
}

export interface Fate {
  gate?: { passage: Passage; afterPieces: number };
  refusal?: { status: number; error: ProtocolError };
  break?: Break;
}

export function createFaults(): FaultPlan {
  let fate: Fate = {};
  const breaking =
    (kind: Break['kind']) =>
    (afterPieces = 1) => {
      fate.break = { kind, afterPieces };
    };
  const refuse: Faults['refuse'] = (status, error) => {
    fate.refusal = { status, error };
  };
  return {
    hold(afterPieces = 0) {
      const passage = createGate();
      fate.gate = { passage, afterPieces };
      return passage;
    },
    refuse,
    busy: () => refuse(503, { message: 'Loading model', type: 'unavailable_error', code: 503 }),
    outOfMemory: () =>
      refuse(500, {
        message: 'CUDA out of memory. Tried to allocate 2.00 GiB',
        type: 'InternalServerError',
        code: 500,
      }),
    cutOff: breaking('cut'),
    endEarly: breaking('end'),
    failMidStream: breaking('fail'),
    malformed: breaking('malformed'),
    take() {
      const taken = fate;
      fate = {};
      return taken;
    },
  };
}
