import { globSync } from 'node:fs';
import { join } from 'node:path';

/** The files in a folder and below it, by their paths from there. */
export function filesOf(folder: string): string[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1))
    .sort();
}
