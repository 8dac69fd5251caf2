/** One response on its way out: JSON or a stream of lines, and the place where the faults of a request strike. */
import type { ServerResponse } from 'node:http';
import { HostError } from './errors.ts';
import type { Fate } from './faults.ts';

export interface Reply {
  /** Aborted when the client goes away or the host goes down. */
  readonly signal: AbortSignal;
  /** Before any work: a fault that keeps the request from it strikes here. */
  begin(): Promise<void>;
  json(body: object): Promise<void>;
  empty(status: number): Promise<void>;
  /** A line of a stream; not sent where the client wants one object, but as slow and as faulty. */
  piece(line: object): Promise<void>;
  /** The last line, or the one object. */
  last(line: object): Promise<void>;
  /** A status where nothing was sent yet, otherwise a last line, as the real one does it. */
  fail(status: number, error: string): void;
}

/** Ends the work on a request that nobody waits for any more. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly by: EndedBy;

  constructor(by: EndedBy) {
    super(`The ${by} ended it.`);
    this.by = by;
  }
}

type EndedBy = 'client' | 'host' | 'fault';

export interface ReplyOptions {
  fate: Fate;
  /** False where the request says `stream: false`. */
  streams: boolean;
  /** Waits between two pieces. */
  pace: () => Promise<unknown>;
  /** Who closed a connection that closed early. */
  endedBy: () => EndedBy;
}

export function createReply(response: ServerResponse, { fate, streams, pace, endedBy }: ReplyOptions): Reply {
  const gone = new AbortController();
  let { hold, outcome } = fate;
  let pieces = 0;
  response.on('close', () => {
    if (!response.writableEnded) gone.abort(new Ended(endedBy()));
  });

  /** Lets what is due after this many pieces happen. */
  async function strike(count: number): Promise<void> {
    if (hold !== undefined && count >= hold.afterPieces) {
      const { gate } = hold;
      hold = undefined;
      await gate.pass(gone.signal);
    }
    gone.signal.throwIfAborted();
    if (outcome === undefined) return;
    if (outcome.kind === 'refuse') throw outcome.error;
    if (count < outcome.afterPieces) return;
    if (outcome.kind === 'fail') throw new HostError(500, outcome.error);
    outcome = undefined;
    gone.abort(new Ended('fault'));
    response.destroy();
    gone.signal.throwIfAborted();
  }

  function send(status: number, body: object): void {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  }

  function startStream(): void {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  }

  return {
    signal: gone.signal,
    async begin() {
      if (outcome?.kind === 'refuse' || outcome?.afterPieces === 0) await strike(0);
    },
    async json(body) {
      await strike(Infinity);
      send(200, body);
    },
    async empty(status) {
      await strike(Infinity);
      response.writeHead(status).end();
    },
    async piece(line) {
      await strike(pieces++);
      if (streams) {
        startStream();
        response.write(`${JSON.stringify(line)}\n`);
      }
      await pace();
      gone.signal.throwIfAborted();
    },
    async last(line) {
      await strike(Infinity);
      if (!streams) return send(200, line);
      startStream();
      response.end(`${JSON.stringify(line)}\n`);
    },
    fail(status, error) {
      if (response.headersSent) response.end(`${JSON.stringify({ error })}\n`);
      else send(status, { error });
    },
  };
}
