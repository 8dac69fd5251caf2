/**
 * Opens what someone wants to import, whatever it is in, and reads it into drafts. Nothing is stored here, and nothing
 * outside of the given file or folder is read. A source that is broken throws; a broken row is yielded as such.
 */
import { type Stats, statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Failure } from '../../failure.ts';
import { archiveOf } from './archives.ts';
import type { Found } from './draft.ts';
import { readAgentMemory } from './formats/agent-memory.ts';
import { readCsv, readTsv } from './formats/csv.ts';
import { readFaq } from './formats/faq.ts';
import type { Format, Opened, ReadFile, ReadOptions } from './formats/format.ts';
import { readJson } from './formats/json.ts';
import { readJsonLines } from './formats/jsonl.ts';
import { openNumbered } from './formats/numbered.ts';
import { recogniseFile, unrecognised } from './formats/recognise.ts';
import { withUniqueKeys } from './keys.ts';
import { malformed } from './malformed.ts';
import { createNotes } from './notes.ts';
import { holdsPages, openPages } from './pages/open-pages.ts';
import { decodeBeginning, decodeText, isText } from './read-text.ts';
import { type Reading, readHead, type SourceFile } from './source-file.ts';

export type { ColumnName } from './formats/columns.ts';
export type { Format, ReadOptions } from './formats/format.ts';

export interface OpenSource {
  format: Format;
  /** Of all files that will be read. */
  bytes: number;
  /** Drafts and refusals, in the order of the source. To be read once. */
  read: AsyncIterable<Found>;
  bytesRead(): number;
  /** Sentences on what was done differently from what one might expect. Complete once all is read. */
  notes(): string[];
}

/** The given file or folder, as it is called towards people. */
interface Source {
  path: string;
  name: string;
  /** Undefined where it is a folder. */
  file: SourceFile | undefined;
}

const readers: Partial<Record<Format, ReadFile>> = {
  jsonl: readJsonLines,
  json: readJson,
  csv: readCsv,
  tsv: readTsv,
  faq: readFaq,
  'agent-memory': readAgentMemory,
};

const withColumns: readonly Format[] = ['jsonl', 'json', 'csv', 'tsv'];

export async function openSource(path: string, options: ReadOptions, signal: AbortSignal): Promise<OpenSource> {
  signal.throwIfAborted();
  let bytesRead = 0;
  const progress = (bytes: number) => {
    bytesRead += bytes;
  };
  const notes = createNotes();
  const source = await findSource(path);
  const format = await formatOf(source, options, signal);
  if (!withColumns.includes(format)) refuseColumns(source, format, options);
  const { files, found } = await openAs(format, source, options, { signal, notes, progress });
  return {
    format,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    read: withUniqueKeys(found),
    bytesRead: () => bytesRead,
    notes: () => notes.sentences(),
  };
}

/** The source itself may be a link, since someone named it; what is inside may not. */
async function findSource(path: string): Promise<Source> {
  const name = basename(resolve(path));
  const real = await realpath(path).catch((cause: unknown) => {
    throw malformed({ file: path }, 'cannot be found, expected a file or a folder', { cause });
  });
  const stats = statSync(real);
  if (stats.isDirectory()) return { path: real, name, file: undefined };
  if (!stats.isFile()) throw malformed({ file: name }, 'is neither a file nor a folder, expected one');
  return { path: real, name, file: { path: real, name, bytes: stats.size } };
}

async function formatOf(source: Source, { format }: ReadOptions, signal: AbortSignal): Promise<Format> {
  if (!source.file) return format ?? folderFormat(source, signal);
  const head = await readHead(source.file);
  const archive = archiveOf(head);
  if (archive !== undefined) {
    throw malformed({ file: source.name }, `is ${archive}, expected text`, {
      remedy: 'Unpack it, and import the folder, or save it as text.',
    });
  }
  if (!isText(head)) throw malformed({ file: source.name }, 'holds NUL bytes, expected text');
  const isWhole = head.length === source.file.bytes;
  return format ?? recogniseFile(source.name, isWhole ? decodeText(head).text : decodeBeginning(head));
}

function refuseColumns({ name }: Source, format: Format, { columns = {} }: ReadOptions): void {
  if (Object.keys(columns).length === 0) return;
  throw new Failure('unknown-column', `${name} is read as ${format}, which has no columns.`, {
    remedy: 'Leave the columns out, or name the format with --format.',
  });
}

async function folderFormat({ path, name }: Source, signal: AbortSignal): Promise<Format> {
  const isThere = (part: string) => statOf(join(path, part))?.isDirectory() ?? false;
  if (isThere('questions') && isThere('answers')) return 'numbered';
  if (await holdsPages(path, signal)) return 'pages';
  throw unrecognised(name, 'is a folder without Markdown, HTML or numbered questions');
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

async function openAs(format: Format, source: Source, options: ReadOptions, reading: Reading): Promise<Opened> {
  if (format === 'pages') return openPages(source, options, reading);
  if (format === 'numbered') {
    if (source.file) throw malformed({ file: source.name }, 'is a file, expected a folder with questions and answers');
    return openNumbered(source.path, reading);
  }
  const read = readers[format];
  if (!source.file || !read) {
    throw malformed({ file: source.name }, `is a folder, expected a file for the format ${format}`);
  }
  return { files: [source.file], found: read(source.file, options, reading) };
}
