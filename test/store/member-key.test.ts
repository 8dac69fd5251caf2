import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimMemberKey, createHashMember, readMemberKey } from '../../src/store/index.ts';
import { scratchFolder, scratchStore } from '../scratch.ts';

test('the key is made once, for its owner alone, and read ever after', () => {
  const file = join(scratchFolder(), 'data', 'member.key');
  const key = readMemberKey(file);
  expect(readMemberKey(file)).toEqual(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
});

test('a file that holds no key is refused and left alone', () => {
  const file = join(scratchFolder(), 'member.key');
  writeFileSync(file, 'something else');
  expect(() => readMemberKey(file)).toThrow(/does not hold a key/);
  expect(readFileSync(file, 'utf8')).toBe('something else');
});

test('the same id on two platforms is two members, and another key makes strangers of both', () => {
  const hash = createHashMember(Buffer.alloc(32, 1));
  expect(hash('discord', '42')).toBe(hash('discord', '42'));
  expect(hash('discord', '42')).not.toBe(hash('matrix', '42'));
  expect(createHashMember(Buffer.alloc(32, 2))('discord', '42')).not.toBe(hash('discord', '42'));
});

test('a database refuses a key that its hashes were not made with', async () => {
  const store = await scratchStore();
  await claimMemberKey(store, Buffer.alloc(32, 1));
  await claimMemberKey(store, Buffer.alloc(32, 1));
  await expect(claimMemberKey(store, Buffer.alloc(32, 2))).rejects.toMatchObject({ code: 'other-member-key' });
});
