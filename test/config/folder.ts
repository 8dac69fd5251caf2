import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ConfigFailure, type LoadedConfig, loadConfig } from '../../src/config/index.ts';

/** A folder that settings are read from, gone when the test is over. */
export interface Folder {
  path: string;
  write(files: Record<string, string>): void;
  load(options?: { env?: Record<string, string>; file?: string }): LoadedConfig;
}

export function aFolder(files: Record<string, string> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'quorum-config-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  const write = (more: Record<string, string>) => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
  };
  write(files);
  return { path, write, load: ({ env = {}, file } = {}) => loadConfig({ cwd: path, env, file }) };
}

export function load(yaml: string, env: Record<string, string> = {}): LoadedConfig {
  return aFolder({ 'quorum.yaml': yaml }).load({ env });
}

/** The failure that reading ends in. */
export function failureOf(read: () => unknown): ConfigFailure {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigFailure) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

/** The lines of mistakes, without the headline. */
export function mistakesOf(read: () => unknown): string[] {
  const [, ...lines] = failureOf(read).message.split('\n');
  return lines.map((line) => line.trim());
}
