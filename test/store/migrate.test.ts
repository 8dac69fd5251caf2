import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrate, migrationsFolder, openStore, pendingMigrations, readMigrations } from '../../src/store/index.ts';
import { noFilters, toMigrationsList } from '../../src/store/migrate.ts';
import { withSchemaEngine } from '../../src/store/schema-engine.ts';
import { scratchFolder } from '../scratch.ts';

test('a new database gets every migration, once', async () => {
  const url = `file:${scratchFolder()}/quorum.db`;
  const names = readMigrations().map(({ name }) => name);
  expect(await pendingMigrations(url)).toEqual(names);
  expect(await migrate(url)).toEqual(names);
  expect(await migrate(url)).toEqual([]);
});

test('what is recorded of a migration is what the Prisma CLI records and looks for', async () => {
  const folder = scratchFolder();
  const url = `file:${folder}/quorum.db`;
  await migrate(url);
  const database = new DatabaseSync(join(folder, 'quorum.db'));
  const rows = database.prepare('SELECT migration_name, checksum, applied_steps_count FROM _prisma_migrations').all();
  database.close();
  expect(rows.map((row) => ({ ...row }))).toEqual(
    readMigrations().map(({ name, sql }) => ({
      migration_name: name,
      checksum: createHash('sha256').update(sql).digest('hex'),
      applied_steps_count: 1,
    })),
  );
  const diagnosis = await withSchemaEngine(url, (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList: toMigrationsList(readMigrations(), migrationsFolder),
      optInToShadowDatabase: false,
      filters: noFilters,
    }),
  );
  expect(diagnosis).toMatchObject({ history: null, failedMigrationNames: [], editedMigrationNames: [] });
});

test('the migrations lead to exactly the schema', async () => {
  const path = 'prisma/schema.prisma';
  const { stdout } = await withSchemaEngine('file::memory:', (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...toMigrationsList(readMigrations(), migrationsFolder) },
      to: { tag: 'schemaDatamodel', files: [{ path, content: readFileSync(path, 'utf8') }] },
      script: true,
      exitCode: null,
      filters: noFilters,
    }),
  );
  expect(stdout, 'run `npm run migration -- <name>`').toContain('empty migration');
});

test('two processes that start on a new database together migrate it once', async () => {
  const url = `file:${scratchFolder()}/quorum.db`;
  const stores = await Promise.all([1, 2, 3].map(() => openStore({ url })));
  await Promise.all(stores.map((store) => store.close()));
  expect(await pendingMigrations(url)).toEqual([]);
});

test('a database from a newer Quorum is refused with a sentence', async () => {
  const folder = scratchFolder();
  const newer = join(folder, 'migrations');
  cpSync(migrationsFolder, newer, { recursive: true });
  mkdirSync(join(newer, '29990101000000_from_the_future'));
  writeFileSync(
    join(newer, '29990101000000_from_the_future', 'migration.sql'),
    'CREATE TABLE "Later" ("id" TEXT NOT NULL PRIMARY KEY);',
  );
  const url = `file:${folder}/quorum.db`;
  await migrate(url, newer);
  await expect(openStore({ url })).rejects.toMatchObject({
    code: 'newer-database',
    message: expect.stringContaining('was written by a newer Quorum'),
  });
});

test('a database that a migration broke in is refused, and keeps being refused', async () => {
  const folder = scratchFolder();
  const broken = join(folder, 'migrations');
  cpSync(migrationsFolder, broken, { recursive: true });
  mkdirSync(join(broken, '29990101000000_broken'));
  writeFileSync(join(broken, '29990101000000_broken', 'migration.sql'), 'ALTER TABLE "Nothing" ADD COLUMN "x" TEXT;');
  const url = `file:${folder}/quorum.db`;
  await expect(migrate(url, broken)).rejects.toMatchObject({ code: 'migration-failed' });
  await expect(migrate(url, broken)).rejects.toMatchObject({ code: 'broken-migration' });
});
