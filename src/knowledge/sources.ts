import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { Failure } from '../failure.ts';
import type { Store, Tx } from '../store/index.ts';
import type { FetchedSource, FetchOptions } from './import/fetch/fetch-source.ts';
import { type ImportProgress, importSource } from './import/import-source.ts';
import type { ImportReport } from './import/report.ts';
import { type ImportSettings, readImportSettings } from './import/settings.ts';
import { living } from './living.ts';
import { isFile, nameOf, pathOf, shownAddress, uriOf } from './source-address.ts';
import { startSegmentThread } from './word-index/segment-thread.ts';

/** Where a community's knowledge comes from, and bringing it in: once, again, and by itself. */
export interface Sources {
  /** A file, a folder, a repository or a site. */
  import(target: string, settings: ImportSettings, options: ImportOptions, signal: AbortSignal): Promise<ImportReport>;
  /** The same as last time, of whatever the source says now. */
  importAgain(sourceId: string, options: ImportOptions, signal: AbortSignal): Promise<ImportReport>;
  list(): Promise<SourceView[]>;
  /** By its id or the end of it, its name, or its address or path. */
  find(named: string): Promise<SourceView>;
  /** When it is imported again by itself; undefined is never. */
  schedule(sourceId: string, schedule: Schedule | undefined): Promise<void>;
}

export interface Schedule {
  /** As cron writes it. */
  cron: string;
  next: Date;
}

export interface ImportOptions {
  dryRun?: boolean;
  strict?: boolean;
  /** What is piped in has no address: by this name it is known again. */
  as?: string;
  /** Written in the transaction in which what was imported becomes known. */
  also?: (tx: Tx, report: ImportReport) => Promise<void>;
  onProgress?: (progress: ImportProgress) => void;
  /** Told what is being fetched. */
  onFetch?: (doing: string) => void;
}

export interface SourceView {
  id: string;
  name: string;
  uri: string;
  entries: number;
  schedule: string | null;
  nextImportAt: Date | null;
  /** The latest import, whatever became of it. */
  lastImport: { startedAt: Date; state: 'running' | 'done' | 'failed' } | null;
  /** Absent for what was never imported, such as what people taught. */
  settings?: ImportSettings | undefined;
}

export interface SourcesParts {
  store: Store;
  clock: Clock;
  communityId: string;
  /** Where copies of repositories and sites are kept, so that importing again is cheap. */
  folder: string;
  /** What of the environment git may know. */
  env: FetchOptions['env'];
  onAdded?: () => void;
}

export function createSources({ store, clock, communityId, folder, env, onAdded = () => {} }: SourcesParts): Sources {
  async function run(
    uri: string,
    settings: ImportSettings,
    { onFetch = () => {}, as, ...options }: ImportOptions,
    signal: AbortSignal,
  ): Promise<ImportReport> {
    const fetched = isFile(uri) ? here(uri) : await fetch(uri, settings, onFetch, signal);
    const { format, columns } = settings;
    const reading = { linkOf: fetched.linkOf, ...(format && { format }), ...(columns && { columns }) };
    const { openSource } = await import('./import/open-source.ts'); // most processes never import: it is loaded when one does
    const opened = await openSource(fetched.folder, reading, signal);
    const notes = () => [...fetched.notes, ...opened.notes()];
    const thread = startSegmentThread();
    try {
      const source = as === undefined ? { uri, name: nameOf(uri) } : { uri: `piped:${as}`, name: as };
      const request = { communityId, ...source, settings, ...options };
      const parts = { store, clock, buildSegment: thread.build };
      const report = await importSource(parts, { ...opened, notes }, request, signal);
      if (!report.dropped) onAdded();
      return report;
    } finally {
      await thread.close();
    }
  }

  async function fetch(
    address: string,
    { branch, subfolder, most, allowPrivate }: ImportSettings,
    onProgress: (doing: string) => void,
    signal: AbortSignal,
  ): Promise<FetchedSource> {
    const into = join(folder, createHash('sha256').update(address).digest('hex').slice(0, 16));
    const asked = { ...(branch && { branch }), ...(subfolder && { subfolder }), ...(most && { most }) };
    const { fetchSource } = await import('./import/fetch/fetch-source.ts');
    return fetchSource(address, {
      into,
      env,
      clock,
      signal,
      onProgress,
      allowPrivate: allowPrivate ?? false,
      ...asked,
    });
  }

  async function views(): Promise<SourceView[]> {
    const rows = await store.read.source.findMany({
      where: { communityId },
      include: { imports: { orderBy: { startedAt: 'desc' }, take: 1, select: { startedAt: true, state: true } } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    const counts = await store.read.entry.groupBy({ by: ['sourceId'], where: living(communityId), _count: true });
    const countOf = new Map(counts.map(({ sourceId, _count }) => [sourceId, _count]));
    return rows.map(({ id, name, uri, schedule, nextImportAt, settings, imports }) => ({
      id,
      name,
      uri,
      entries: countOf.get(id) ?? 0,
      schedule,
      nextImportAt,
      lastImport: imports[0] ?? null,
      settings: readImportSettings(settings),
    }));
  }

  async function find(named: string): Promise<SourceView> {
    const uri = uriOf(named);
    const all = await views();
    // What was named by its whole id or address is meant, whatever else is called so.
    const exactly = all.filter((source) => source.id === named || source.uri === uri || source.uri === named);
    const alike = all.filter(({ id, name }) => name === named || (named.length >= shortestId && id.endsWith(named)));
    const found = exactly.length > 0 ? exactly : alike;
    const [only] = found;
    if (only && found.length === 1) return only;
    const shown = shownAddress(named);
    throw new Failure(
      'no-such-source',
      `${found.length > 1 ? 'More than one source is' : 'No source is'} called ${shown}.`,
      {
        remedy: 'See them all: npm run -s quorum -- knowledge sources',
      },
    );
  }

  return {
    find,
    import: async (target, settings, options, signal) => run(uriOf(target), settings, options, signal),

    async importAgain(sourceId, options, signal) {
      const source = await find(sourceId);
      if (!source.settings) {
        throw new Failure('no-such-source', `${source.name} was never imported, so it cannot be imported again.`);
      }
      if (source.uri.startsWith('piped:')) {
        throw new Failure('no-such-source', `${source.name} was piped in, so it cannot be imported again by itself.`, {
          remedy: 'Pipe it in again under the same --name.',
        });
      }
      return run(source.uri, source.settings, options, signal);
    },

    list: () => views(),

    async schedule(sourceId, schedule) {
      const { id } = await find(sourceId);
      const data = { schedule: schedule?.cron ?? null, nextImportAt: schedule?.next ?? null };
      await store.write((tx) => tx.source.update({ where: { id }, data }));
    },
  };
}

const shortestId = 6;

function here(uri: string): FetchedSource {
  return { folder: pathOf(uri), linkOf: () => undefined, notes: [] };
}
