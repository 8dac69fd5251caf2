import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../src/store/index.ts';

/** An empty folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store of its own, closed after the test. */
export async function scratchStore(): Promise<Store & { file: string }> {
  const file = await scratchDatabase();
  const store = await openStore({ url: `file:${file}` });
  onTestFinished(() => store.close());
  return { ...store, file };
}

/** An empty database of today's schema: migrating takes ten times as long as copying what was migrated once. */
export async function scratchDatabase(): Promise<string> {
  migrated ??= migrateOnce();
  const file = join(scratchFolder(), 'quorum.db');
  copyFileSync(await migrated, file);
  return file;
}

let migrated: Promise<string> | undefined;

async function migrateOnce(): Promise<string> {
  const folder = newFolder();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'quorum.db');
  await (await openStore({ url: `file:${file}` })).close();
  return file;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'quorum-test-'));
}
