/**
 * An Ollama for tests: the same API over a real socket, without models. It is strict where the real one is lenient.
 *
 *     const ollama = await startOllama({ models: [{ name: 'llama3.2:3b' }], answer: () => 'Forty-two.' });
 *     … point the code under test at ollama.url …
 *     expect(ollama.refusals).toEqual([]);
 *     await ollama.close();
 */
import { setImmediate } from 'node:timers/promises';
import { type Answer, cannedAnswer } from './answer.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGenerating } from './generating.ts';
import { handle } from './handle.ts';
import type { Host } from './host.ts';
import { listen } from './listener.ts';
import { type Accepted, createLog, type Refused } from './log.ts';
import type { StandInModel } from './model.ts';
import type { ChatBody, EmbedBody } from './requests.ts';
import { routesOf } from './routes.ts';
import { createRunners } from './runners.ts';
import { createShelf, type Models } from './shelf.ts';

export interface OllamaOptions {
  models?: StandInModel[];
  /** What /api/pull can fetch. */
  registry?: StandInModel[];
  /** A free one where nothing is said. */
  port?: number;
  host?: string;
  version?: string;
  answer?: Answer;
  /** How many models memory holds at a time. */
  maxLoaded?: number;
  /** How many requests may wait for a turn. */
  maxQueued?: number;
  /** Waits between two pieces; only for the event loop where nothing is said. */
  pace?: () => Promise<unknown>;
  /** It is never lenient; this may be written where it helps a reader. */
  strict?: true;
}

export interface OllamaStandIn {
  readonly url: string;
  readonly requests: readonly Accepted[];
  /** What no Ollama should be asked: a test that ends with any of these has found a bug. */
  readonly refusals: readonly Refused[];
  /** The bodies of the accepted chats. */
  readonly chats: readonly ChatBody[];
  /** The bodies of the accepted requests for vectors. */
  readonly embeds: readonly EmbedBody[];
  readonly faults: Faults;
  readonly models: Models;
  readonly registry: Models;
  /** The model behind every load, in order. */
  readonly loads: readonly string[];
  /** Chats that are being generated. */
  readonly inFlight: number;
  /** Requests that wait for a turn. */
  readonly queued: number;
  /** Chats whose client went away while they were being generated. */
  readonly cancelled: readonly ChatBody[];
  nextCancelled(): Promise<ChatBody>;
  /** The next accepted request to this path, or under it. */
  nextRequest(path: string): Promise<Accepted>;
  close(): Promise<void>;
}

export async function startOllama(options: OllamaOptions = {}): Promise<OllamaStandIn> {
  const log = createLog();
  const faults = createFaults(async () => {
    await listener.goDown();
    return { comeBack: listener.comeBack };
  });
  const { maxLoaded = 3, maxQueued = 512 } = options;
  const host: Host = {
    version: options.version ?? '0.33.0',
    models: createShelf(options.models),
    registry: createShelf(options.registry),
    runners: createRunners({ maxLoaded, maxQueued }, faults.gateOfLoad),
    blobs: new Map(),
    generating: createGenerating(),
    answer: options.answer ?? cannedAnswer,
  };
  const handling = {
    routes: routesOf(host),
    log,
    faults,
    pace: options.pace ?? (() => setImmediate()),
    endedBy: () => (listener.isDown ? ('host' as const) : ('client' as const)),
  };
  const listener = await listen(options.host ?? '127.0.0.1', options.port ?? 0, (incoming, response) => {
    // What can still throw here is reading from a client that has gone: there is nobody to answer.
    handle(incoming, response, handling).catch(() => response.destroy());
  });

  return {
    url: listener.url,
    requests: log.requests,
    refusals: log.refusals,
    faults: faults.control,
    models: host.models,
    registry: host.registry,
    loads: host.runners.loads,
    cancelled: host.generating.cancelled,
    get chats() {
      return log.chats();
    },
    get embeds() {
      return log.embeds();
    },
    get inFlight() {
      return host.generating.inFlight;
    },
    get queued() {
      return host.runners.queued;
    },
    nextCancelled: host.generating.nextCancelled,
    nextRequest: log.next,
    close: listener.goDown,
  };
}
