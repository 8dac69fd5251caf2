import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../src/store/index.ts';

/** An empty folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store of its own, closed after the test. */
export async function scratchStore(): Promise<Store & { file: string }> {
  const file = join(scratchFolder(), 'quorum.db');
  const store = await openStore({ url: `file:${file}` });
  onTestFinished(() => store.close());
  return { ...store, file };
}
