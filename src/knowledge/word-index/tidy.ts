import { insertWordBlocks, type SegmentRow, type Store, type Tx } from '../../store/index.ts';
import { wordsVersion } from '../words/terms.ts';
import { insertBareSegment, type Shelf } from './index-entries.ts';
import { mergeSegments } from './merge.ts';
import { decodeEntries } from './segment.ts';

/** When as many segments are of about the same size, they become one, so that a search has few to ask. */
const fewEnough = 4;

/**
 * Merges what has become too many. Others may write and search meanwhile: the merged segment is made beside the old ones,
 * piece by piece, and takes their place in one moment.
 */
export async function tidyIndex(store: Store, shelf: Shelf): Promise<void> {
  for (;;) {
    const group = await findTooMany(store, shelf);
    if (!group) return;
    await replaceSegments(store, shelf, group);
  }
}

/** Makes segments anew, most of whose entries have left: they cost every search, and count in how rare words are. */
export async function dropTheDead(store: Store, shelf: Shelf): Promise<void> {
  for (const segment of await findSegments(store, shelf)) {
    const entries = await store.wordIndex.entries(segment.id);
    if (!entries) continue; // merged meanwhile
    const { count, idOf } = decodeEntries(entries);
    const ids = Array.from({ length: count }, (_, entry) => idOf(entry));
    const { size } = await store.wordIndex.living(ids, segment.audienceRoomId);
    if (size < count / 2) await replaceSegments(store, shelf, [segment]);
  }
}

type Row = SegmentRow & { audienceRoomId: string | null };

async function findTooMany(store: Store, shelf: Shelf): Promise<Row[] | undefined> {
  const rows = await findSegments(store, shelf);
  const alike = Map.groupBy(rows, (row) => `${row.audienceRoomId} ${sizeClass(row.entryCount)}`);
  return [...alike.values()].find(({ length }) => length >= fewEnough);
}

function findSegments(store: Store, { communityId, importId }: Shelf): Promise<Row[]> {
  return store.read.wordSegment.findMany({
    where: { communityId, wordsVersion, ...(importId ? { importId } : { searchable: true }) },
    select: { id: true, entryCount: true, bucketBits: true, audienceRoomId: true },
    orderBy: { id: 'asc' },
  });
}

function sizeClass(entries: number): number {
  return Math.floor(Math.log(Math.max(1, entries)) / Math.log(fewEnough));
}

/** Blocks are stored this many bytes at a time, so that nobody else waits long to write. */
const chunkBytes = 4e6;

/** Puts one segment in the place of several, without the entries that have left. */
export async function replaceSegments(store: Store, shelf: Shelf, segments: readonly Row[]): Promise<void> {
  const audienceRoomId = segments[0]?.audienceRoomId ?? null;
  const living = (ids: readonly string[]) => store.wordIndex.living(ids, audienceRoomId);
  const whole = await mergeSegments(store.wordIndex, segments, living);
  if (!whole) return; // another process was quicker
  const { blocks, ...merged } = whole;
  const place = { ...shelf, audienceRoomId, searchable: false };
  const id = await store.write((tx) => insertBareSegment(tx, place, merged));
  let chunk: { bucket: number; postings: Uint8Array }[] = [];
  let bytes = 0;
  const flush = async () => {
    const full = chunk;
    chunk = [];
    bytes = 0;
    await store.write((tx) => insertWordBlocks(tx, id, full));
  };
  for await (const block of blocks) {
    chunk.push(block);
    bytes += block.postings.length;
    if (bytes >= chunkBytes) await flush();
  }
  await flush();
  const replaced = { id: { in: segments.map((segment) => segment.id) } };
  await store.write(async (tx) => {
    const stillThere = await tx.wordSegment.count({ where: replaced });
    const isWanted = merged.entryCount > 0 && stillThere === segments.length; // else another process was quicker
    await sweepAbandoned(tx, shelf);
    if (isWanted) await tx.wordSegment.update({ where: { id }, data: { searchable: !shelf.importId } });
    else await tx.wordSegment.deleteMany({ where: { id } });
    if (stillThere === segments.length) await tx.wordSegment.deleteMany({ where: replaced });
  });
}

/** Nothing takes as long to make as this. */
const abandonedAfterMs = 24 * 3600_000;

/** What a process left half made when it died; nobody would ever search it. */
async function sweepAbandoned(tx: Tx, { communityId, now }: Shelf): Promise<void> {
  const createdAt = { lt: new Date(now.getTime() - abandonedAfterMs) };
  await tx.wordSegment.deleteMany({ where: { communityId, searchable: false, importId: null, createdAt } });
}
