import type { Store, Tx } from '../../store/index.ts';
import { chunksOf } from '../chunks.ts';
import { living } from '../living.ts';
import { wordsVersion } from '../words/terms.ts';
import { insertSegment } from './index-entries.ts';
import { decodeEntries } from './segment.ts';
import { buildHere, type SegmentBuilder, startSegmentThread } from './segment-thread.ts';
import { tidyIndex } from './tidy.ts';

/**
 * Makes a community's word index anew where it was made by an older way of finding words, or never. The old one is
 * searched until all of the new one is there. Returns how many entries were read.
 */
export async function reindex(
  store: Store,
  communityId: string,
  now: () => Date,
  signal: AbortSignal,
  build: SegmentBuilder = buildHere,
): Promise<number> {
  const community = await store.read.community.findUnique({
    where: { id: communityId },
    select: { wordsVersion: true },
  });
  if (!community || community.wordsVersion === wordsVersion) return 0;
  const { old, missing } = await store.write((tx) => findStale(tx, communityId));
  const made: string[] = [];
  try {
    for (const ids of chunksOf(missing)) {
      signal.throwIfAborted();
      const page = await store.read.entry.findMany({
        where: { id: { in: ids } },
        select: { id: true, title: true, text: true, audienceRoomId: true },
        orderBy: { id: 'asc' },
      });
      for (const [audienceRoomId, together] of Map.groupBy(page, (entry) => entry.audienceRoomId)) {
        const segment = await build(together);
        const place = { communityId, audienceRoomId, searchable: false, now: now() };
        made.push(await store.write((tx) => insertSegment(tx, place, segment)));
      }
    }
  } catch (error) {
    await store.write((tx) => dropSegments(tx, made)); // nobody would ever search them
    throw error;
  }
  await store.write((tx) => takePlace(tx, communityId, old, made));
  await tidyIndex(store, { communityId, now: now() });
  return missing.length;
}

/** The same for every community, one after the other and beside the main thread, so that answering goes on meanwhile. */
export async function reindexAll(store: Store, now: () => Date, signal: AbortSignal): Promise<number> {
  const where = { wordsVersion: { not: wordsVersion } };
  const stale = await store.read.community.findMany({ where, select: { id: true }, orderBy: { createdAt: 'asc' } });
  if (stale.length === 0) return 0;
  const thread = startSegmentThread();
  try {
    let entries = 0;
    for (const { id } of stale) entries += await reindex(store, id, now, signal, thread.build);
    return entries;
  } finally {
    await thread.close();
  }
}

/** What of the index is old, and which entries are in no other part of it. What is added from now on is in a new one. */
async function findStale(tx: Tx, communityId: string): Promise<{ old: string[]; missing: string[] }> {
  const searched = { communityId, searchable: true };
  const old = await tx.wordSegment.findMany({
    where: { ...searched, wordsVersion: { not: wordsVersion } },
    select: { id: true },
  });
  const fresh = await tx.wordSegment.findMany({ where: { ...searched, wordsVersion }, select: { entries: true } });
  const tables = fresh.map(({ entries }) => decodeEntries(entries));
  const indexed = new Set(
    tables.flatMap(({ count, idOf }) => Array.from({ length: count }, (_, entry) => idOf(entry))),
  );
  const known = await tx.entry.findMany({ where: living(communityId), select: { id: true }, orderBy: { id: 'asc' } });
  return { old: old.map(({ id }) => id), missing: known.map(({ id }) => id).filter((id) => !indexed.has(id)) };
}

/** Puts the new parts in the place of the old, unless another process has done so meanwhile. */
async function takePlace(tx: Tx, communityId: string, old: readonly string[], made: readonly string[]): Promise<void> {
  const where = { id: communityId, wordsVersion: { not: wordsVersion } };
  const { count } = await tx.community.updateMany({ where, data: { wordsVersion } });
  const isFirst = count === 1;
  await dropSegments(tx, isFirst ? old : made);
  for (const ids of chunksOf(isFirst ? made : [])) {
    await tx.wordSegment.updateMany({ where: { id: { in: ids } }, data: { searchable: true } });
  }
}

async function dropSegments(tx: Tx, segments: readonly string[]): Promise<void> {
  for (const ids of chunksOf(segments)) await tx.wordSegment.deleteMany({ where: { id: { in: ids } } });
}
