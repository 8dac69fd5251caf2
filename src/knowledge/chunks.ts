/** As many ids as one query of Prisma's takes on every database, with room for its other parameters. */
export const queryChunk = 500;

export function* chunksOf<T>(items: readonly T[], size = queryChunk): Generator<T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
