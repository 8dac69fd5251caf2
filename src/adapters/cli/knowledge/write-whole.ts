import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../../failure.ts';

/** Writes a file that is there in whole or not at all. What is there already is replaced only by force. */
export async function writeWhole(
  file: string,
  pieces: AsyncIterable<string>,
  { force }: { force: boolean },
): Promise<void> {
  if (!force && existsSync(file)) throw alreadyThere(file);
  const unfinished = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}`);
  const handle = await open(unfinished, 'wx').catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('cannot-write', `${file} cannot be written: ${why}`, { cause });
  });
  try {
    try {
      for await (const piece of pieces) await handle.write(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (force) await rename(unfinished, file);
    else await putWhereNothingIs(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** A link, unlike a rename, never replaces what has come there meanwhile; some disks know none. */
async function putWhereNothingIs(unfinished: string, file: string): Promise<void> {
  await link(unfinished, file).catch((cause: unknown) => {
    if (existsSync(file)) throw alreadyThere(file, cause);
    return rename(unfinished, file);
  });
}

function alreadyThere(file: string, cause?: unknown): Failure {
  return new Failure('file-exists', `${file} is there already.`, { remedy: 'Replace it with --force.', cause });
}
