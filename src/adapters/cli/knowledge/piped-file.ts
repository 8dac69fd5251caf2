import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Io } from '../quorum.ts';

/** What comes in on standard input, as a file that only this user can read; `remove` when it has been. */
export async function keepPiped(
  { stdin }: Pick<Io, 'stdin'>,
  signal: AbortSignal,
): Promise<{ file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'quorum-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const file = join(folder, 'standard-input');
  try {
    await pipeline(stdin, createWriteStream(file, { flags: 'wx', mode: 0o600 }), { signal });
    return { file, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
