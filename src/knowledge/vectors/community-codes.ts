/**
 * The codes of one community's vectors, made from the rows and kept up with them. What is found is read from the rows
 * again before it is told, so codes that lag behind can only miss something, for as long as `catchUp` has not ended.
 */
import type { VectorReader, VectorScope } from '../../store/vectors.ts';
import { createCoder } from './binary-codes.ts';
import { type CodeTable, createCodeTable, everyone, nobody } from './code-table.ts';

export interface CommunityCodes {
  /**
   * Reads what has changed, a slice at each step. Vectors that were added are read first; then who may be told of
   * what, if anything at all was written since that was last read.
   */
  catchUp(): Generator<void>;
  /** The entries most like a vector that this room may be told of, best first, and those of `alongside` that it may. */
  search(wanted: Wanted): Hit[];
}

export interface Wanted {
  roomId: string;
  vector: Float32Array;
  limit: number;
  alongside: readonly string[];
}

export interface Hit {
  entryId: string;
  cosine: number;
}

/** Rows in one slice: about two milliseconds of work. */
const vectorsInSlice = 64;
const entriesInSlice = 128;
/** A centre made of this many vectors is good; one of fewer is made anew when there are several times as many. */
const enoughForCentre = 1024;
const outgrownAt = 8;
/** How many codes are looked at again with their true vectors. */
const leastCandidates = 200;

/** Only vectors of this many dimensions: others are of another model under the same name, and cannot be compared. */
export function createCommunityCodes(reader: VectorReader, scope: VectorScope, dimensions: number): CommunityCodes {
  const rooms = new Map<string, number>();
  let made: Made | undefined;
  let readVersion = -1;

  function audienceOf(row: { audienceRoomId: string | null; isLive: 0 | 1 }): number {
    if (!row.isLive) return nobody;
    if (row.audienceRoomId === null) return everyone;
    const known = rooms.get(row.audienceRoomId);
    if (known !== undefined) return known;
    rooms.set(row.audienceRoomId, rooms.size + 1);
    return rooms.size;
  }

  /** One number that is none, and nothing could be ranked. */
  function isSound(vector: Float32Array): boolean {
    return vector.length === dimensions && Number.isFinite(dot(vector, vector));
  }

  /** SQLite gives the last row's number again once that row is gone; then nothing says what else was. */
  function isStillMarked({ lastRow, lastEntry }: Made): boolean {
    return lastRow === 0 || (lastEntry !== undefined && reader.entryIn(lastRow) === lastEntry);
  }

  function* begin(): Generator<void, Made> {
    const sample: Float32Array[] = [];
    const end = reader.lastRow('vectors');
    for (let row = 0; row < end && sample.length < enoughForCentre; row += vectorsInSlice) {
      const vectors = reader.vectors(scope, row, row + vectorsInSlice).map(({ vector }) => toFloats(vector));
      sample.push(...vectors.filter(isSound));
      yield;
    }
    const coder = createCoder(dimensions, meanOf(sample, dimensions));
    const table = createCodeTable(coder);
    return { coder, table, centreOf: sample.length, lastRow: 0, lastEntry: undefined };
  }

  function* addNew(codes: Made): Generator<void> {
    const end = reader.lastRow('vectors');
    while (codes.lastRow < end) {
      const until = Math.min(codes.lastRow + vectorsInSlice, end);
      for (const row of reader.vectors(scope, codes.lastRow, until)) {
        const vector = toFloats(row.vector);
        if (isSound(vector)) codes.table.add(row.row, row.entryId, audienceOf(row), vector);
      }
      codes.lastRow = until;
      codes.lastEntry = reader.entryIn(until);
      yield;
    }
  }

  /** False where a row has been given to another entry: then all is to be read anew. */
  function* readAudiences({ table }: Made): Generator<void, boolean> {
    const seen = new Uint8Array(table.length);
    const end = reader.lastRow('entries');
    for (let after = 0; after < end; after += entriesInSlice) {
      for (const row of reader.audiences(scope, after, after + entriesInSlice)) {
        const slot = table.find(row.row);
        if (slot === undefined) continue;
        if (!table.isOf(slot, row.entryId)) return false;
        table.setAudience(slot, audienceOf(row));
        seen[slot] = 1;
      }
      yield;
    }
    for (let slot = 0; slot < seen.length; slot++) if (!seen[slot]) table.setAudience(slot, nobody);
    return true;
  }

  return {
    *catchUp() {
      const version = reader.dataVersion();
      if (version === readVersion) return;
      const isFirst = made === undefined;
      let codes = made && isStillMarked(made) ? made : yield* begin();
      yield* addNew(codes);
      if (codes.centreOf < enoughForCentre && codes.table.length > codes.centreOf * outgrownAt) {
        codes = yield* begin();
        yield* addNew(codes);
      }
      made = codes;
      // What was read from the start came with its audiences.
      if (!isFirst && !(yield* readAudiences(codes))) made = undefined;
      else readVersion = version;
    },

    search({ roomId, vector, limit, alongside }) {
      if (!made || vector.length !== dimensions) return [];
      const { coder, table } = made;
      const count = Math.max(leastCandidates, limit * 4);
      const rows = table.nearest(coder.prepare(vector), rooms.get(roomId) ?? everyone, count);
      const looked = rows.flatMap((row) => hitFor(reader.vectorIn(scope, row), vector)).sort(byCosine);
      const mayTell = ({ entryId }: Hit) => reader.mayTell(scope, entryId, roomId);
      const nearest = looked.values().filter(mayTell).take(limit).toArray();
      const isNearest = new Set(nearest.map(({ entryId }) => entryId));
      const named = alongside
        .filter((entryId) => !isNearest.has(entryId))
        .flatMap((entryId) => hitFor({ entryId, vector: reader.vectorOf(scope, entryId) }, vector))
        .filter(mayTell);
      return [...nearest, ...named].sort(byCosine);
    },
  };
}

interface Made {
  coder: ReturnType<typeof createCoder>;
  table: CodeTable;
  /** Of how many vectors the centre was made. */
  centreOf: number;
  /** How far the rows were read, and whose row that was. */
  lastRow: number;
  lastEntry: string | undefined;
}

function hitFor(found: { entryId: string; vector: Uint8Array | undefined } | undefined, asked: Float32Array): Hit[] {
  const vector = found?.vector && toFloats(found.vector);
  return found && vector?.length === asked.length ? [{ entryId: found.entryId, cosine: dot(vector, asked) }] : [];
}

function byCosine(one: Hit, other: Hit): number {
  return other.cosine - one.cosine || (one.entryId < other.entryId ? -1 : 1);
}

/** Copied, because the bytes of a row may begin anywhere. */
function toFloats({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array {
  return new Float32Array(buffer.slice(byteOffset, byteOffset + (byteLength & ~3)));
}

function meanOf(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (const vector of vectors) {
    for (let at = 0; at < dimensions; at++) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0) / vectors.length;
  }
  return mean;
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
