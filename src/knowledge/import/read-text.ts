/**
 * Bytes into text: UTF-8, UTF-16 with its mark, and Windows-1252 for what is neither. Whole files, or streams that hold
 * one piece of a file and one line at a time.
 */
import { isUtf8 } from 'node:buffer';
import { malformed } from './malformed.ts';
import { filePieces, type Reading, readBytes, type SourceFile } from './source-file.ts';

export const longestLine = 4 * 1024 * 1024;

const newline = 10;

type Utf16 = 'utf-16le' | 'utf-16be';

/** Which UTF-16 the bytes are, by the mark that they begin with. */
function utf16Of(bytes: Uint8Array): Utf16 | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Whether the bytes can be text at all: NUL has no place in any that is not UTF-16. */
export function isText(bytes: Uint8Array): boolean {
  return utf16Of(bytes) !== undefined || !bytes.includes(0);
}

export function decodeText(bytes: Uint8Array): { text: string; wasGuessed: boolean } {
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), wasGuessed: false };
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes), wasGuessed: false };
  return { text: new TextDecoder('windows-1252').decode(bytes), wasGuessed: true };
}

/** The text of a file's first bytes, which may end within a character. */
export function decodeBeginning(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > bytes.length - 3 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return decodeText(bytes.subarray(0, Math.max(0, end - 1))).text;
}

/** The text of a whole file; undefined where it is none. */
export async function readText(file: SourceFile, reading: Reading): Promise<string | undefined> {
  const bytes = await readBytes(file, reading);
  if (!isText(bytes)) return undefined;
  const { text, wasGuessed } = decodeText(bytes);
  if (wasGuessed) reading.notes.add('windows-1252', file.name);
  return text;
}

/** Some whole lines, with their ends, and the number of the first. */
export interface Block {
  text: string;
  line: number;
}

/** A file as blocks of whole lines. A line that is not UTF-8 is read as Windows-1252; its neighbours stay. */
export async function* textBlocks(file: SourceFile, reading: Reading): AsyncGenerator<Block> {
  let wasGuessed = false;
  for await (const { bytes, line } of lineBlocks(asciiCompatible(filePieces(file, reading)), file.name)) {
    yield { text: decodeLines(bytes), line };
  }

  function decodeLines(bytes: Buffer): string {
    if (isUtf8(bytes)) return bytes.toString('utf8');
    if (!wasGuessed) reading.notes.add('windows-1252', file.name);
    wasGuessed = true;
    let text = '';
    for (let from = 0; from < bytes.length; ) {
      const end = endOfLine(bytes, from);
      text += decodeText(bytes.subarray(from, end)).text;
      from = end;
    }
    return text;
  }
}

/** UTF-16 becomes UTF-8, and UTF-8 loses its mark: newlines are single bytes from here on. */
async function* asciiCompatible(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isFirst = true;
  for await (const piece of pieces) {
    if (isFirst) {
      const utf16 = utf16Of(piece);
      if (utf16) decoder = new TextDecoder(utf16);
    }
    const hasMark = isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
    isFirst = false;
    if (decoder) yield Buffer.from(decoder.decode(piece, { stream: true }));
    else yield hasMark ? piece.subarray(3) : piece;
  }
}

/** Cuts pieces after their last newline. A line that is too long ends it before more of it is held. */
export async function* lineBlocks(
  pieces: AsyncIterable<Buffer>,
  file: string,
): AsyncGenerator<{ bytes: Buffer; line: number }> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let line = 1;
  for await (const piece of pieces) {
    const nul = piece.indexOf(0);
    if (nul >= 0) throw noText(file, line + newlinesIn(piece.subarray(0, nul)));
    const first = piece.indexOf(newline);
    if (heldBytes + (first < 0 ? piece.length : first) > longestLine) throw tooLong(file, line);
    if (first < 0) {
      held.push(piece);
      heldBytes += piece.length;
      continue;
    }
    const end = piece.lastIndexOf(newline) + 1;
    const bytes = Buffer.concat([...held, piece.subarray(0, end)]);
    yield { bytes, line };
    line += newlinesIn(bytes);
    held = [piece.subarray(end)];
    heldBytes = piece.length - end;
  }
  if (heldBytes > 0) yield { bytes: Buffer.concat(held), line };
}

export function noText(file: string, line?: number) {
  return malformed(line === undefined ? { file } : { file, line }, 'holds NUL bytes, expected text');
}

function tooLong(file: string, line: number) {
  return malformed({ file, line }, 'found a line of more than 4 MiB, expected shorter ones');
}

function newlinesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(newline, from);
  return end < 0 ? bytes.length : end + 1;
}
