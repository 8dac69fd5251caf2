/** Ollama as a provider: always streaming, always with a context length, and never fetching or making models unasked. */
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { shownAddress } from './address.ts';
import { embedInBatches } from './embed.ts';
import { createOllamaClient } from './ollama-client.ts';
import { createOllamaModels } from './ollama-models.ts';
import { pullFailure } from './ollama-refusals.ts';
import type { ChatPart, ChatRequest, ModelProvider } from './provider.ts';
import { brokenOff } from './refusals.ts';
import { forAnswer, forDownload, forReply, type TimeLimits } from './time-limits.ts';
import { type Bounds, createTimedFetch, withKey } from './timed-fetch.ts';

export interface OllamaSettings {
  url: string;
  /** For a proxy in front of it that wants one. */
  apiKey?: string | undefined;
  headers?: Record<string, string> | undefined;
  timeLimits: TimeLimits;
  clock?: Clock | undefined;
}

const chatLine = z.object({
  message: z.object({ content: z.string().default(''), thinking: z.string().optional() }).optional(),
  done: z.boolean(),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
  load_duration: z.number().optional(),
});
const pullLine = z.object({ status: z.string(), completed: z.number().optional(), total: z.number().optional() });
const embedReply = z.object({ embeddings: z.array(z.array(z.number())) });
const versionReply = z.object({ version: z.string() });

const mebibyte = 1024 * 1024;

export function createOllamaProvider({ url, timeLimits, ...settings }: OllamaSettings): ModelProvider {
  const from = `Ollama at ${shownAddress(url)}`;
  const timedFetch = createTimedFetch({
    url,
    headers: withKey(settings),
    clock: settings.clock,
    whenUnreachable: 'Start it on that machine with `ollama serve`, or correct the address in the configuration.',
  });
  const client = createOllamaClient(url, from, timedFetch);
  const asking: Bounds = { ...forReply(timeLimits), maxBytes: 16 * mebibyte };
  const generating: Bounds = { ...forAnswer(timeLimits), maxBytes: 64 * mebibyte };
  const pulling: Bounds = { ...forDownload(timeLimits), maxBytes: Number.POSITIVE_INFINITY };
  const models = createOllamaModels(client, asking);

  return {
    kind: 'ollama',

    async version(signal) {
      const call = { signal, bounds: asking, schema: versionReply };
      return (await client.ask({ ...call, call: (ollama) => ollama.version() })).version;
    },

    list: (signal) => models.list(signal),

    async *chat(request, signal) {
      const canThink = await models.canThink(request.model, signal);
      const lines = client.stream({
        signal,
        bounds: generating,
        model: request.model,
        schema: chatLine,
        call: (ollama) => ollama.chat(chatBody(request, canThink)),
        isLast: (line) => line.done,
        reported: (text) => brokenOff(from, request.model, text),
      });
      for await (const line of lines) yield* partsOf(line);
    },

    embed: (request, signal) =>
      embedInBatches(request, from, async (input) => {
        const { model } = request;
        const call = { signal, bounds: generating, model, schema: embedReply };
        return (await client.ask({ ...call, call: (ollama) => ollama.embed({ model, input }) })).embeddings;
      }),

    async *pull(model, signal) {
      const lines = client.stream({
        signal,
        bounds: pulling,
        model,
        schema: pullLine,
        call: (ollama) => ollama.pull({ model, stream: true }),
        isLast: (line) => line.status === 'success',
        reported: (text) => pullFailure(from, model, text),
      });
      for await (const { status, completed, total } of lines)
        yield {
          status,
          ...(completed !== undefined && { completedBytes: completed }),
          ...(total !== undefined && { totalBytes: total }),
        };
      models.forget(model);
    },
  };
}

function chatBody({ model, messages, sampling, contextTokens, answerTokens }: ChatRequest, canThink: boolean) {
  return {
    model,
    stream: true as const,
    // Nothing else that a message carries may reach a host.
    messages: messages.map(({ role, content, pictures = [] }) => ({
      role,
      content,
      ...(pictures.length > 0 && { images: pictures.map((bytes) => Buffer.from(bytes).toString('base64')) }),
    })),
    ...(canThink && { think: false }),
    options: {
      num_ctx: contextTokens,
      num_predict: answerTokens,
      temperature: sampling.temperature,
      top_p: sampling.topP,
      repeat_penalty: sampling.repeatPenalty,
    },
  };
}

function* partsOf(line: z.infer<typeof chatLine>): Generator<ChatPart> {
  if (line.message?.thinking) yield { kind: 'thinking', text: line.message.thinking };
  if (line.message?.content) yield { kind: 'text', text: line.message.content };
  if (!line.done) return;
  yield {
    kind: 'done',
    reason: line.done_reason === 'length' ? 'length' : 'stop',
    ...(line.prompt_eval_count !== undefined && { promptTokens: line.prompt_eval_count }),
    ...(line.eval_count !== undefined && { answerTokens: line.eval_count }),
    ...(line.load_duration !== undefined && { loadMs: line.load_duration / 1e6 }),
  };
}
