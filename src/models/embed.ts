/** What embedding asks of every host alike: batches small enough, one sound vector for each text, all of unit length. */
import { ModelFailure } from './model-failure.ts';
import type { EmbedRequest } from './provider.ts';

/** Texts in one request: enough to keep a GPU busy, few enough that a host's own limits let them pass. */
const embedBatchSize = 64;

/** Asks for one batch after the other; a batch that is refused is named in the failure. */
export async function embedInBatches(
  request: EmbedRequest,
  from: string,
  embedBatch: (texts: string[]) => Promise<number[][]>,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < request.texts.length; start += embedBatchSize) {
    const texts = request.texts.slice(start, start + embedBatchSize);
    const rows = await embedBatch(texts).catch((error: unknown) => {
      throw namingTheBatch(error, texts, start);
    });
    if (rows.length !== texts.length)
      throw new ModelFailure('broken', `${from} sent ${rows.length} vectors for ${texts.length} texts.`);
    for (const row of rows) vectors.push(unitVector(row, from));
  }
  if (vectors.some((vector) => vector.length !== vectors[0]?.length))
    throw new ModelFailure('broken', `${from} sent vectors of different lengths.`);
  return vectors;
}

/** The same direction with length 1, so that a dot product is the cosine whichever host made it. */
function unitVector(row: number[], from: string): Float32Array {
  const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(length) || length === 0)
    throw new ModelFailure('broken', `${from} sent a vector that points nowhere.`);
  return Float32Array.from(row, (value) => value / length);
}

/** One bad text fails its whole batch, and no host says which: the longest is the first to suspect. */
function namingTheBatch(error: unknown, texts: string[], start: number): unknown {
  if (!(error instanceof ModelFailure) || error.code !== 'bad-request') return error;
  const longest = texts.reduce((best, text, at) => (text.length > (texts[best]?.length ?? 0) ? at : best), 0);
  const where =
    texts.length === 1
      ? `It was text ${start}`
      : `It was one of the texts ${start} to ${start + texts.length - 1}; the longest is text ${start + longest}`;
  return new ModelFailure('bad-request', `${error.message} ${where}, ${texts[longest]?.length ?? 0} characters.`, {
    remedy: 'Cut texts to the context length of the embedding model before embedding them.',
    cause: error,
  });
}
