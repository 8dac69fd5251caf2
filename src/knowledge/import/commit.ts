/** The one moment in which what an import has staged becomes known, and what it replaces leaves. */
import { type Reader, retireSuperseded, type Store, type Tx } from '../../store/index.ts';
import { chunksOf } from '../chunks.ts';
import { brought } from '../living.ts';
import { type Claim, renewClaim } from './claim.ts';
import type { ImportReport } from './report.ts';
import type { ImportSettings } from './settings.ts';

/** Returns the report as it is kept. */
export async function commitImport(
  store: Store,
  claim: Claim,
  { settings, gone, report, also }: Committed,
  now: Date,
): Promise<ImportReport> {
  const { importId, sourceId } = claim;
  return store.write(async (tx) => {
    await renewClaim(tx, claim, now);
    await retireSuperseded(tx, importId, now);
    const kept = await keepEdits(tx, claim, now);
    await retireGone(tx, claim, gone, now);
    // Someone may have edited what was about to change.
    const result = { ...report, kept, changed: report.changed - (kept - report.kept) };
    const stored = { ...result, refusals: result.refusals.map(({ at, ...rest }) => ({ ...rest, at: { ...at } })) };
    await tx.wordSegment.updateMany({ where: { importId }, data: { importId: null, searchable: true } });
    await tx.import.update({ where: { id: importId }, data: { state: 'done', endedAt: now, report: stored } });
    await tx.source.update({ where: { id: sourceId }, data: { settings: { ...settings } } });
    await also?.(tx, result);
    return result;
  });
}

interface Committed {
  settings: ImportSettings;
  gone: readonly LivingEntry[];
  report: ImportReport;
  /** Written in the same transaction. */
  also: ((tx: Tx, report: ImportReport) => Promise<void>) | undefined;
}

export interface LivingEntry {
  id: string;
  key: string;
  /** Null for what was edited here. */
  importId: string | null;
}

/** Living entries of the source whose keys it no longer has. */
export async function findGone(
  read: Pick<Reader, 'entry'>,
  sourceId: string,
  has: ReadonlySet<string>,
): Promise<LivingEntry[]> {
  const rows = await read.entry.findMany({
    where: { sourceId, retiredAt: null, ...brought },
    select: { id: true, key: true, importId: true },
  });
  return rows.filter(({ key }) => !has.has(key));
}

/** What was edited here stays, and what its source says now goes into its history. Returns how many there were. */
async function keepEdits(tx: Tx, { importId, sourceId }: Claim, at: Date): Promise<number> {
  const edits = await tx.entry.findMany({
    where: { sourceId, importId: null, retiredAt: null },
    select: { id: true, key: true },
  });
  const kept = new Set<string>();
  for (const keys of chunksOf(edits.map(({ key }) => key))) {
    const records = { importId, key: { in: keys } };
    for (const { key } of await tx.entry.findMany({ where: records, select: { key: true } })) kept.add(key);
    await tx.entry.updateMany({ where: records, data: { retiredAt: at, retiredReason: 'superseded' } });
  }
  const ids = edits.filter(({ key }) => kept.has(key)).map(({ id }) => id);
  await markForReview(tx, ids, 'Its source has changed since it was edited here.', at);
  return kept.size;
}

/** What people have edited here is not retired because its source no longer has it; they are told so, once. */
async function retireGone(tx: Tx, { sourceId }: Claim, gone: readonly LivingEntry[], at: Date): Promise<void> {
  const edited = gone.filter(({ importId }) => importId === null);
  for (const some of chunksOf(edited)) {
    const wasImported = { sourceId, key: { in: some.map(({ key }) => key) }, importId: { not: null } };
    const told = await tx.entry.findMany({ where: { ...wasImported, retiredReason: 'gone' }, select: { key: true } });
    const news = some.filter(({ key }) => !told.some((one) => one.key === key)).map(({ id }) => id);
    await tx.entry.updateMany({ where: wasImported, data: { retiredReason: 'gone' } });
    await markForReview(tx, news, 'Its source no longer has it.', at);
  }
  const imported = gone.filter(({ importId }) => importId !== null);
  for (const ids of chunksOf(imported.map(({ id }) => id))) {
    const isLiving = { id: { in: ids }, retiredAt: null };
    await tx.entry.updateMany({ where: isLiving, data: { retiredAt: at, retiredReason: 'gone' } });
  }
}

/** What waits already keeps its place. */
async function markForReview(tx: Tx, ids: readonly string[], reason: string, at: Date): Promise<void> {
  for (const chunk of chunksOf(ids)) {
    const waiting = { id: { in: chunk }, reviewSince: null };
    await tx.entry.updateMany({ where: waiting, data: { reviewSince: at, reviewReason: reason } });
  }
}
