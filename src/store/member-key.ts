import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../failure.ts';
import type { Store } from './store.ts';

/** Turns a member's id on a platform into the hash that is stored in its stead. */
export type HashMember = (platform: string, id: string) => string;

export function createHashMember(key: Uint8Array): HashMember {
  return (platform, id) => createHmac('sha256', key).update(`${platform}\0${id}`).digest('hex');
}

/** Reads the key from its file, and makes one the first time. Two processes that start together end with the same key. */
export function readMemberKey(file: string): Uint8Array {
  const existing = read(file);
  if (existing) return existing;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file); // unlike a rename, refuses to replace a key that another process made meanwhile
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readMemberKey(file);
}

function read(file: string): Uint8Array | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new Failure('bad-member-key', `${file} does not hold a key: 64 hexadecimal digits were expected.`, {
    remedy: 'Restore it from your backup: without it, members would be strangers to their own questions and votes.',
  });
}

/** Refuses a key other than the one that this database's hashes were made with. */
export async function claimMemberKey(store: Store, key: Uint8Array): Promise<void> {
  const fingerprint = createHmac('sha256', key).update('fingerprint').digest('hex').slice(0, 16);
  const name = 'member-key-fingerprint';
  const known = await store.read.fact.findUnique({ where: { name } });
  const { value } =
    known ??
    (await store.write((tx) => tx.fact.upsert({ where: { name }, create: { name, value: fingerprint }, update: {} })));
  if (value === fingerprint) return;
  throw new Failure('other-member-key', 'The member key is not the one that this database was made with.', {
    remedy: 'Restore the file member.key in the data folder (or memberKey in the settings) from your backup.',
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
