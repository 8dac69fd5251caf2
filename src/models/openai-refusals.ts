/** How servers of OpenAI's protocol say no, as a ModelFailure. They agree on little: each words and places it differently. */
import { z } from 'zod';
import { ModelFailure } from './model-failure.ts';
import { failureOfStatus, outOfMemory, quoted, speaksOfMemory } from './refusals.ts';

const told = z.object({ message: z.string(), code: z.union([z.string(), z.number()]).nullish() });
/** `{error: {message}}` of most, `{error: "…"}` of LM Studio, `{message}` of older vLLM, `{detail}` of FastAPI's own errors. */
const errorBody = z.union([
  z.object({ error: told }).transform(({ error }) => error),
  z.object({ error: z.string() }).transform(({ error }) => ({ message: error, code: undefined })),
  told,
  z.object({ detail: z.string() }).transform(({ detail }) => ({ message: detail, code: undefined })),
]);

export async function openAiRefusal(response: Response, from: string, model?: string): Promise<ModelFailure> {
  const body = await response.text();
  const error = toldIn(body);
  const text = error?.message ?? body;
  const { status } = response;
  if (status === 404 && model !== undefined && error !== undefined && /model/i.test(`${error.message} ${error.code}`))
    return new ModelFailure('missing', `${from} has no model ${model}.`, {
      remedy: `Start that server with ${model}, or name a model in the configuration that it serves.`,
      cause: text,
    });
  if (status === 404)
    return new ModelFailure('broken', `${from} does not know what OpenAI’s protocol asks (404): ${quoted(text)}`, {
      remedy: 'Check the address: it usually ends in `/v1`.',
    });
  // A spent budget wears the status of a full queue, and no waiting helps.
  if (status === 429 && error?.code === 'insufficient_quota')
    return failureOfStatus({ from, model, status: 403, text });
  // LM Studio loads a model on demand, and says 400 where it does not fit.
  if (status === 400 && model !== undefined && /failed to load/i.test(text) && speaksOfMemory(text))
    return outOfMemory(from, model, text);
  return failureOfStatus({ from, model, status, text });
}

/** The text of an error that a stream or a body reports, if it does. */
export function errorTextIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value) || value.error === null) return undefined;
  return errorBody.safeParse(value).data?.message ?? 'an error without a message';
}

function toldIn(body: string): z.infer<typeof told> | undefined {
  try {
    return errorBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
