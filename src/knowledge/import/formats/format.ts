/** The formats that sources come in, and the shape of what reads one. */
import type { Found } from '../draft.ts';
import type { Reading, SourceFile } from '../source-file.ts';
import type { ColumnName } from './columns.ts';

export const formats = ['jsonl', 'json', 'csv', 'tsv', 'faq', 'pages', 'numbered', 'agent-memory'] as const;
export type Format = (typeof formats)[number];

export interface ReadOptions {
  /** Named by whoever imports; otherwise it is recognised. */
  format?: Format;
  /** Which column, or field of an object, holds what; found by the usual names where absent. */
  columns?: Partial<Record<ColumnName, string>>;
  /** The address of a page, from its path within the source. */
  linkOf?: (file: string) => string | undefined;
  /** The longest passage in characters; what an embedding model takes in. */
  passageChars?: number;
}

/** The files of a source that will be read, in order, and what becomes of them. */
export interface Opened {
  files: readonly SourceFile[];
  found: AsyncIterable<Found>;
}

export type ReadFile = (file: SourceFile, options: ReadOptions, reading: Reading) => AsyncIterable<Found>;
