/** A community that sources are imported into: from rows that a test writes down, or from files. */
import { setImmediate } from 'node:timers/promises';
import { createCatalogue } from '../../../src/knowledge/catalogue.ts';
import type { Draft, Found } from '../../../src/knowledge/import/draft.ts';
import { type ImportRequest, importSource } from '../../../src/knowledge/import/import-source.ts';
import type { OpenSource } from '../../../src/knowledge/import/open-source.ts';
import type { ImportReport } from '../../../src/knowledge/import/report.ts';
import { createLibrary } from '../../../src/knowledge/library.ts';
import { living } from '../../../src/knowledge/living.ts';
import { buildHere, type SegmentBuilder } from '../../../src/knowledge/word-index/segment-thread.ts';
import type { Store } from '../../../src/store/index.ts';
import { createManualClock, type ManualClock } from '../../models/manual-clock.ts';
import { scratchStore } from '../../scratch.ts';

export const never = new AbortController().signal;

/** A row as a test writes it: a pair, whose question is its title. */
export type Row = Partial<Draft> & Pick<Draft, 'key'>;

/** Every row in words of its own, so that none is a twin of another. */
export function aRow(key: string, rest: Partial<Draft> = {}): Row {
  return {
    key,
    title: `What is ${key}?`,
    text: `The ${key} is of the kind ${key}, and more of ${key} than that.`,
    ...rest,
  };
}

export function rowsNamed(...keys: string[]): Row[] {
  return keys.map((key) => aRow(key));
}

/** A source in memory. What `before` does happens when the row with that number is about to be read. */
export function sourceOf(rows: readonly Row[], before: (row: number) => unknown = () => {}): OpenSource {
  let bytesRead = 0;
  async function* read(): AsyncGenerator<Found> {
    for (const [index, row] of rows.entries()) {
      await before(index);
      bytesRead += 1;
      yield {
        draft: { kind: 'pair', title: 'A title', text: 'A text.', at: { file: 'rows', line: index + 1 }, ...row },
      };
    }
    await before(rows.length);
  }
  return { format: 'jsonl', bytes: rows.length, read: read(), bytesRead: () => bytesRead, notes: () => [] };
}

export interface KnownPair {
  key: string;
  title: string;
  text: string;
  category: string | null;
}

type ImportOptions = Partial<ImportRequest> & { roomId?: string | null; buildSegment?: SegmentBuilder };

export type ImportCommunity = Awaited<ReturnType<typeof aCommunity>>;

let communities = 0;

export async function aCommunity(options: { store?: Store; clock?: ManualClock } = {}) {
  const { store = await scratchStore(), clock = createManualClock() } = options;
  communities += 1;
  const createdAt = new Date(clock.now());
  const community = { platform: 'test', platformId: `import ${communities}`, name: 'Test', createdAt };
  const { id: communityId } = await store.write((tx) => tx.community.create({ data: community }));
  let rooms = 0;

  return {
    store,
    clock,
    communityId,
    build: buildHere,
    catalogue: createCatalogue({ store, clock, communityId }),

    /** A moment passes before and after, as it does in life: ids sort by time. */
    async import(
      source: readonly Row[] | OpenSource,
      { roomId = null, buildSegment = buildHere, ...request }: ImportOptions = {},
      signal = never,
    ): Promise<ImportReport> {
      await clock.advance(1000);
      const opened = 'read' in source ? source : sourceOf(source);
      const { uri = 'file:///faq.jsonl', settings = { audienceRoomId: roomId, verified: true } } = request;
      const parts = { store, clock, buildSegment };
      const whole = { name: 'faq.jsonl', ...request, communityId, uri, settings };
      const report = await importSource(parts, opened, whole, signal);
      await clock.advance(1000);
      return report;
    },

    /** What is known, by the key of its source. */
    async known(uri?: string): Promise<KnownPair[]> {
      return store.read.entry.findMany({
        where: { ...living(communityId), ...(uri && { source: { uri } }) },
        select: { key: true, title: true, text: true, category: true },
        orderBy: [{ key: 'asc' }, { id: 'asc' }],
      });
    },

    async search(question: string, roomId: string | null = null): Promise<string[]> {
      const query = { communityId, roomId, question, limit: 5 };
      return (await createLibrary({ store, clock }).search(query, never)).passages.map(({ title }) => title);
    },

    /** All rows there are, of whatever state. */
    async stored() {
      const where = { communityId };
      const [entries, segments, sources, imports] = await Promise.all([
        store.read.entry.count({ where }),
        store.read.wordSegment.count({ where }),
        store.read.source.count({ where }),
        store.read.import.count({ where: { source: where } }),
      ]);
      return { entries, segments, sources, imports };
    },

    /** Waits for what was about to be written: writes happen one after the other. */
    async writesUnderWay(): Promise<void> {
      await setImmediate();
      await store.write(async () => {});
    },

    async addRoom(): Promise<string> {
      rooms += 1;
      const room = {
        communityId,
        platformId: `room ${rooms}`,
        kind: 'channel' as const,
        name: `room ${rooms}`,
        open: false,
      };
      return store.write(async (tx) => (await tx.room.create({ data: { ...room, createdAt } })).id);
    },
  };
}

/** A point that one side waits at until the other lets it go on. */
export function aGate() {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    /** For the one who is held up. */
    async pass(): Promise<void> {
      reached.resolve();
      await opened.promise;
    },
    reached: reached.promise,
    open: () => opened.resolve(),
  };
}

/** All of what comes in pieces. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

export function numbersOf({ added, changed, unchanged, retired, kept, badExamples, refused }: ImportReport) {
  return { added, changed, unchanged, retired, kept, badExamples, refused };
}
