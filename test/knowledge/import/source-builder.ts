import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../../../src/failure.ts';
import type { Draft, Found, Refusal } from '../../../src/knowledge/import/draft.ts';
import { openSource, type ReadOptions } from '../../../src/knowledge/import/open-source.ts';
import { scratchFolder } from '../../scratch.ts';

/** A folder with files, gone after the test. */
export function aFolder(files: Record<string, string | Uint8Array>): string {
  const folder = scratchFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function aFile(name: string, content: string | Uint8Array): string {
  return join(aFolder({ [name]: content }), name);
}

export interface Read {
  format: string;
  drafts: Draft[];
  refusals: Refusal[];
  notes: string[];
  bytes: number;
  bytesRead: number;
}

/** All that a source holds. */
export async function readSource(path: string, options: ReadOptions = {}): Promise<Read> {
  const source = await openSource(path, options, new AbortController().signal);
  const found: Found[] = [];
  for await (const each of source.read) found.push(each);
  return {
    format: source.format,
    drafts: found.flatMap((each) => ('draft' in each ? [each.draft] : [])),
    refusals: found.flatMap((each) => ('refusal' in each ? [each.refusal] : [])),
    notes: source.notes(),
    bytes: source.bytes,
    bytesRead: source.bytesRead(),
  };
}

export function readFile(name: string, content: string | Uint8Array, options: ReadOptions = {}): Promise<Read> {
  return readSource(aFile(name, content), options);
}

/** Questions with their answers, or breadcrumbs with their texts. */
export function pairsOf({ drafts }: Read): [string, string][] {
  return drafts.map(({ title, text }) => [title, text]);
}

/** What a refusal says to whoever mends the source. */
export function refusalsOf({ refusals }: Read): string[] {
  return refusals.map(({ at, rule, why }) => `${at.file}:${at.line} ${rule}: ${why}`);
}

/** The failure that reading ends in. */
export async function failureOf(reading: Promise<unknown>): Promise<Failure> {
  const outcome = await reading.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Failure) return outcome;
  throw new Error('the source was read, or failed for another reason', { cause: outcome });
}
