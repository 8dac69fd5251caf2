/** What Ollama has, and what each model can do: asked once per model, and again when its digest has changed. */
import { z } from 'zod';
import { ModelFailure, type ModelFailureCode } from './model-failure.ts';
import { fullName } from './model-name.ts';
import type { OllamaClient } from './ollama-client.ts';
import type { InstalledModel } from './provider.ts';
import type { Bounds } from './timed-fetch.ts';

const tagsReply = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      digest: z.string().optional(),
      size: z.number().optional(),
      details: z.object({ parameter_size: z.string().optional(), quantization_level: z.string().optional() }).nullish(),
    }),
  ),
});
type Tag = z.infer<typeof tagsReply>['models'][number];

// Old versions do not tell what a model can do.
const showReply = z.object({
  capabilities: z.array(z.string()).nullish(),
  model_info: z.record(z.string(), z.unknown()).nullish(),
});

/** What a model can do, as far as it is told. */
interface Abilities {
  capabilities: string[] | undefined;
  longestContext: number | undefined;
}

export interface OllamaModels {
  list(signal: AbortSignal): Promise<InstalledModel[]>;
  /** Whether `think: false` may be sent: Ollama refuses it for models that know no thinking. */
  canThink(model: string, signal: AbortSignal): Promise<boolean>;
  /** The model may have become another one. */
  forget(model: string): void;
}

export function createOllamaModels(client: OllamaClient, bounds: Bounds): OllamaModels {
  const known = new Map<string, Abilities & { digest: string | undefined }>();

  async function abilities(model: string, signal: AbortSignal, digest?: string): Promise<Abilities> {
    const name = fullName(model);
    const found = known.get(name);
    if (found && (digest === undefined || found.digest === digest)) return found;
    const shown = await client.ask({
      signal,
      bounds,
      model,
      schema: showReply,
      call: (ollama) => ollama.show({ model }),
    });
    const told = {
      capabilities: shown.capabilities ?? undefined,
      longestContext: longestContext(shown.model_info ?? {}),
    };
    known.set(name, { digest: digest ?? found?.digest, ...told });
    return told;
  }

  async function described(tag: Tag, signal: AbortSignal): Promise<InstalledModel> {
    const can = await abilities(tag.name, signal, tag.digest).catch(unlessOfTheHost);
    const detail = [tag.details?.parameter_size, tag.details?.quantization_level].filter(Boolean).join(' ');
    return {
      name: tag.name,
      purpose: purposeOf(can?.capabilities),
      ...(can?.capabilities?.includes('vision') && { sees: true }),
      ...(tag.size !== undefined && { bytes: tag.size }),
      ...(can?.longestContext !== undefined && { longestContext: can.longestContext }),
      ...(detail && { detail }),
    };
  }

  return {
    async list(signal) {
      const tags = await client.ask({ signal, bounds, schema: tagsReply, call: (ollama) => ollama.list() });
      const models: InstalledModel[] = [];
      // One after the other: only new models are asked for, and a host at work is not to be stormed.
      for (const tag of tags.models) models.push(await described(tag, signal));
      return models;
    },
    canThink: async (model, signal) => (await abilities(model, signal)).capabilities?.includes('thinking') ?? false,
    forget: (model) => known.delete(fullName(model)),
  };
}

/** It stands under the name of the model's architecture: `llama.context_length`. */
function longestContext(info: Record<string, unknown>): number | undefined {
  const [, length] = Object.entries(info).find(([name]) => name.endsWith('.context_length')) ?? [];
  return typeof length === 'number' && length > 0 ? length : undefined;
}

/** A model that cannot be shown is listed all the same: whoever asks it learns what is wrong with it. */
function unlessOfTheHost(error: unknown): undefined {
  if (error instanceof ModelFailure && aboutTheModel.has(error.code)) return undefined;
  throw error;
}

const aboutTheModel: ReadonlySet<ModelFailureCode> = new Set(['missing', 'bad-request', 'out-of-memory', 'broken']);

function purposeOf(capabilities: string[] | undefined): InstalledModel['purpose'] {
  if (capabilities?.includes('completion')) return 'chat';
  return capabilities?.includes('embedding') ? 'embedding' : 'unknown';
}
