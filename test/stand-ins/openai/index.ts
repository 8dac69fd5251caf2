/**
 * A server of OpenAI's protocol for tests, over a real socket and without models. It is strict: a request that breaks
 * the protocol is refused, and kept in `refusals` for the test to fail on.
 *
 *     const server = await startOpenAi({ models: ['qwen3-8b'], answer: () => ['Forty', '-two.'] });
 *     … point the code under test at server.url …
 *     expect(server.refusals).toEqual([]);
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import { listen } from '../ollama/listener.ts';
import { type Answer, streamChat } from './chat.ts';
import { createFaults, type Faults, type ProtocolError } from './faults.ts';
import { type ChatBody, chatBody, embeddingsBody, picturesOf, plainChatBody } from './requests.ts';

export interface OpenAiOptions {
  models?: string[];
  embedders?: string[];
  /** Those of the models that look at pictures; the list says so, as that of llama.cpp does. */
  seers?: string[];
  /** Wanted as a bearer token; nothing where it is not said. */
  apiKey?: string;
  answer?: Answer;
  /** Refuses fields that OpenAI does not know, as OpenAI itself does. */
  plain?: boolean;
}

export interface OpenAiStandIn {
  readonly url: string;
  readonly chats: readonly ChatBody[];
  /** How many chats were declined for fields that OpenAI does not know. */
  readonly declined: number;
  /** What no such server should be asked. */
  readonly refusals: readonly string[];
  readonly faults: Faults;
  readonly inFlight: number;
  /** Resolves when the client of a chat has gone away in the middle of it. */
  nextCancelled(): Promise<void>;
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function startOpenAi(options: OpenAiOptions = {}): Promise<OpenAiStandIn> {
  const {
    models = ['qwen3-8b'],
    embedders = ['bge-m3'],
    seers = [],
    answer = () => ['This is ', 'a canned ', 'answer.'],
  } = options;
  const faults = createFaults();
  const chats: ChatBody[] = [];
  const refusals: string[] = [];
  let inFlight = 0;
  let declined = 0;
  let cancelled = Promise.withResolvers<void>();

  const listener = await listen('127.0.0.1', 0, (incoming, response) => {
    // What can still throw is reading from a client that has gone: there is nobody to answer.
    handle(incoming, response).catch(() => response.destroy());
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(incoming);
    if (options.apiKey !== undefined && incoming.headers.authorization !== `Bearer ${options.apiKey}`)
      return fail(response, 401, { message: 'Incorrect API key provided', type: 'AuthenticationError', code: 401 });
    switch (`${incoming.method} ${incoming.url}`) {
      case 'GET /version':
        return send(response, 200, { version: '0.11.2' });
      case 'GET /v1/models':
        return send(response, 200, {
          object: 'list',
          data: [...models, ...embedders].map((id) => ({
            id,
            object: 'model',
            owned_by: 'vllm',
            max_model_len: 32_768,
          })),
          models: models.map((name) => ({
            name,
            capabilities: seers.includes(name) ? ['completion', 'multimodal'] : ['completion'],
          })),
        });
      case 'POST /v1/chat/completions':
        return chat(body, response);
      case 'POST /v1/embeddings':
        return embeddings(body, response);
      default:
        refusals.push(`${incoming.method} ${incoming.url}`);
        return send(response, 404, { detail: 'Not Found' });
    }
  }

  async function chat(body: string, response: ServerResponse): Promise<void> {
    const request = understood(body, chatBody, response);
    if (request === undefined) return;
    if (options.plain) {
      const unknown = plainChatBody.safeParse(request).error?.issues[0]?.message;
      if (unknown !== undefined) {
        declined += 1;
        return fail(response, 400, { message: unknown, type: 'invalid_request_error', code: null });
      }
    }
    if (!models.includes(request.model)) return fail(response, 404, missing(request.model));
    if (picturesOf(request).length > 0 && !seers.includes(request.model)) return fail(response, 500, sightless);
    const fate = faults.take();
    if (fate.refusal) return fail(response, fate.refusal.status, fate.refusal.error);
    chats.push(request);
    inFlight += 1;
    const ended = await streamChat(request, answer, fate, response).finally(() => {
      inFlight -= 1;
    });
    if (ended !== 'cancelled' || listener.isDown) return;
    cancelled.resolve();
    cancelled = Promise.withResolvers();
  }

  function embeddings(body: string, response: ServerResponse): void {
    const request = understood(body, embeddingsBody, response);
    if (request === undefined) return;
    if (!embedders.includes(request.model)) {
      fail(response, 404, missing(request.model));
      return;
    }
    const { refusal } = faults.take();
    if (refusal) {
      fail(response, refusal.status, refusal.error);
      return;
    }
    const data = request.input.map((input, index) => ({ object: 'embedding', index, embedding: vectorOf(input) }));
    // The protocol promises no order.
    send(response, 200, { object: 'list', model: request.model, data: data.toReversed() });
  }

  function understood<Body>(body: string, schema: z.ZodType<Body>, response: ServerResponse): Body | undefined {
    const parsed = schema.safeParse(JSON.parse(body));
    if (parsed.success) return parsed.data;
    refusals.push(parsed.error.message);
    fail(response, 400, { message: parsed.error.message, type: 'invalid_request_error', code: null });
    return undefined;
  }

  return {
    url: listener.url,
    chats,
    refusals,
    faults,
    get declined() {
      return declined;
    },
    get inFlight() {
      return inFlight;
    },
    nextCancelled: () => cancelled.promise,
    goDown: listener.goDown,
    comeBack: listener.comeBack,
    close: listener.goDown,
  };
}

/** In the words of llama.cpp. */
const sightless: ProtocolError = {
  message: 'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
  type: 'server_error',
  code: 500,
};

function missing(model: string): ProtocolError {
  return { message: `The model \`${model}\` does not exist.`, type: 'NotFoundError', code: 404 };
}

function fail(response: ServerResponse, status: number, error: ProtocolError): void {
  send(response, status, { error });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Not of unit length, as some servers send them; the same for the same text. */
function vectorOf(input: string): number[] {
  const vector = [1, 2, 3, 4, 5, 6, 7, 8];
  for (const [at, letter] of [...input].entries())
    vector[at % 8] = (vector[at % 8] ?? 0) + (letter.codePointAt(0) ?? 0);
  return vector;
}
