/**
 * A `fetch` for model hosts, with our own time limits. It is not Node's, which hides the connection, ends every wait for
 * a first byte after 300 seconds and follows redirects. Every failure is a ModelFailure; an abort rejects with its reason.
 */
import http from 'node:http';
import https from 'node:https';
import { type Clock, systemClock } from '../clock.ts';
import { ModelFailure } from './model-failure.ts';
import { createWatch, type Patience } from './time-limits.ts';
import { type Address, codeOf, cutOff, redirected, tooLong, tooSlow, unreachable } from './transport-failures.ts';

export interface HostAddress extends Address {
  /** Sent with every request. */
  headers?: Record<string, string> | undefined;
  clock?: Clock | undefined;
  /** Who opens connections; one for each request unless told otherwise. */
  agent?: http.Agent | undefined;
}

export interface Bounds extends Patience {
  /** The most that is read of a response. */
  maxBytes: number;
}

/** A `fetch` for one request: it ends with the signal, and within the bounds. */
export type TimedFetch = (signal: AbortSignal, bounds: Bounds) => typeof fetch;

export function withKey(settings: {
  apiKey?: string | undefined;
  headers?: Record<string, string> | undefined;
}): Record<string, string> {
  return { ...(settings.apiKey && { authorization: `Bearer ${settings.apiKey}` }), ...settings.headers };
}

export function createTimedFetch(host: HostAddress): TimedFetch {
  const clock = host.clock ?? systemClock;
  return (signal, bounds) =>
    async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const limit = new AbortController();
      const ended = AbortSignal.any([signal, limit.signal, ...(init.signal ? [init.signal] : [])]);
      ended.throwIfAborted();
      const watch = createWatch(clock, bounds, (phase, afterMs) => limit.abort(tooSlow(host, phase, afterMs)));
      watch.waitFor('connection');
      try {
        const incoming = await send(host, url, init, ended, () => watch.waitFor('first byte'));
        if (isRedirect(incoming)) {
          incoming.destroy();
          throw redirected(host, incoming.headers.location);
        }
        return new Response(readable(host, incoming, bounds.maxBytes, ended, watch), {
          status: incoming.statusCode ?? 200,
          headers: { 'content-type': incoming.headers['content-type'] ?? '' },
        });
      } catch (error) {
        watch.stop();
        if (ended.aborted) throw ended.reason;
        throw error instanceof ModelFailure ? error : unreachable(host, codeOf(error), error);
      }
    };
}

function send(
  host: HostAddress,
  url: URL,
  init: RequestInit,
  ended: AbortSignal,
  onConnected: () => void,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    if (init.body != null && typeof init.body !== 'string')
      throw new TypeError('Only text can be sent to a model host.');
    const secure = url.protocol === 'https:';
    const request = (secure ? https : http).request(url, {
      method: init.method ?? 'GET',
      headers: { ...Object.fromEntries(new Headers(init.headers)), ...host.headers },
      // A connection for each request: one that is kept and that the host has just closed would look like a failure.
      agent: host.agent ?? false,
    });
    const stop = () => request.destroy();
    ended.addEventListener('abort', stop, { once: true });
    request.once('close', () => ended.removeEventListener('abort', stop));
    request.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', onConnected));
    request.once('response', resolve);
    request.on('error', reject);
    request.end(init.body ?? undefined);
  });
}

/** What arrives, read as fast as it arrives: the limits are the host's, whoever reads may take their time. */
function readable(
  host: HostAddress,
  incoming: http.IncomingMessage,
  maxBytes: number,
  ended: AbortSignal,
  watch: ReturnType<typeof createWatch>,
): ReadableStream<Uint8Array> {
  let bytes = 0;
  let isOver = false;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const fail = (error: unknown) => {
        if (isOver) return;
        isOver = true;
        watch.stop();
        controller.error(error);
        incoming.destroy();
      };
      incoming.on('data', (chunk: Buffer) => {
        if (isOver) return;
        if (bytes === 0) watch.waitFor('next piece');
        watch.touch();
        bytes += chunk.length;
        if (bytes > maxBytes) return fail(tooLong(host, maxBytes));
        // A plain view: a Buffer's own methods must not reach code that expects the web's type.
        controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
      });
      incoming.on('end', () => {
        if (isOver) return;
        isOver = true;
        watch.stop();
        controller.close();
      });
      incoming.on('error', (error) => fail(ended.aborted ? ended.reason : cutOff(host, error)));
      incoming.on('close', () => fail(ended.aborted ? ended.reason : cutOff(host)));
    },
    cancel() {
      isOver = true;
      watch.stop();
      incoming.destroy();
    },
  });
}

function isRedirect({ statusCode = 200 }: http.IncomingMessage): boolean {
  return statusCode >= 300 && statusCode < 400;
}
