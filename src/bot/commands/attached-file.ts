import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachedFile } from './options.ts';

/** An attached file as one on disk, where this process alone reads it; `remove` when it has been. */
export async function keepAttached(
  { name, bytes }: AttachedFile,
  within: string,
): Promise<{ path: string; remove(): Promise<void> }> {
  await mkdir(within, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(within, 'file-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, safeName(name));
  try {
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A name that leads nowhere else, and keeps the ending by which its format is recognised. */
function safeName(name: string): string {
  const plain = name.toWellFormed().replace(/[^\p{L}\p{N}._-]+/gu, '_');
  return [...plain].slice(-60).join('').replace(/^\.+/, '_') || 'file';
}
