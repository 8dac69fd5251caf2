/**
 * A model host in memory: the shortest description of what a provider does, and what other chapters' tests ask. What a
 * real host may do wrong, `answer` and `before` do by waiting or by throwing a ModelFailure.
 */
import { embedInBatches } from './embed.ts';
import { ModelFailure } from './model-failure.ts';
import type { ChatRequest, InstalledModel, ModelProvider, PullProgress } from './provider.ts';
import { untilAborted } from './until-aborted.ts';

export interface MemorySettings {
  models: InstalledModel[];
  /** The pieces of an answer. The signal tells when nobody wants it any more. */
  answer?: (request: ChatRequest, signal: AbortSignal) => Iterable<string> | AsyncIterable<string>;
  /** What is asked first, whatever is asked: throw here to be unreachable, busy or in want of a key. */
  before?: () => void;
  /** What `pull` can fetch; nothing unless told. */
  registry?: InstalledModel[];
  version?: string;
}

export function createMemoryProvider(settings: MemorySettings): ModelProvider {
  const { answer = echo, before = () => {}, registry = [], version = 'memory' } = settings;
  const models = new Map(settings.models.map((model) => [model.name, model]));

  function find(name: string): void {
    if (!models.has(name))
      throw new ModelFailure('missing', `The memory host has no model ${name}.`, {
        remedy: `Get it with \`npm run -s quorum -- models pull ${name}\`.`,
      });
  }

  function admit(signal: AbortSignal, model?: string): void {
    signal.throwIfAborted();
    before();
    if (model !== undefined) find(model);
  }

  return {
    kind: 'memory',

    async version(signal) {
      admit(signal);
      return version;
    },

    async list(signal) {
      admit(signal);
      return [...models.values()];
    },

    async *chat(request, signal) {
      admit(signal, request.model);
      const hasPictures = request.messages.some(({ pictures = [] }) => pictures.length > 0);
      if (hasPictures && !models.get(request.model)?.sees)
        throw new ModelFailure('bad-request', `${request.model} looks at no pictures.`);
      let pieces = 0;
      for await (const text of untilAborted(answer(request, signal), signal)) {
        if (pieces === request.answerTokens) break;
        pieces += 1;
        yield { kind: 'text', text };
      }
      const reason = pieces === request.answerTokens ? 'length' : 'stop';
      const promptTokens = request.messages.reduce((sum, { content }) => sum + words(content).length, 0);
      yield { kind: 'done', reason, promptTokens, answerTokens: pieces, loadMs: 0 };
    },

    embed: (request, signal) =>
      embedInBatches(request, 'The memory host', async (texts) => {
        admit(signal, request.model);
        return texts.map(wordVector);
      }),

    async *pull(name, signal): AsyncGenerator<PullProgress> {
      admit(signal);
      const model = registry.find((candidate) => candidate.name === name);
      if (!model) throw new ModelFailure('missing', `The memory registry has no model ${name}.`);
      yield { status: 'pulling', completedBytes: 0, totalBytes: model.bytes ?? 0 };
      models.set(name, model);
      yield { status: 'success' };
    },
  };
}

/** Says back what was asked, word by word. */
function* echo({ messages }: ChatRequest): Generator<string> {
  yield* words(messages.at(-1)?.content ?? '').map((word) => `${word} `);
}

const dimensions = 32;

/** Texts that share words point the same way; the first dimension keeps a text without words from pointing nowhere. */
function wordVector(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  vector[0] = 0.1;
  for (const word of words(text.toLowerCase())) {
    let hash = 0;
    for (const letter of word) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
    const at = 1 + (hash % (dimensions - 1));
    vector[at] = (vector[at] ?? 0) + 1;
  }
  return vector;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
