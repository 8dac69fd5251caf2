import type { Refusal } from './draft.ts';

/** What came of an import, kept with it and shown to whoever asked for it. */
export interface ImportReport {
  source: string;
  format: string;
  added: number;
  changed: number;
  unchanged: number;
  /** Gone from the source since last time. */
  retired: number;
  /** Changed in the source after someone had edited them here; the edit stays, and is due for review. */
  kept: number;
  /** Of those added, the ones that are kept as bad examples. */
  badExamples: number;
  refused: number;
  /** The first of them, each with its place. */
  refusals: Refusal[];
  notes: string[];
  /** Why nothing of it was kept; undefined when all of it was. */
  dropped?: 'dry-run' | 'strict';
  tookMs: number;
}

const mostKept = 1000;

export function emptyReport(source: string, format: string): ImportReport {
  const counts = { added: 0, changed: 0, unchanged: 0, retired: 0, kept: 0, badExamples: 0, refused: 0 };
  return { source, format, ...counts, refusals: [], notes: [], tookMs: 0 };
}

export function addRefusal(report: ImportReport, refusal: Refusal): void {
  report.refused += 1;
  if (report.refusals.length < mostKept) report.refusals.push(refusal);
}

export function addNotes(report: ImportReport, notes: readonly string[]): void {
  report.notes.push(...notes.slice(0, mostKept - report.notes.length));
}
