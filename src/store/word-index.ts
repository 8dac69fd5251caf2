import type Database from 'better-sqlite3';
import type { Tx } from './store.ts';

/** Reading the word index past Prisma, which would take longer to hand a block over than the search takes to use it. */
export interface WordIndexReader {
  /** What of a community's index may be searched from a room: what everyone may be told, and what that room may. */
  segments(communityId: string, roomId: string | null): Promise<SegmentRow[]>;
  /** What was fitted to the community's knowledge, as JSON; null where nothing was. */
  tuning(communityId: string): Promise<string | null>;
  /** A segment's ids and lengths; undefined when it has been merged into another meanwhile. */
  entries(segmentId: string): Promise<Uint8Array | undefined>;
  /** Blocks in the order asked for, all of one moment; undefined when one of the segments has been merged away meanwhile. */
  blocks(wanted: readonly BlockAddress[]): Promise<(Uint8Array | undefined)[] | undefined>;
  /** The blocks of a segment from one bucket to another, the last left out. */
  blocksBetween(segmentId: string, from: number, to: number): Promise<Uint8Array[]>;
  /** Which of these entries may still be found by those that `audienceRoomId` names. */
  living(ids: readonly string[], audienceRoomId: string | null): Promise<Set<string>>;
}

export interface SegmentRow {
  id: string;
  entryCount: number;
  bucketBits: number;
}

export interface BlockAddress {
  segmentId: string;
  bucket: number;
}

export function createWordIndexReader(connection: Database.Database): WordIndexReader {
  const segments = connection.prepare<[string, string | null], SegmentRow>(
    `SELECT id, entryCount, bucketBits FROM WordSegment
     WHERE communityId = ? AND searchable AND (audienceRoomId IS NULL OR audienceRoomId = ?)
     ORDER BY id`,
  );
  const tuning = connection.prepare<[string], { searchTuning: string | null }>(
    `SELECT searchTuning FROM Community WHERE id = ?`,
  );
  const entries = connection.prepare<[string], { entries: Uint8Array }>(`SELECT entries FROM WordSegment WHERE id = ?`);
  const exists = connection.prepare<[string], unknown>(`SELECT 1 FROM WordSegment WHERE id = ?`);
  const block = connection.prepare<[string, number], { postings: Uint8Array }>(
    `SELECT postings FROM WordBlock WHERE segmentId = ? AND bucket = ?`,
  );
  const between = connection.prepare<[string, number, number], { postings: Uint8Array }>(
    `SELECT postings FROM WordBlock WHERE segmentId = ? AND bucket >= ? AND bucket < ? ORDER BY bucket`,
  );
  const living = connection.prepare<[string, string | null], { id: string }>(
    `SELECT Entry.id FROM json_each(?) JOIN Entry ON Entry.id = value
     WHERE retiredAt IS NULL AND standing <> 'denied' AND audienceRoomId IS ?`,
  );
  const blocks = connection.transaction((wanted: readonly BlockAddress[]) => {
    const known = [...new Set(wanted.map(({ segmentId }) => segmentId))].every((id) => exists.get(id) !== undefined);
    return known ? wanted.map(({ segmentId, bucket }) => block.get(segmentId, bucket)?.postings) : undefined;
  });
  return {
    segments: async (communityId, roomId) => segments.all(communityId, roomId),
    tuning: async (communityId) => tuning.get(communityId)?.searchTuning ?? null,
    entries: async (segmentId) => entries.get(segmentId)?.entries,
    blocks: async (wanted) => blocks(wanted),
    living: async (ids, audienceRoomId) => new Set(living.all(JSON.stringify(ids), audienceRoomId).map(({ id }) => id)),
    blocksBetween: async (segmentId, from, to) => between.all(segmentId, from, to).map(({ postings }) => postings),
  };
}

/** Stores blocks of a segment, all in one statement: their bytes one behind the other, and where each lies in them. */
export async function insertWordBlocks(
  tx: Tx,
  segmentId: string,
  blocks: readonly { bucket: number; postings: Uint8Array }[],
): Promise<void> {
  if (blocks.length === 0) return;
  const bytes = new Uint8Array(blocks.reduce((sum, { postings }) => sum + postings.length, 0));
  let at = 0;
  const places = blocks.map(({ bucket, postings }) => {
    bytes.set(postings, at);
    at += postings.length;
    return [bucket, at - postings.length + 1, postings.length];
  });
  await tx.$executeRaw`
    INSERT INTO "WordBlock" ("segmentId", "bucket", "postings")
    SELECT ${segmentId}, value->>0, substr(${bytes}, value->>1, value->>2) FROM json_each(${JSON.stringify(places)})`;
}
