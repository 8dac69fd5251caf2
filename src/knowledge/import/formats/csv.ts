/** CSV and TSV with a header, streamed. Nothing is guessed: a quote without an end ends the import, with its line. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import type { Found, Place } from '../draft.ts';
import { malformed } from '../malformed.ts';
import { longestLine, textBlocks } from '../read-text.ts';
import type { Reading, SourceFile } from '../source-file.ts';
import { type Columns, checkNamed, chooseColumns } from './columns.ts';
import type { ReadOptions } from './format.ts';
import { longestRowChars, readRow, refuse, refuseLong } from './read-row.ts';

export function readCsv(file: SourceFile, options: ReadOptions, reading: Reading): AsyncIterable<Found> {
  return readTable(file, options, reading);
}

export function readTsv(file: SourceFile, options: ReadOptions, reading: Reading): AsyncIterable<Found> {
  return readTable(file, options, reading, '\t');
}

/** A row of a table, and where it begins. */
interface TableRow {
  fields: string[];
  at: Place;
}

async function* readTable(
  file: SourceFile,
  options: ReadOptions,
  reading: Reading,
  delimiter?: string,
): AsyncGenerator<Found> {
  let header: string[] | undefined;
  let columns: Columns | undefined;
  for await (const { fields, at } of rowsOf(file, reading, delimiter)) {
    if (!header || !columns) {
      header = fields.map((name) => name.trim());
      columns = readHeader(header, options, at);
      continue;
    }
    yield readFields(fields, header, columns, at);
  }
  if (!header) throw malformed({ file: file.name, line: 1 }, 'is empty, expected a header and rows');
}

function readHeader(header: readonly string[], options: ReadOptions, at: Place): Columns {
  checkNamed(header, options.columns ?? {}, at.file);
  const columns = chooseColumns(header, options.columns);
  const shown = header.map((name) => name.slice(0, 40)).slice(0, 12);
  if (columns.question === undefined || columns.answer === undefined || columns.question === columns.answer) {
    throw malformed(at, `found the columns ${shown.join(', ')}, expected a question and an answer among them`, {
      remedy: 'Say which columns hold the question and the answer, or call them so in the first line.',
    });
  }
  const twice = Object.values(columns).find((name) => header.indexOf(name) !== header.lastIndexOf(name));
  if (twice !== undefined) throw malformed(at, `found two columns "${twice.slice(0, 40)}", expected one`);
  return columns;
}

function readFields(fields: readonly string[], header: readonly string[], columns: Columns, at: Place): Found {
  if (fields.length !== header.length) {
    const hint = fields.length > header.length ? '; a text that holds the separator needs quotes' : '';
    return refuse(
      at,
      'incomplete',
      `Found ${fields.length} columns, expected ${header.length} as in the header${hint}.`,
    );
  }
  const chars = fields.reduce((sum, field) => sum + field.length, 0);
  if (chars > longestRowChars) return refuseLong(at, chars);
  return readRow(new Map(header.map((name, index) => [name, fields[index]])), columns, at);
}

async function* rowsOf(file: SourceFile, reading: Reading, delimiter?: string): AsyncGenerator<TableRow> {
  const texts = textsOf(file, reading);
  const { value: first = '' } = await texts.next();
  // The parser is rows ahead of us when it fails: it says itself how far it came.
  let parsedLines = 0;
  const parser = parse({
    delimiter: delimiter ?? separatorOf(first),
    info: true,
    skip_empty_lines: true,
    // Rows of another length are refused one by one, by us.
    relax_column_count: true,
    max_record_size: longestLine,
    on_record(record, { lines }) {
      parsedLines = lines;
      return record;
    },
  });
  // The callback is there because pipeline wants one: the loop below gets the error from the parser.
  pipeline(Readable.from(rejoined(first, texts)), parser, () => {});
  try {
    for await (const row of parser) {
      const { record, info } = infoRow(row);
      const breaks = record.reduce((sum, field) => sum + breaksIn(field), 0);
      yield { fields: record, at: { file: file.name, line: Math.max(1, info.lines - breaks) } };
    }
  } catch (error) {
    throw error instanceof CsvError ? malformedCsv(error, file.name, parsedLines + 1) : error;
  }
}

/** csv-parse types its rows as any; with `info`, they have this shape. */
function infoRow(row: { record: string[]; info: Info }) {
  return row;
}

async function* textsOf(file: SourceFile, reading: Reading): AsyncGenerator<string, undefined> {
  for await (const { text } of textBlocks(file, reading)) yield text;
  return undefined;
}

async function* rejoined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (first !== '') yield first;
  yield* rest;
}

/** Which of the usual separators the first line has most of, outside of quotes. */
export function separatorOf(text: string): string {
  const counts = new Map([',', ';', '\t'].map((separator) => [separator, 0]));
  let isQuoted = false;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    else if (char === '\n' && !isQuoted) break;
    const count = counts.get(char);
    if (count !== undefined && !isQuoted) counts.set(char, count + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? ',';
}

function breaksIn(field: string): number {
  return field.split('\n').length - 1;
}

function malformedCsv(error: CsvError, file: string, line: number) {
  const at = { file, line };
  const cause = { cause: error };
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return malformed(at, 'found a quote that never ends in the row that begins here, expected a closing one', cause);
    case 'CSV_MAX_RECORD_SIZE':
      return malformed(at, 'found a row of more than 4 MiB, expected a shorter one; perhaps a quote never ends', cause);
    case 'CSV_INVALID_CLOSING_QUOTE':
      return malformed(at, 'found text after a closing quote, expected a separator; a quote in a text is ""', cause);
    case 'INVALID_OPENING_QUOTE':
      return malformed(at, 'found a quote within a text that has none around it, expected "" in a quoted text', cause);
    default:
      return malformed(at, `is no table that can be read: ${error.code}`, cause);
  }
}
