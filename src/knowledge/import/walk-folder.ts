/** The files under a folder, sorted, without following a link: nothing outside the folder is ever reached. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { malformed } from './malformed.ts';
import type { Notes } from './notes.ts';
import type { SourceFile } from './source-file.ts';

const mostFiles = 50_000;

/** The files that are wanted; the rest are noted, but for hidden ones and installed packages, which nobody misses. */
export async function walkFolder(
  root: string,
  isWanted: (name: string) => boolean,
  notes: Notes,
  signal: AbortSignal,
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) notes.add('link', name);
      else if (entry.isDirectory()) folders.push(name);
      else if (!entry.isFile()) notes.add('no-text', name);
      else if (!isWanted(name)) notes.add('no-page', name);
      else files.push({ path: join(root, name), name, bytes: (await lstat(join(root, name))).size });
      if (files.length > mostFiles) throw tooMany(root);
    }
  }
  return files.sort((a, b) => compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function tooMany(root: string) {
  return malformed({ file: root }, `holds more than ${mostFiles} files, expected fewer`, {
    remedy: 'Import a folder inside of it.',
  });
}
