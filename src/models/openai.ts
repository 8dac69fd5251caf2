/**
 * Anything that speaks OpenAI's protocol: vLLM, llama.cpp, LM Studio. Such a server decides itself how long a context it
 * loads a model with; `contextTokens` is then for whoever composes the prompt, and is not sent.
 */
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { shownAddress } from './address.ts';
import { embedInBatches } from './embed.ts';
import { ModelFailure } from './model-failure.ts';
import { openAiRefusal } from './openai-refusals.ts';
import { openAiParts } from './openai-stream.ts';
import { pictureType } from './picture-type.ts';
import type { ChatRequest, ModelProvider } from './provider.ts';
import { brokenOff, endedEarly, malformed } from './refusals.ts';
import { forAnswer, forReply, type TimeLimits } from './time-limits.ts';
import { type Bounds, createTimedFetch, withKey } from './timed-fetch.ts';

export interface OpenAiSettings {
  /** With or without `/v1` at its end. */
  url: string;
  apiKey?: string | undefined;
  headers?: Record<string, string> | undefined;
  timeLimits: TimeLimits;
  clock?: Clock | undefined;
}

const modelsReply = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      owned_by: z.string().nullish(),
      max_model_len: z.number().positive().nullish(), // vLLM
      meta: z // llama.cpp
        .object({
          size: z.number().nullish(),
          n_params: z.number().nullish(),
          n_ctx_train: z.number().positive().nullish(),
        })
        .nullish(),
    }),
  ),
  // llama.cpp tells here, as Ollama would, what its models can do.
  models: z
    .array(z.object({ name: z.string(), capabilities: z.array(z.string()).nullish() }))
    .nullish()
    .catch(null),
});
const versionReply = z.object({ version: z.string() });
const embeddingsReply = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) })),
});

const mebibyte = 1024 * 1024;

export function createOpenAiProvider({ url, timeLimits, ...settings }: OpenAiSettings): ModelProvider {
  const base = apiBase(url);
  const from = `The server at ${shownAddress(base)}`;
  const timedFetch = createTimedFetch({
    url: base,
    headers: withKey(settings),
    clock: settings.clock,
    whenUnreachable: 'Start the model server on that machine, or correct the address in the configuration.',
  });
  const asking: Bounds = { ...forReply(timeLimits), maxBytes: 16 * mebibyte };
  const generating: Bounds = { ...forAnswer(timeLimits), maxBytes: 64 * mebibyte };
  let takesRepeatPenalty = true;

  async function send(path: string, signal: AbortSignal, bounds: Bounds, body?: { model: string }): Promise<Response> {
    const response = await timedFetch(signal, bounds)(`${base}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { accept: 'application/json, text/event-stream', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await openAiRefusal(response, from, body?.model);
    return response;
  }

  async function reply<Reply>(response: Response, schema: z.ZodType<Reply>): Promise<Reply> {
    const text = await response.text();
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      throw malformed(from, 'a reply', error);
    }
  }

  const listed = async (signal: AbortSignal) => reply(await send('/models', signal, asking), modelsReply);

  /** OpenAI's own servers and some others refuse fields that they do not know: then, once and for all, without it. */
  async function sendChat(request: ChatRequest, signal: AbortSignal): Promise<Response> {
    const completions = '/chat/completions';
    if (!takesRepeatPenalty) return send(completions, signal, generating, chatBody(request));
    try {
      return await send(completions, signal, generating, { ...chatBody(request), ...repeatPenalty(request) });
    } catch (error) {
      if (!(error instanceof ModelFailure) || error.code !== 'bad-request') throw error;
      if (!/repeat_penalty|repetition_penalty/.test(error.message)) throw error;
      takesRepeatPenalty = false;
      return send(completions, signal, generating, chatBody(request));
    }
  }

  return {
    kind: 'openai',

    async version(signal) {
      const [first] = (await listed(signal)).data;
      const name = first?.owned_by ?? 'OpenAI-compatible';
      try {
        const root = base.replace(/\/v1$/, '');
        const response = await timedFetch(signal, asking)(`${root}/version`);
        return `${name} ${(await reply(response, versionReply)).version}`;
      } catch (error) {
        if (signal.aborted || !(error instanceof ModelFailure)) throw error;
        return name; // only vLLM answers there; the list has proved that the host is up
      }
    },

    async list(signal) {
      const { data, models } = await listed(signal);
      const seeing = new Set((models ?? []).flatMap(({ name, capabilities }) => (canSee(capabilities) ? name : [])));
      return data.map(({ id, meta, max_model_len }) => ({
        name: id,
        purpose: 'unknown',
        ...(seeing.has(id) && { sees: true }),
        ...longestContext(max_model_len ?? meta?.n_ctx_train),
        ...(meta?.size != null && { bytes: meta.size }),
        ...(meta?.n_params != null && { detail: `${(meta.n_params / 1e9).toFixed(1)}B` }),
      }));
    },

    async *chat(request, signal) {
      const { body } = await sendChat(request, signal);
      if (body === null) throw endedEarly(from);
      yield* openAiParts(body, from, (text) => brokenOff(from, request.model, text));
    },

    embed: (request, signal) =>
      embedInBatches(request, from, async (input) => {
        const body = { model: request.model, input, encoding_format: 'float' };
        const { data } = await reply(await send('/embeddings', signal, generating, body), embeddingsReply);
        // The protocol numbers the vectors, and does not promise their order.
        return data.toSorted((one, other) => one.index - other.index).map(({ embedding }) => embedding);
      }),
  };
}

/** `http://host:8000` and `http://host:8000/v1/` are the same server. */
function apiBase(url: string): string {
  const trimmed = url.replace(/\/+$/, '');
  return URL.canParse(trimmed) && new URL(trimmed).pathname === '/' ? `${trimmed}/v1` : trimmed;
}

function chatBody({ model, messages, sampling, answerTokens }: ChatRequest) {
  return {
    model,
    messages: messages.map(({ role, content, pictures = [] }) => ({
      role,
      content: pictures.length > 0 ? [{ type: 'text', text: content }, ...pictures.map(pictureContent)] : content,
    })),
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: answerTokens,
    temperature: sampling.temperature,
    top_p: sampling.topP,
  };
}

function pictureContent(bytes: Uint8Array) {
  const data = Buffer.from(bytes).toString('base64');
  return { type: 'image_url', image_url: { url: `data:${pictureType(bytes) ?? 'image/png'};base64,${data}` } };
}

/** llama.cpp's word for whatever is not text: where it hears but does not see, it refuses, and is asked without pictures. */
function canSee(capabilities: readonly string[] | null | undefined): boolean {
  return capabilities?.includes('multimodal') ?? false;
}

/** Not in OpenAI's protocol: llama.cpp and LM Studio call it one thing, vLLM the other, and each ignores the other's. */
function repeatPenalty({ sampling }: ChatRequest): { repeat_penalty?: number; repetition_penalty?: number } {
  if (sampling.repeatPenalty === 1) return {};
  return { repeat_penalty: sampling.repeatPenalty, repetition_penalty: sampling.repeatPenalty };
}

function longestContext(tokens: number | null | undefined): { longestContext?: number } {
  return tokens == null ? {} : { longestContext: tokens };
}
