import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Clock, systemClock } from '../clock.ts';
import { Failure } from '../failure.ts';
import { sqliteConnection } from './connection.ts';
import { withSchemaEngine } from './schema-engine.ts';

/** The folder that the Prisma CLI applies too (see prisma.config.ts). */
export const migrationsFolder = join(import.meta.dirname, '../../prisma/migrations/sqlite');

export interface Migration {
  name: string;
  sql: string;
}

export function readMigrations(folder = migrationsFolder): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => ({ name: item.name, sql: readFileSync(join(folder, item.name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Brings a database to the schema of this Quorum, creating it if need be. Returns the names of what was applied. */
export async function migrate(url: string, folder = migrationsFolder, clock: Clock = systemClock): Promise<string[]> {
  const file = url.replace(/^file:/, '');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 }); // what members wrote is nobody else's to read
  const migrations = readMigrations(folder);
  if (pending(migrations, await appliedNames(url), file).length === 0) return [];

  const lock = await lockMigrations(url, clock);
  try {
    // Another process may have done it while this one waited for the lock.
    const todo = pending(migrations, await appliedNames(url), file);
    if (todo.length > 0) await apply(url, migrations, folder);
    return todo;
  } finally {
    await lock.dispose();
  }
}

/** What is known about a database's migrations without changing it; `doctor` shows it. */
export async function pendingMigrations(url: string, folder = migrationsFolder): Promise<string[]> {
  return pending(readMigrations(folder), await appliedNames(url), url.replace(/^file:/, ''));
}

/** What SQLite's own check finds wrong with a database; nothing when it is whole. */
export async function checkDatabase(url: string): Promise<string[]> {
  const connection = await sqliteConnection(url).connect();
  try {
    const { rows } = await connection.queryRaw(query('PRAGMA quick_check'));
    return rows.map(([line]) => String(line)).filter((line) => line !== 'ok');
  } finally {
    await connection.dispose();
  }
}

function pending(migrations: Migration[], applied: AppliedMigration[], file: string): string[] {
  const known = new Set(migrations.map((migration) => migration.name));
  const foreign = applied.find((migration) => !known.has(migration.name));
  if (foreign) {
    throw new Failure(
      'newer-database',
      `${file} was written by a newer Quorum: this one does not know its migration ${foreign.name}.`,
      {
        remedy: 'Update Quorum (git pull, then npm start), or restore the backup that was made before the update.',
      },
    );
  }
  const broken = applied.find((migration) => !migration.finished);
  if (broken) {
    throw new Failure('broken-migration', `${file} was left in the middle of the migration ${broken.name}.`, {
      remedy: 'Restore a backup, or see `npx prisma migrate resolve --help`.',
    });
  }
  const done = new Set(applied.map((migration) => migration.name));
  return migrations.map((migration) => migration.name).filter((name) => !done.has(name));
}

interface AppliedMigration {
  name: string;
  finished: boolean;
}

async function appliedNames(url: string): Promise<AppliedMigration[]> {
  const connection = await sqliteConnection(url).connect();
  try {
    const table = await connection.queryRaw(query(`SELECT name FROM sqlite_master WHERE name = '_prisma_migrations'`));
    if (table.rows.length === 0) return [];
    const result = await connection.queryRaw(
      query(`SELECT migration_name, finished_at IS NOT NULL FROM _prisma_migrations WHERE rolled_back_at IS NULL`),
    );
    return result.rows.map((row) => ({ name: String(row[0]), finished: Number(row[1]) === 1 }));
  } finally {
    await connection.dispose();
  }
}

async function apply(url: string, migrations: Migration[], folder: string): Promise<void> {
  const migrationsList = toMigrationsList(migrations, folder);
  try {
    await withSchemaEngine(url, (engine) => engine.applyMigrations({ migrationsList, filters: noFilters }));
  } catch (cause) {
    throw new Failure(
      'migration-failed',
      `The database ${url.replace(/^file:/, '')} could not be brought up to date.`,
      {
        remedy: cause instanceof Error ? cause.message : String(cause),
        cause,
      },
    );
  }
}

export const noFilters = { externalTables: [], externalEnums: [] };

/** The folder as the engine wants it told. */
export function toMigrationsList(migrations: Migration[], folder: string) {
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  };
}

/** Holds a lock that other processes see and that dies with this one: an exclusive transaction on a file beside the database. */
async function lockMigrations(url: string, clock: Clock) {
  const lock = await sqliteConnection(`${url}.migrating`).connect();
  for (const deadline = clock.now() + 60_000; ; await clock.wait(50)) {
    try {
      await lock.executeScript('BEGIN EXCLUSIVE');
      return lock;
    } catch (cause) {
      if (clock.now() < deadline) continue;
      await lock.dispose();
      throw new Failure('migration-locked', 'Another process has been migrating the database for over a minute.', {
        remedy: 'Stop the other Quorum, then start again.',
        cause,
      });
    }
  }
}

const query = (sql: string) => ({ sql, args: [], argTypes: [] });
