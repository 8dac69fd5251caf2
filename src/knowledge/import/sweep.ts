/** Takes away what an import staged that came to nothing: given up, tried, or left behind by a dead process. */
import type { Store, Tx } from '../../store/index.ts';
import { queryChunk } from '../chunks.ts';
import type { Claim } from './claim.ts';

type Dropped = Pick<Claim, 'importId' | 'sourceId'>;

/** Ends an import that is not done, and takes away everything that it has staged. */
export async function dropImport(store: Store, dropped: Dropped, now: Date): Promise<void> {
  await store.write((tx) => giveUp(tx, dropped.importId, now));
  await clearAway(store, dropped);
}

/** The same for one that was never meant to last: that it was tried leaves no trace either. */
export async function forgetImport(store: Store, tried: Dropped, now: Date): Promise<void> {
  await dropImport(store, tried, now);
  await store.write((tx) => tx.import.deleteMany({ where: { id: tried.importId, state: 'failed' } }));
}

/** Sweeps up after processes that died, be it while they imported or while they swept. */
export async function sweepImports(store: Store, communityId: string, now: Date): Promise<void> {
  const isLeftBehind = { state: 'failed' as const, OR: [{ entries: { some: {} } }, { wordSegments: { some: {} } }] };
  const dead = await store.read.import.findMany({
    where: { source: { communityId }, OR: [isRunOut(now), isLeftBehind] },
    select: { id: true, sourceId: true },
  });
  for (const { id, sourceId } of dead) {
    await store.write((tx) => giveUp(tx, id, now, isRunOut(now)));
    await clearAway(store, { importId: id, sourceId });
  }
}

const isRunOut = (now: Date) => ({ state: 'running' as const, leaseUntil: { lt: now } });

/** From here on, nothing more is staged by it: its process, if it lives, learns so when it next renews its claim. */
async function giveUp(tx: Tx, id: string, now: Date, isMeant: object = { state: 'running' }): Promise<void> {
  await tx.import.updateMany({ where: { id, ...isMeant }, data: { state: 'failed', endedAt: now } });
}

/** Takes away what a failed import staged, a little at a time; an import in another state keeps all. */
async function clearAway(store: Store, dropped: Dropped): Promise<void> {
  while (!(await store.write((tx) => clearSome(tx, dropped))));
}

/** Returns whether that was all. A source that has nothing else goes with it. */
async function clearSome(tx: Tx, { importId, sourceId }: Dropped): Promise<boolean> {
  const staged = { importId, import: { state: 'failed' as const } };
  const some = await tx.entry.findMany({ where: staged, select: { id: true }, take: queryChunk });
  await tx.entry.deleteMany({ where: { id: { in: some.map(({ id }) => id) } } });
  if (some.length === queryChunk) return false;
  await tx.wordSegment.deleteMany({ where: staged });
  await tx.source.deleteMany({
    where: { id: sourceId, entries: { none: {} }, imports: { none: { state: { not: 'failed' } } } },
  });
  return true;
}
