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
const showReply = z.object({ capabilities: z.array(z.string()).nullish() });

export interface OllamaModels {
  list(signal: AbortSignal): Promise<InstalledModel[]>;
  /** Whether `think: false` may be sent: Ollama refuses it for models that know no thinking. */
  canThink(model: string, signal: AbortSignal): Promise<boolean>;
  /** The model may have become another one. */
  forget(model: string): void;
}

export function createOllamaModels(client: OllamaClient, bounds: Bounds): OllamaModels {
  const known = new Map<string, { digest: string | undefined; capabilities: string[] | undefined }>();

  async function capabilities(model: string, signal: AbortSignal, digest?: string): Promise<string[] | undefined> {
    const name = fullName(model);
    const found = known.get(name);
    if (found && (digest === undefined || found.digest === digest)) return found.capabilities;
    const shown = await client.ask({
      signal,
      bounds,
      model,
      schema: showReply,
      call: (ollama) => ollama.show({ model }),
    });
    known.set(name, { digest: digest ?? found?.digest, capabilities: shown.capabilities ?? undefined });
    return shown.capabilities ?? undefined;
  }

  async function described(tag: Tag, signal: AbortSignal): Promise<InstalledModel> {
    const can = await capabilities(tag.name, signal, tag.digest).catch(unlessOfTheHost);
    const detail = [tag.details?.parameter_size, tag.details?.quantization_level].filter(Boolean).join(' ');
    return {
      name: tag.name,
      purpose: purposeOf(can),
      ...(tag.size !== undefined && { bytes: tag.size }),
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
    canThink: async (model, signal) => (await capabilities(model, signal))?.includes('thinking') ?? false,
    forget: (model) => known.delete(fullName(model)),
  };
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
