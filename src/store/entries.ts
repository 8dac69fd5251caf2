import { randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Entry } from './generated/client.ts';
import { asStored } from './rows.ts';
import type { Tx } from './store.ts';

/** An entry as it is stored, its retirement and review apart. */
export type NewEntry = Omit<
  Entry,
  'retiredAt' | 'retiredReason' | 'reviewSince' | 'reviewReason' | 'madeFromId' | 'credit'
> & {
  madeFromId?: string | null;
  credit?: string | null;
};

/** A pair of no import, for the whole community, of which nothing more is said. */
export const plainEntry = {
  importId: null,
  kind: 'pair',
  category: null,
  url: null,
  verified: false,
  standing: 'open',
  holdsFor: null,
  audienceRoomId: null,
  supersedesId: null,
  likeness: null,
} as const satisfies Partial<NewEntry>;

/** Stores entries by the thousand in one statement; Prisma would take twenty times as long. */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = JSON.stringify(
    entries.map(({ likeness, createdAt, ...entry }) => ({
      ...entry,
      verified: entry.verified ? 1 : 0,
      likeness: likeness ? Buffer.from(likeness).toString('hex') : null,
      createdAt: asStored(createdAt),
    })),
  );
  await tx.$executeRaw`
    INSERT INTO "Entry" (
      "id", "communityId", "sourceId", "importId", "key", "madeFromId", "kind", "title", "text", "category", "url", "credit",
      "verified", "standing", "holdsFor", "audienceRoomId", "supersedesId", "createdAt", "likeness"
    )
    SELECT
      value->>'id', value->>'communityId', value->>'sourceId', value->>'importId', value->>'key', value->>'madeFromId', value->>'kind',
      value->>'title', value->>'text', value->>'category', value->>'url', value->>'credit', value->>'verified', value->>'standing',
      value->>'holdsFor', value->>'audienceRoomId', value->>'supersedesId', value->>'createdAt',
      unhex(value->>'likeness')
    FROM json_each(${rows})`;
}

/** An id that sorts by when it was made, as Prisma makes them (RFC 9562, version 7); within a millisecond by a count. */
export function newId(now: number): string {
  if (now > lastMs + Math.floor(count / 0x1000)) [lastMs, count] = [now, 0];
  else count += 1;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs + Math.floor(count / 0x1000), 0, 6);
  bytes.writeUInt16BE(0x7000 | (count & 0x0fff), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

let lastMs = 0;
let count = 0;

/** What is needed to tell what is nearly the same as a new entry. */
export interface LikenessRow {
  id: string;
  sourceId: string;
  audienceRoomId: string | null;
  likeness: Uint8Array;
}

/** Walks over the likenesses of everything a community knows, without holding more than one row. */
export function readLikenesses(connection: Database.Database, communityId: string): IterableIterator<LikenessRow> {
  return connection
    .prepare<[string], LikenessRow>(
      `SELECT Entry.id, Entry.sourceId, audienceRoomId, likeness FROM Entry LEFT JOIN Import ON Import.id = importId
       WHERE communityId = ? AND retiredAt IS NULL AND likeness IS NOT NULL AND standing <> 'denied'
         AND (importId IS NULL OR Import.state = 'done')`,
    )
    .iterate(communityId);
}

/** Retires what the entries of an import supersede, all at once. Returns how many there were. */
export function retireSuperseded(tx: Tx, importId: string, at: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Entry" SET "retiredAt" = ${at}, "retiredReason" = 'superseded'
    WHERE "retiredAt" IS NULL AND "id" IN (
      SELECT "supersedesId" FROM "Entry" WHERE "importId" = ${importId} AND "supersedesId" IS NOT NULL
    )`;
}
