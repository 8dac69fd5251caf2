/**
 * Vectors as the worker that searches them reads them: raw rows on a read-only connection of its own. Only there,
 * because better-sqlite3 stops its thread while it reads. It knows nothing of codes or ranking.
 */
import Database from 'better-sqlite3';

export interface VectorReader {
  /** Changes whenever another connection has written something, whatever it was. */
  dataVersion(): number;
  /** The highest row there is, of vectors or of entries; 0 where there is none. */
  lastRow(of: 'vectors' | 'entries'): number;
  /** The id of the entry whose vector stands in a row, whoever may see it. */
  entryIn(row: number): string | undefined;
  /** The vectors that stand in the rows after `after`, up to `until`. */
  vectors(scope: VectorScope, after: number, until: number): VectorRow[];
  /** Whose vectors may be told to whom, by the rows of the entries after `after`, up to `until`. */
  audiences(scope: VectorScope, after: number, until: number): AudienceRow[];
  /** The vector in a row, if it still belongs there. */
  vectorIn(scope: VectorScope, row: number): { entryId: string; vector: Uint8Array } | undefined;
  /** The vector of an entry, if it has one. */
  vectorOf(scope: VectorScope, entryId: string): Uint8Array | undefined;
  /** True while an entry is live and this room may be told of it. */
  mayTell(scope: VectorScope, entryId: string, roomId: string): boolean;
  close(): void;
}

export interface VectorScope {
  communityId: string;
  embedding: string;
}

export interface AudienceRow {
  /** SQLite's own number of the vector's row. It outlives no VACUUM, and may be given again after a deletion. */
  row: number;
  entryId: string;
  /** The room that may be told of it; null is the whole community. */
  audienceRoomId: string | null;
  /** 1 while it may be found at all. */
  isLive: 0 | 1;
}

export interface VectorRow extends AudienceRow {
  vector: Uint8Array;
}

/** Opens what `url` names, `file:` and a path, to read vectors. */
export function openVectorReader(url: string): VectorReader {
  const database = new Database(url.slice('file:'.length), { readonly: true, fileMustExist: true });
  const dataVersion = database.prepare<[], number>('PRAGMA data_version').pluck();
  const last = {
    vectors: database.prepare<[], number | null>('SELECT max(rowid) FROM EntryVector').pluck(),
    entries: database.prepare<[], number | null>('SELECT max(rowid) FROM Entry').pluck(),
  };
  const entryIn = database.prepare<[number], string>('SELECT entryId FROM EntryVector WHERE rowid = ?').pluck();
  const vectors = database.prepare<[ScopeAndRange], VectorRow>(vectorsSql);
  const audiences = database.prepare<[ScopeAndRange], AudienceRow>(audiencesSql);
  const vectorIn = database.prepare<[string, number], { entryId: string; vector: Uint8Array }>(
    'SELECT entryId, vector FROM EntryVector WHERE embedding = ? AND rowid = ?',
  );
  const vectorOf = database
    .prepare<[string, string], Uint8Array>('SELECT vector FROM EntryVector WHERE embedding = ? AND entryId = ?')
    .pluck();
  const mayTell = database.prepare<[string, string, string], 0 | 1>(mayTellSql).pluck();

  return {
    dataVersion: () => dataVersion.get() ?? 0,
    lastRow: (of) => last[of].get() ?? 0,
    entryIn: (row) => entryIn.get(row),
    vectors: (scope, after, until) => vectors.all({ ...scope, after, until }),
    audiences: (scope, after, until) => audiences.all({ ...scope, after, until }),
    vectorIn: ({ embedding }, row) => vectorIn.get(embedding, row),
    vectorOf: ({ embedding }, entryId) => vectorOf.get(embedding, entryId),
    mayTell: ({ communityId }, entryId, roomId) => mayTell.get(entryId, communityId, roomId) === 1,
    close: () => database.close(),
  };
}

type ScopeAndRange = VectorScope & { after: number; until: number };

const isLive = `
  e.retiredAt IS NULL AND e.standing <> 'denied' AND (
    e.importId IS NULL OR EXISTS (SELECT 1 FROM Import i WHERE i.id = e.importId AND i.state = 'done')
  )`;

// CROSS JOIN keeps the tables in this order, so that a range of rows costs no more than its length.
const vectorsSql = `
  SELECT v.rowid AS row, v.entryId, v.vector, e.audienceRoomId, (${isLive}) AS isLive
  FROM EntryVector v CROSS JOIN Entry e ON e.id = v.entryId
  WHERE v.rowid > @after AND v.rowid <= @until AND v.embedding = @embedding AND e.communityId = @communityId
  ORDER BY v.rowid`;

const audiencesSql = `
  SELECT v.rowid AS row, v.entryId, e.audienceRoomId, (${isLive}) AS isLive
  FROM Entry e CROSS JOIN EntryVector v ON v.entryId = e.id AND v.embedding = @embedding
  WHERE e.rowid > @after AND e.rowid <= @until AND e.communityId = @communityId`;

const mayTellSql = `
  SELECT 1 FROM Entry e
  WHERE e.id = ? AND e.communityId = ? AND (e.audienceRoomId IS NULL OR e.audienceRoomId = ?) AND ${isLive}`;
