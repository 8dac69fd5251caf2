/**
 * Ollama's own client, one for each request, because its `abort()` ends every stream of a client; and its browser build,
 * because the other one reads files that a text happens to name. What it returns is read with a schema.
 */
import { Ollama } from 'ollama/browser';
import type { z } from 'zod';
import { soundJsonLines } from './json-lines.ts';
import { ModelFailure } from './model-failure.ts';
import { ollamaRefusal } from './ollama-refusals.ts';
import { endedEarly, malformed } from './refusals.ts';
import type { Bounds, TimedFetch } from './timed-fetch.ts';

export interface OllamaClient {
  /** One request, one reply. */
  ask<Reply>(request: {
    signal: AbortSignal;
    bounds: Bounds;
    /** The model it is about, so that a refusal can name it. */
    model?: string;
    schema: z.ZodType<Reply>;
    call: (client: Ollama) => Promise<unknown>;
  }): Promise<Reply>;
  /** One request, many lines. Leaving before the last one ends the work at the host too. */
  stream<Line>(request: {
    signal: AbortSignal;
    bounds: Bounds;
    model: string;
    schema: z.ZodType<Line>;
    call: (client: Ollama) => Promise<AsyncIterable<unknown>>;
    isLast: (line: Line) => boolean;
    /** What a line that reports an error stands for. */
    reported: (text: string) => ModelFailure;
  }): AsyncIterable<Line>;
}

export function createOllamaClient(url: string, from: string, timedFetch: TimedFetch): OllamaClient {
  function clientFor(
    { signal, bounds, model }: { signal: AbortSignal; bounds: Bounds; model?: string },
    guard: (response: Response) => Response = (response) => response,
  ): Ollama {
    const fetchOnce = timedFetch(signal, bounds);
    return new Ollama({
      host: url,
      fetch: async (input, init) => {
        const response = await fetchOnce(input, init);
        if (!response.ok) throw await ollamaRefusal(response, from, model);
        return guard(response);
      },
    });
  }

  return {
    async ask(request) {
      const reply = await request.call(clientFor(request)).catch((error: unknown) => {
        throw understood(error, request.signal, () => malformed(from, 'a reply', error));
      });
      const parsed = request.schema.safeParse(reply);
      if (!parsed.success) throw malformed(from, 'a reply', parsed.error);
      return parsed.data;
    },

    async *stream(request) {
      const left = new AbortController();
      const signal = AbortSignal.any([request.signal, left.signal]);
      const guard = ({ body }: Response) => new Response(body && soundJsonLines(body, from, request.reported));
      let isDone = false;
      try {
        for await (const line of await request.call(clientFor({ ...request, signal }, guard))) {
          const parsed = request.schema.safeParse(line);
          if (!parsed.success) throw malformed(from, 'a line', parsed.error);
          isDone = request.isLast(parsed.data);
          yield parsed.data;
        }
      } catch (error) {
        // Errors of the client's own say that the lines ended without a last one: the guard stops all others.
        if (!isDone) throw understood(error, request.signal, () => endedEarly(from));
      } finally {
        if (!isDone) left.abort();
      }
    },
  };
}

function understood(error: unknown, signal: AbortSignal, otherwise: () => ModelFailure): unknown {
  if (signal.aborted) return signal.reason;
  return error instanceof ModelFailure ? error : otherwise();
}
