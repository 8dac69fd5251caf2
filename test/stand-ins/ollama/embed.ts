/** POST /api/embed. One text that cannot be embedded fails the whole batch, and nothing says which it was. */
import { HostError, missing } from './errors.ts';
import type { Host } from './host.ts';
import type { Model } from './model.ts';
import { charactersPerToken, contextFor, countTokens } from './prompt.ts';
import type { Reply } from './reply.ts';
import type { EmbedBody } from './requests.ts';
import { embedText, shorten } from './vectors.ts';

export async function embed(request: EmbedBody, reply: Reply, host: Host): Promise<void> {
  const model = host.models.get(request.model);
  if (model === undefined) throw missing(request.model, '/api/embed');
  const contextTokens = contextFor(model, request.options?.num_ctx);
  const turn = await host.runners.turn(model, contextTokens, reply.signal);
  try {
    const dimensions = dimensionsOf(model);
    const texts = textsOf(request).map((text) => fitting(text, contextTokens, request.truncate ?? true));
    const vectors = texts.map((text) => shorten(embedText(text, dimensions), request.dimensions ?? dimensions));
    const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
    await reply.json({
      model: request.model,
      embeddings: vectors,
      total_duration: turn.loadNs + tokens * 100_000,
      ...(turn.loadNs > 0 && { load_duration: turn.loadNs }),
      prompt_eval_count: tokens,
    });
  } finally {
    turn.end();
  }
}

/** A model without pooling is loaded first and says only then that it cannot; 501 is the real one's status. */
function dimensionsOf(model: Model): number {
  if (model.dimensions === undefined) throw new HostError(501, 'this model does not support embeddings');
  return model.dimensions;
}

/** One empty text means none; an empty one among others is an error. */
function textsOf({ input }: EmbedBody): string[] {
  if (typeof input === 'string') return input === '' ? [] : [input];
  if (input.includes('')) throw new HostError(400, 'input content cannot be empty');
  return input;
}

function fitting(text: string, contextTokens: number, truncate: boolean): string {
  if (countTokens(text) <= contextTokens) return text;
  if (!truncate) throw new HostError(400, 'the input length exceeds the context length');
  return text.slice(0, contextTokens * charactersPerToken);
}
