import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { migrate, openStore, pendingMigrations } from '../../src/store/index.ts';
import { scratchFolder } from '../scratch.ts';

const root = join(import.meta.dirname, '../..');
const timeout = 120_000;

test('a database that Quorum made is up to date for the Prisma CLI', { timeout }, async () => {
  const url = `file:${scratchFolder()}/quorum.db`;
  await migrate(url);
  expect(await prisma(url, 'migrate', 'status')).toContain('Database schema is up to date!');
});

test('a database that the Prisma CLI made is one that Quorum opens as it is', { timeout }, async () => {
  const url = `file:${scratchFolder()}/quorum.db`;
  expect(await prisma(url, 'migrate', 'deploy')).toContain('All migrations have been successfully applied.');
  expect(await pendingMigrations(url)).toEqual([]);
  const store = await openStore({ url });
  await store.write((tx) => tx.fact.create({ data: { name: 'a', value: '1' } }));
  expect(await store.read.fact.count()).toBe(1);
  await store.close();
});

test('the same models are valid for PostgreSQL', { timeout }, async () => {
  const folder = scratchFolder();
  const schema = join(folder, 'schema.prisma');
  const models = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8');
  writeFileSync(schema, models.replace('provider = "sqlite"', 'provider = "postgresql"'));
  expect(await prisma(`file:${folder}/unused.db`, 'validate', '--schema', schema)).toContain('is valid');
});

/** The ordinary CLI on the ordinary configuration; only the engine it would download is put in its place. */
async function prisma(url: string, ...argv: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'node_modules/prisma/build/index.js'), ...argv],
    {
      cwd: root,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        HOME: process.env.HOME,
        QUORUM_DATABASE: url,
        PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'test/store/prisma-engine.ts'),
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
  return stdout;
}
