import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Embedder } from './embedder.ts';
import type { DenseScore } from './fuse.ts';
import type { VectorIndex } from './vector-index.ts';

/** Search by meaning: a question as a vector, and the entries whose vectors lie nearest. */
export interface DenseSearch {
  /** Undefined where no model can be asked, or none was in time: then words alone are searched. It never fails. */
  search(
    asked: DenseQuestion,
    /** What was found otherwise, whose nearness is wanted too. */
    alongside: Promise<readonly string[]>,
    signal: AbortSignal,
  ): Promise<DenseScore[] | undefined>;
}

export interface DenseQuestion {
  communityId: string;
  roomId: string | null;
  question: string;
  limit: number;
}

export interface DenseSearchParts {
  embedder: Pick<Embedder, 'embedQuestion'>;
  index: Pick<VectorIndex, 'search'>;
  clock: Clock;
  log: Log;
  /** How long a search waits for vectors. */
  budgetMs: number;
}

export function createDenseSearch({ embedder, index, clock, log, budgetMs }: DenseSearchParts): DenseSearch {
  return {
    async search({ communityId, roomId, question, limit }, alongside, signal) {
      alongside.catch(() => {}); // thrown to whoever searches by words
      const late = new AbortController();
      const either = AbortSignal.any([signal, late.signal]);
      const find = async () => {
        const embedded = await embedder.embedQuestion(question, either);
        if (!embedded) return undefined;
        const scope = { communityId, roomId: roomId ?? '', limit, alongside: await alongside };
        const hits = await index.search({ ...scope, ...embedded }, either);
        return hits.map(({ entryId, cosine }) => ({ id: entryId, cosine }));
      };
      const inTime = clock.wait(budgetMs, either).then(
        () => undefined,
        () => undefined,
      );
      const found = find().catch((error: unknown) => {
        if (!either.aborted)
          log.warn('A search by meaning failed; words alone were searched.', { reason: String(error) });
        return undefined;
      });
      const result = await Promise.race([found, inTime]);
      late.abort();
      return result;
    },
  };
}
