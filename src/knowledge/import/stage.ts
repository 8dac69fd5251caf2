/** Stores what an import brings where nobody sees it yet, one batch while the next is being read. */
import type { Clock } from '../../clock.ts';
import { insertEntries, type Store, type Tx } from '../../store/index.ts';
import { chunksOf } from '../chunks.ts';
import { insertSegment } from '../word-index/index-entries.ts';
import type { SegmentBuilder } from '../word-index/segment-thread.ts';
import { tidyIndex } from '../word-index/tidy.ts';
import { type Claim, renewClaim } from './claim.ts';
import type { StagedEntry } from './sift.ts';

export interface Stage {
  /** Begins to store a batch once the one before is stored. */
  put(entries: readonly StagedEntry[]): Promise<void>;
  /** Waits until all is stored; throws what kept it from being stored. */
  settled(): Promise<void>;
}

export interface ImportParts {
  store: Store;
  clock: Clock;
  buildSegment: SegmentBuilder;
}

export function createStage(parts: ImportParts, claim: Claim, audienceRoomId: string | null): Stage {
  const { store, clock, buildSegment } = parts;
  const { communityId, importId } = claim;
  const now = () => new Date(clock.now());
  let storing: Promise<void> = Promise.resolve();

  async function storeBatch(entries: readonly StagedEntry[]): Promise<void> {
    const findable = entries.filter(({ standing, isRecord }) => standing !== 'denied' && !isRecord);
    const segment = findable.length > 0 ? await buildSegment(findable) : undefined;
    const shelf = { communityId, importId, now: now() };
    await store.write(async (tx) => {
      await renewClaim(tx, claim, now());
      await insertEntries(tx, await withoutTaken(tx, entries));
      if (segment) await insertSegment(tx, { ...shelf, audienceRoomId, searchable: false }, segment);
    });
    await tidyIndex(store, shelf);
  }

  return {
    async put(entries) {
      await storing;
      storing = storeBatch(entries);
      storing.catch(() => {}); // thrown where it is awaited
    },
    settled: () => storing,
  };
}

/** An entry is superseded once: where someone has edited it a moment ago, the edit has. */
async function withoutTaken(tx: Tx, entries: readonly StagedEntry[]) {
  const taken = new Set<string | null>();
  for (const ids of chunksOf(entries.flatMap(({ supersedesId }) => supersedesId ?? []))) {
    await releaseSuperseded(tx, ids);
    const takers = await tx.entry.findMany({ where: { supersedesId: { in: ids } }, select: { supersedesId: true } });
    for (const { supersedesId } of takers) taken.add(supersedesId);
  }
  return entries.map(({ isRecord, supersedesId, ...entry }) => {
    return { ...entry, supersedesId: taken.has(supersedesId) ? null : supersedesId };
  });
}

/** Lets entries be superseded by another than what an import has staged, or has left behind. */
export async function releaseSuperseded(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.entry.updateMany({
    where: { supersedesId: { in: [...ids] }, import: { state: { not: 'done' } } },
    data: { supersedesId: null },
  });
}
