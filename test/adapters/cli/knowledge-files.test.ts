import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProgressLine } from '../../../src/adapters/cli/knowledge/import-progress.ts';
import { keepPiped } from '../../../src/adapters/cli/knowledge/piped-file.ts';
import { writeWhole } from '../../../src/adapters/cli/knowledge/write-whole.ts';
import { scratchFolder } from '../../scratch.ts';
import { createTerminal } from './terminal.ts';

describe('a file that is written', () => {
  test('is there in whole', async () => {
    const file = join(scratchFolder(), 'known.jsonl');
    await writeWhole(file, pieces('one\n', 'two\n'), { force: false });
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });

  test('replaces another by force alone, even one that comes while it is written', async () => {
    const file = join(scratchFolder(), 'known.jsonl');
    async function* meanwhile() {
      yield 'ours';
      writeFileSync(file, 'theirs');
    }
    await expect(writeWhole(file, meanwhile(), { force: false })).rejects.toMatchObject({ code: 'file-exists' });
    await expect(writeWhole(file, pieces('ours'), { force: false })).rejects.toMatchObject({ code: 'file-exists' });
    expect(readFileSync(file, 'utf8')).toBe('theirs');
    await writeWhole(file, pieces('ours'), { force: true });
    expect(readFileSync(file, 'utf8')).toBe('ours');
  });

  test('leaves nothing behind when it breaks off in the middle', async () => {
    const folder = scratchFolder();
    async function* breaking() {
      yield 'half';
      throw new Error('The store is gone.');
    }
    await expect(writeWhole(join(folder, 'known.jsonl'), breaking(), { force: false })).rejects.toThrow(
      'The store is gone.',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says so where there is no such folder', async () => {
    const file = join(scratchFolder(), 'nowhere', 'known.jsonl');
    await expect(writeWhole(file, pieces('x'), { force: false })).rejects.toThrow(/nowhere.*cannot be written: ENOENT/);
  });
});

describe('what is piped in', () => {
  test('is kept where its owner alone reads it, and for as long as it is needed', async () => {
    const { io, type } = createTerminal({ isTTY: false });
    type('{"question":"Why?"}\n');
    io.stdin.push(null);
    const { file, remove } = await keepPiped(io, new AbortController().signal);
    expect(readFileSync(file, 'utf8')).toBe('{"question":"Why?"}\n');
    expect(statSync(file).mode & 0o077).toBe(0);
    await remove();
    expect(existsSync(file)).toBe(false);
  });

  test('is waited for no longer once it is cancelled', async () => {
    const { io } = createTerminal({ isTTY: false });
    const stop = new AbortController();
    const kept = keepPiped(io, stop.signal);
    stop.abort();
    await expect(kept).rejects.toThrow(/abort/i);
  });
});

describe('how far an import is', () => {
  test('is a line that changes on a terminal', async () => {
    const { io, written } = createTerminal();
    const progress = createProgressLine(io, 'faq.csv');
    progress.reading({ rows: 4000, bytesRead: 30, bytes: 40 });
    progress.fetching('nix.dev: \u001b[2Jpage 3');
    progress.clear();
    const lines = (await written()).stderr.split('\r\u001b[K');
    expect(lines).toEqual([
      '',
      'Opening faq.csv …',
      `${'█'.repeat(18)}${'░'.repeat(6)} 75 % 4,000 rows`,
      'nix.dev: [2Jpage 3',
      '',
    ]);
  });

  test('is only that it has begun, elsewhere', async () => {
    const { io, written } = createTerminal({ isTTY: false });
    const progress = createProgressLine(io, 'faq.csv');
    progress.reading({ rows: 4000, bytesRead: 0, bytes: 0 });
    progress.clear();
    expect((await written()).stderr).toBe('Importing faq.csv …\n');
  });
});

async function* pieces(...all: string[]) {
  yield* all;
}
