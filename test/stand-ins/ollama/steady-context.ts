/** A context length that changes from request to request makes Ollama load the model anew each time. */
import type { Host } from './host.ts';
import type { ModelOptions } from './requests.ts';

/** Objects to a request whose num_ctx is not the one that the same weights were asked for before. */
export function steadyContext(
  host: Host,
): (body: { model: string; options?: ModelOptions | undefined }) => string | undefined {
  const known = new Map<string, number | undefined>();
  return ({ model, options }) => {
    const weights = host.models.get(model)?.weights;
    if (weights === undefined) return undefined;
    const asked = options?.num_ctx;
    const before = known.has(weights) ? known.get(weights) : asked;
    known.set(weights, before);
    if (asked === before) return undefined;
    return `options: num_ctx: ${asked} after ${before} would load "${model}" anew; keep to one`;
  };
}
