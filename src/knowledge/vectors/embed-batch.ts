/** One batch of texts, of which some may be refused: those are found out, and the others get their vectors. */
import { type Hosts, ModelFailure, type ModelFailureCode } from '../../models/index.ts';

export interface BatchText {
  id: string;
  input: string;
}

export interface EmbeddedBatch {
  vectors: Map<string, Float32Array>;
  /** Texts that the host has understood and declined. */
  refused: TextFailure[];
  /** Where the host failed in a way that may be the text's fault or its own; those after it were not tried. */
  doubtful?: TextFailure;
}

export interface TextFailure {
  id: string;
  why: ModelFailure;
}

/** Nothing in a text can be the cause of these: the host is not there, or not for us. */
const hostsOwn: ReadonlySet<ModelFailureCode> = new Set(['unreachable', 'refused', 'missing', 'busy']);

/**
 * A batch that fails is tried text by text, because one bad text fails its whole batch and no host says which it was.
 * Throws where no text can be blamed.
 */
export async function embedBatch(
  hosts: Hosts,
  model: string,
  texts: readonly BatchText[],
  signal: AbortSignal,
): Promise<EmbeddedBatch> {
  const done: EmbeddedBatch = { vectors: new Map(), refused: [] };
  if (texts.length > 1) {
    try {
      const vectors = await hosts.embed({ model, texts: texts.map(({ input }) => input) }, signal);
      for (const [at, { id }] of texts.entries()) done.vectors.set(id, vectorAt(vectors, at));
      return done;
    } catch (error) {
      blameText(error, signal);
    }
  }
  for (const { id, input } of texts) {
    try {
      done.vectors.set(id, vectorAt(await hosts.embed({ model, texts: [input] }, signal), 0));
    } catch (error) {
      const why = blameText(error, signal);
      if (why.code !== 'bad-request') return { ...done, doubtful: { id, why } };
      done.refused.push({ id, why });
    }
  }
  return done;
}

/** The failure, if a text may be to blame for it; throws it otherwise. */
function blameText(error: unknown, signal: AbortSignal): ModelFailure {
  signal.throwIfAborted();
  if (error instanceof ModelFailure && !hostsOwn.has(error.code)) return error;
  throw error;
}

function vectorAt(vectors: readonly Float32Array[], at: number): Float32Array {
  const vector = vectors[at];
  if (!vector) throw new ModelFailure('broken', 'Fewer vectors came than texts were sent.');
  return vector;
}
