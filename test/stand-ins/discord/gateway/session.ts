/** What Discord remembers of one client between two sockets: its sequence, and what it may have missed. */
import { randomBytes } from 'node:crypto';

export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
  readonly sequence: number;
  /** When its socket went away; undefined while it has one. */
  readonly lostAt: number | undefined;
  /** Sends it now where there is a socket, and keeps it for a resume. */
  dispatch(type: string, data: unknown): void;
  /** Gives it a socket; the returned function takes that away again, or is false where it has another one by then. */
  attach(send: (text: string) => void): (at: number) => boolean;
  /** What came after this sequence number; undefined where the buffer no longer reaches back so far. */
  since(sequence: number): string[] | undefined;
}

export type Shard = readonly [id: number, count: number];

/** An interaction that nobody heard has failed for its user by the time a client is back; RESUMED ends one replay. */
const neverReplayed = new Set(['INTERACTION_CREATE', 'RESUMED']);

export function createSession(intents: number, shard: Shard, bufferSize: number): Session {
  const buffer: { sequence: number; text: string }[] = [];
  let sequence = 0;
  let oldestKept = 1;
  let send: ((text: string) => void) | undefined;
  let lostAt: number | undefined;

  return {
    id: randomBytes(16).toString('hex'),
    intents,
    shard,
    get sequence() {
      return sequence;
    },
    get lostAt() {
      return lostAt;
    },
    dispatch(type, data) {
      const isKept = !neverReplayed.has(type);
      if (!isKept && send === undefined) return;
      sequence++;
      const text = JSON.stringify({ op: 0, s: sequence, t: type, d: data });
      if (isKept) buffer.push({ sequence, text });
      if (buffer.length > bufferSize) oldestKept = (buffer.shift()?.sequence ?? sequence) + 1;
      send?.(text);
    },
    attach(sender) {
      send = sender;
      lostAt = undefined;
      return (at) => {
        if (send !== sender) return false;
        send = undefined;
        lostAt = at;
        return true;
      };
    },
    since(known) {
      if (known + 1 < oldestKept) return undefined;
      return buffer.filter((event) => event.sequence > known).map(({ text }) => text);
    },
  };
}
