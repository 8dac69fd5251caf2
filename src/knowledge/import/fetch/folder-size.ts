import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface Size {
  bytes: number;
  files: number;
}

/** How much lies in folders, counted no further than `most`. What goes away while it is counted counts as nothing. */
export async function sizeOf(folders: string[], most: Size): Promise<Size> {
  const size: Size = { bytes: 0, files: 0 };
  const left = [...folders];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    for (const item of await itemsOf(folder)) {
      const path = join(folder, item.name);
      if (item.isDirectory()) left.push(path);
      else size.bytes += await bytesOf(path);
      size.files += 1;
      if (isMore(size, most)) return size;
    }
  }
  return size;
}

export function isMore(size: Size, most: Size): boolean {
  return size.bytes > most.bytes || size.files > most.files;
}

async function itemsOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function bytesOf(file: string): Promise<number> {
  return (await lstat(file).catch(() => undefined))?.size ?? 0;
}
