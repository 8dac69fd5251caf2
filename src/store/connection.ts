import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import Database from 'better-sqlite3';

export type SqliteAdapter = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;

/**
 * A connection to SQLite as Quorum wants it: WAL, every commit on disk before it is acknowledged, foreign keys held.
 * It never waits for another process's lock inside SQLite, because that would stop this whole process; `write` waits instead.
 */
export function sqliteConnection(url: string): PrismaBetterSqlite3 {
  return connecting(url, async (open) => open());
}

/**
 * Two connections behind one client: what is asked outside a transaction goes to one that refuses to write, and a
 * transaction has the other to itself, with the write lock taken at BEGIN. `onWriting` is given that one's database.
 */
export function sqliteConnections(url: string, onWriting: (database: Database.Database) => void): PrismaBetterSqlite3 {
  return connecting(url, async (open) => {
    const [reading, writing] = [await open(), await open()];
    onWriting(databaseOf(writing));
    await reading.executeScript('PRAGMA query_only = ON');
    reading.startTransaction = (isolationLevel) => beginImmediately(writing, isolationLevel);
    const dispose = reading.dispose.bind(reading);
    reading.dispose = async () => {
      await writing.dispose();
      await dispose();
    };
    return reading;
  });
}

/** The adapter keeps its database to itself, but statements of our own must share its transactions. */
function databaseOf(adapter: object): Database.Database {
  const database: unknown = Reflect.get(adapter, 'client');
  if (database instanceof Database) return database;
  throw new Error('This release of the Prisma adapter for SQLite keeps its database elsewhere.');
}

function connecting(
  url: string,
  connect: (open: () => Promise<SqliteAdapter>) => Promise<SqliteAdapter>,
): PrismaBetterSqlite3 {
  const factory = new PrismaBetterSqlite3({ url });
  const open = factory.connect.bind(factory);
  factory.connect = () =>
    connect(async () => {
      const adapter = await open();
      await adapter.executeScript(pragmas);
      return adapter;
    });
  return factory;
}

const pragmas = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA busy_timeout = 0;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
`;

/** The adapter's own BEGIN is deferred, and would find out at its first write that it had read a stale page. */
async function beginImmediately(
  writing: SqliteAdapter,
  isolationLevel: Parameters<SqliteAdapter['startTransaction']>[0],
): ReturnType<SqliteAdapter['startTransaction']> {
  const transaction = await writing.startTransaction(isolationLevel);
  try {
    await writing.executeScript('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    await transaction.rollback(); // lets go of the adapter's mutex; nothing is open in SQLite
    throw error;
  }
  return transaction;
}
