/** A file of a source, and what every reader gets to read it with. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { malformed } from './malformed.ts';
import type { Notes } from './notes.ts';

export interface SourceFile {
  path: string;
  /** How it is called towards people: relative to the source. */
  name: string;
  bytes: number;
}

export interface Reading {
  signal: AbortSignal;
  notes: Notes;
  /** Is told of every piece that has been read. */
  progress(bytes: number): void;
}

const pieceBytes = 64 * 1024;

/** A file in pieces. A file that has become a symbolic link since it was found is not followed. */
export async function* filePieces(file: SourceFile, reading: Reading): AsyncGenerator<Buffer> {
  await using handle = await openUnlinked(file.path, file.name);
  while (true) {
    reading.signal.throwIfAborted();
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes);
    if (bytesRead === 0) return;
    reading.progress(bytesRead);
    yield buffer.subarray(0, bytesRead);
  }
}

/** The first 64 KiB, by which a source is recognised. */
export async function readHead({ path, name }: SourceFile): Promise<Buffer> {
  await using handle = await openUnlinked(path, name);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes);
  return buffer.subarray(0, bytesRead);
}

/** The whole file, up to the size it had when it was found and one byte more. */
export async function readBytes(file: SourceFile, reading: Reading): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of filePieces(file, reading)) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > file.bytes) break; // it grows while it is read
  }
  return Buffer.concat(pieces);
}

async function openUnlinked(path: string, name: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (cause) {
    throw malformed({ file: name }, 'cannot be opened, expected a file that may be read', { cause });
  }
}
