/** Ollama's way of saying no, as a ModelFailure. */
import { z } from 'zod';
import { ModelFailure } from './model-failure.ts';
import { brokenOff, failureOfStatus, quoted } from './refusals.ts';

const errorBody = z.object({ error: z.string() });

/** What a response that is not OK means. It is read here, because the client would print it. */
export async function ollamaRefusal(response: Response, from: string, model?: string): Promise<ModelFailure> {
  const body = await response.text();
  const text = errorIn(body);
  if (response.status === 404) {
    if (model !== undefined && text !== undefined && /not found|does not exist/i.test(text))
      return missing(from, model);
    return new ModelFailure('broken', `${from} does not know what Ollama answers (404): ${quoted(body)}`, {
      remedy: 'Check that the address is that of an Ollama server, without `/api` at its end.',
    });
  }
  return failureOfStatus({ from, model, status: response.status, text: text ?? body });
}

/** What an `{"error": …}` line means after a pull had begun. */
export function pullFailure(from: string, model: string, text: string): ModelFailure {
  if (/file does not exist|not found|invalid model/i.test(text))
    return new ModelFailure('missing', `Ollama’s registry has no model ${model}: ${quoted(text)}`, {
      remedy: 'Look the name up on ollama.com/library.',
    });
  return brokenOff(from, model, text);
}

function missing(from: string, model: string): ModelFailure {
  return new ModelFailure('missing', `${from} has no model ${model}.`, {
    remedy: `Get it with \`npm run -s quorum -- models pull ${model}\`, or on that host with \`ollama pull ${model}\`.`,
  });
}

function errorIn(body: string): string | undefined {
  try {
    return errorBody.safeParse(JSON.parse(body)).data?.error;
  } catch {
    return undefined;
  }
}
