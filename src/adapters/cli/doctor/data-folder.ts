import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { bytesOf } from '../table.ts';
import { broken, type Check, good, warning } from './check.ts';

const littleSpace = 1e9;

export const checkDataFolder =
  (folder: string): Check =>
  async () => {
    const about = 'Data folder';
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.R_OK | constants.W_OK);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return [
        broken(
          about,
          `${folder} cannot be written to: ${why}.`,
          `Give it to the user that runs Quorum: chown -R "$USER" ${nearestExisting(folder)}`,
        ),
      ];
    }
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const found = `${folder}, ${bytesOf(free)} free`;
    return [
      free < littleSpace
        ? warning(about, `${found}: that is little.`, 'Free some space on that disk.')
        : good(about, found),
    ];
  };

function nearestExisting(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}
