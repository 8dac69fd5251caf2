import { insertWordBlocks, newId, type Tx } from '../../store/index.ts';
import { wordsVersion } from '../words/terms.ts';
import type { Segment } from './segment.ts';
import { buildSegment } from './segment-builder.ts';

export interface Indexable {
  id: string;
  title: string;
  text: string;
  audienceRoomId: string | null;
}

/** Where a segment belongs. */
export interface Shelf {
  communityId: string;
  /** The import that stages it; nobody searches it until that is done. */
  importId?: string | null;
  now: Date;
}

/** Makes entries findable, in the transaction that stores them. */
export async function indexEntries(tx: Tx, shelf: Shelf, entries: readonly Indexable[]): Promise<void> {
  for (const [audienceRoomId, together] of Map.groupBy(entries, (entry) => entry.audienceRoomId)) {
    await insertSegment(tx, { ...shelf, audienceRoomId, searchable: true }, buildSegment(together));
  }
}

export type Placed = Shelf & { audienceRoomId: string | null; searchable: boolean };

/** Stores a segment with its blocks, and returns its id. */
export async function insertSegment(tx: Tx, place: Placed, { blocks, ...segment }: WholeSegment): Promise<string> {
  const id = await insertBareSegment(tx, place, segment);
  await insertWordBlocks(tx, id, [...blocks]);
  return id;
}

type WholeSegment = Omit<Segment, 'blocks'> & { blocks: Iterable<{ bucket: number; postings: Uint8Array }> };

/** Stores a segment without its blocks, and returns its id. */
export async function insertBareSegment(
  tx: Tx,
  { communityId, audienceRoomId, searchable, importId = null, now }: Placed,
  { entries, ...segment }: Omit<Segment, 'blocks'>,
): Promise<string> {
  const id = newId(now.getTime());
  const place = { id, communityId, audienceRoomId, searchable, importId };
  await tx.wordSegment.create({
    data: { ...place, ...segment, entries: Uint8Array.from(entries), wordsVersion, createdAt: now },
  });
  return id;
}
