import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../failure.ts';

/**
 * Copies the whole database while it is in use, and opens the copy to see that it is whole: a backup that nobody can read is
 * none. It holds what members wrote, so nobody else on the machine may read it.
 */
export async function backUp(connection: Database.Database, file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    if (await exists(file)) throw new Error(`${file} is there already.`);
    await connection.backup(file);
    await chmod(file, 0o600);
    checkWhole(file);
  } catch (cause) {
    throw new Failure('backup-failed', 'A backup could not be made, so nothing was changed.', {
      remedy: `Is there space, and may Quorum write to ${dirname(file)}?`,
      memberText: 'I could not make a backup first, so I changed nothing. Whoever runs me can see why in the log.',
      cause,
    });
  }
}

function checkWhole(file: string): void {
  const copy = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const said = copy.pragma('quick_check(1)', { simple: true });
    if (said !== 'ok') throw new Error(`The copy is damaged: ${String(said)}.`);
    copy.prepare('SELECT count(*) FROM Community').get();
  } finally {
    copy.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
