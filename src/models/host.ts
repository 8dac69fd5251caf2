/** One host: its queue, its health, and a breaker for each of its models. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { shownAddress } from './address.ts';
import type { BreakerState } from './breaker.ts';
import { createBreakers } from './breakers.ts';
import { createFairQueue, type QueueRequest } from './fair-queue.ts';
import { createHealth, type Health } from './health.ts';
import { ModelFailure } from './model-failure.ts';
import { sameModel } from './model-name.ts';
import type { ChatPart, ChatRequest, EmbedRequest, InstalledModel, ModelProvider } from './provider.ts';

export interface HostSettings {
  name: string;
  provider: ModelProvider;
  url: string;
  contextTokens: number;
  /** The same for single models; a model is loaded with one context length, whoever asks. */
  contextTokensByModel: Record<string, number>;
  /** How many requests it is sent at once. */
  parallel: number;
  modelsInMemory: number;
  /** Its models that look at pictures, beside those of which it says so itself. */
  seeingModels?: readonly string[];
}

/** What a host yields before the parts of its provider: from here on it may be at work. */
export interface Sent {
  kind: 'sent';
}

export type HostChatRequest = Omit<ChatRequest, 'contextTokens'> & QueueRequest;

export interface Host {
  readonly name: string;
  readonly url: string;
  readonly provider: ModelProvider;
  readonly health: Health;
  /** The model as the host calls it, if it is up and has it. */
  find(model: string): InstalledModel | undefined;
  /** What is wrong with a model that it has; undefined where it may be asked. */
  pausedBy(model: string): ModelFailure | undefined;
  /** How much it has to do, for each request that it takes at once. */
  load(): number;
  isWarm(model: string): boolean;
  contextTokens(model: string): number;
  chat(request: HostChatRequest, signal: AbortSignal): AsyncIterable<Sent | ChatPart>;
  embed(request: EmbedRequest, signal: AbortSignal): AsyncIterable<Sent | { kind: 'vectors'; vectors: Float32Array[] }>;
  counts(): { waiting: number; running: number; warm: string[]; breakers: { model: string; state: BreakerState }[] };
}

export interface HostParts {
  clock: Clock;
  log: Log;
  closing: AbortSignal;
  batchSize: number;
  queueLength: number;
}

/** How long it is believed that a host is down, before a question may find out again. */
const believedDownMs = 2_000;

export function createHost(settings: HostSettings, { clock, log, closing, batchSize, queueLength }: HostParts): Host {
  const { name, provider, parallel, modelsInMemory } = settings;
  const url = shownAddress(settings.url);
  const queue = createFairQueue({ host: name, parallel, modelsInMemory, batchSize, length: queueLength });
  const breakers = createBreakers(name, log);
  let embedding = 0;

  /** The provider's list, with what only the settings know. */
  async function list(signal: AbortSignal): Promise<InstalledModel[]> {
    const seeing = settings.seeingModels ?? [];
    const installed = await provider.list(signal);
    return installed.map((model) =>
      seeing.some((one) => sameModel(one, model.name)) ? { ...model, sees: true } : model,
    );
  }

  const health = createHealth({
    provider: { list, version: (signal) => provider.version(signal) },
    clock,
    closing,
    onChange: (now) => {
      if (now.state === 'down') log.warn('A model host is down.', { host: name, url, why: now.why.message });
      if (now.state === 'up') log.info('A model host is up.', { host: name, url, version: now.version });
    },
  });

  /** What is set, but no more than the model can: a host would cut it down, and the prompt with it, without a word. */
  function contextTokens(model: string): number {
    const own = Object.entries(settings.contextTokensByModel).find(([other]) => sameModel(other, model));
    return Math.min(own?.[1] ?? settings.contextTokens, find(model)?.longestContext ?? Number.POSITIVE_INFINITY);
  }

  function find(model: string): InstalledModel | undefined {
    if (health.current.state !== 'up') return undefined;
    return health.current.models.find((installed) => sameModel(installed.name, model));
  }

  /** Whatever is asked goes through here: nothing is sent to a host that is down or left alone, and how it went counts. */
  async function* ask<Part>(
    model: string,
    signal: AbortSignal,
    parts: () => AsyncIterable<Part>,
  ): AsyncGenerator<Sent | Part> {
    signal.throwIfAborted();
    if (health.current.state === 'down' && health.ageMs() < believedDownMs) throw health.current.why;
    const attempt = breakers.begin(model);
    let hasAnswered = false;
    let failure: unknown;
    try {
      yield { kind: 'sent' };
      for await (const part of parts()) {
        hasAnswered = true;
        yield part;
      }
    } catch (error) {
      failure = error;
      if (error instanceof ModelFailure && error.code === 'unreachable') health.markDown(error);
      throw error;
    } finally {
      // A question that is cancelled after its first word has shown that the model works.
      const works = hasAnswered && !(failure instanceof ModelFailure);
      await (works ? attempt.succeeded() : attempt.failed(failure));
    }
  }

  return {
    name,
    url,
    provider,
    health,
    find,
    pausedBy: breakers.pausedBy,
    load: () => (queue.running + queue.waiting + embedding) / parallel,
    isWarm: (model) => queue.isWarm(model),
    contextTokens,

    async *chat({ member, onPlace, ...request }, signal) {
      const leave = await queue.enter({ member, model: request.model, onPlace }, signal);
      try {
        const { model, messages, sampling, answerTokens } = request;
        const asked = { model, messages, sampling, answerTokens, contextTokens: contextTokens(model) };
        yield* ask(model, signal, () => provider.chat(asked, signal));
      } finally {
        leave();
      }
    },

    async *embed(request, signal) {
      embedding += 1;
      try {
        yield* ask(request.model, signal, async function* () {
          yield { kind: 'vectors' as const, vectors: await provider.embed(request, signal) };
        });
      } finally {
        embedding -= 1;
      }
    },

    counts: () => ({
      waiting: queue.waiting,
      running: queue.running,
      warm: queue.warm,
      breakers: breakers.states(),
    }),
  };
}
