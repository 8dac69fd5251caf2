import type { Store, Tx } from '../../store/index.ts';
import type { Shelf } from '../word-index/index-entries.ts';
import { dropTheDead, tidyIndex } from '../word-index/tidy.ts';
import { claimImport } from './claim.ts';
import { commitImport, findGone } from './commit.ts';
import type { OpenSource } from './open-source.ts';
import { addNotes, emptyReport, type ImportReport } from './report.ts';
import type { ImportSettings } from './settings.ts';
import { createSieve, type Sieve } from './sift.ts';
import { createStage, type ImportParts, type Stage } from './stage.ts';
import { dropImport, forgetImport } from './sweep.ts';

export type { ImportParts } from './stage.ts';

export interface ImportRequest {
  communityId: string;
  /** What the source is known by: importing the same again compares with what it brought before. */
  uri: string;
  name: string;
  settings: ImportSettings;
  /** Keep nothing, and say what would have come of it. */
  dryRun?: boolean;
  /** Keep nothing when a single row is refused. */
  strict?: boolean;
  /** Written in the transaction in which what was imported becomes known. */
  also?: (tx: Tx, report: ImportReport) => Promise<void>;
  onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  rows: number;
  bytesRead: number;
  bytes: number;
}

const batchSize = 2000;

/** Imports a source: all of it, or nothing. What it brings is staged unseen, and appears in one moment. */
export async function importSource(
  parts: ImportParts,
  opened: OpenSource,
  request: ImportRequest,
  signal: AbortSignal,
): Promise<ImportReport> {
  const { store, clock } = parts;
  const { communityId, name, settings } = request;
  const startedAt = clock.now();
  const now = () => new Date(clock.now());
  const claim = await claimImport(store, { communityId, uri: request.uri, name, settings }, now());
  const stage = createStage(parts, claim, settings.audienceRoomId);
  let report = emptyReport(name, opened.format);
  try {
    const sieve = createSieve(store, claim, settings, report);
    await takeRows(opened, { sieve, stage, now, onProgress: request.onProgress }, signal);
    const gone = await findGone(store.read, claim.sourceId, sieve.accepted);
    report.retired = gone.filter(({ importId }) => importId !== null).length;
    addNotes(report, opened.notes());
    report.tookMs = clock.now() - startedAt;
    signal.throwIfAborted();
    if (request.dryRun) report.dropped = 'dry-run';
    else if (request.strict && report.refused > 0) report.dropped = 'strict';
    else report = await commitImport(store, claim, { settings, gone, report, also: request.also }, now());
  } catch (error) {
    await stage.settled().catch(() => {}); // thrown already, or of no matter any more
    await dropImport(store, claim, now()).catch(() => {}); // what is left is swept away by the next import
    throw error;
  }
  if (report.dropped === 'dry-run') await forgetImport(store, claim, now());
  else if (report.dropped) await dropImport(store, claim, now());
  else await tidyAfter(store, { communityId, now: now() }).catch(() => {}); // found all the same, and tidied next time
  return report;
}

async function tidyAfter(store: Store, shelf: Shelf): Promise<void> {
  await dropTheDead(store, shelf);
  await tidyIndex(store, shelf);
}

interface Way {
  sieve: Sieve;
  stage: Stage;
  now: () => Date;
  onProgress: ImportRequest['onProgress'];
}

/** Reads all rows, a batch at a time, and waits until what is to be stored is. */
async function takeRows(
  opened: OpenSource,
  { sieve, stage, now, onProgress }: Way,
  signal: AbortSignal,
): Promise<void> {
  let rows = 0;
  for await (const batch of inBatches(opened.read, batchSize)) {
    signal.throwIfAborted();
    await stage.put(await sieve.sift(batch, now()));
    rows += batch.length;
    onProgress?.({ rows, bytesRead: opened.bytesRead(), bytes: opened.bytes });
  }
  await stage.settled();
}

async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
