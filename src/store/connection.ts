import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';

export type SqliteAdapter = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;

/**
 * A connection to SQLite as Quorum wants it: WAL, every commit on disk before it is acknowledged, foreign keys held.
 * It never waits for another process's lock inside SQLite, because that would stop this whole process; `write` waits instead.
 */
export function sqliteConnection(url: string, purpose: 'read' | 'write' | 'migrate'): PrismaBetterSqlite3 {
  const factory = new PrismaBetterSqlite3({ url, timeout: purpose === 'write' ? 0 : 5_000 });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    await adapter.executeScript(pragmas);
    if (purpose === 'read') await adapter.executeScript('PRAGMA query_only = ON');
    return purpose === 'write' ? beginningImmediately(adapter) : adapter;
  };
  return factory;
}

const pragmas = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA busy_timeout = 0;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
`;

/** Takes the write lock at BEGIN: the adapter's own BEGIN is deferred, and would find out at its first write that it read a stale page. */
function beginningImmediately(adapter: SqliteAdapter): SqliteAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const transaction = await startTransaction(isolationLevel);
    try {
      await adapter.executeScript('COMMIT; BEGIN IMMEDIATE');
    } catch (error) {
      await transaction.rollback(); // lets go of the adapter's mutex; nothing is open in SQLite
      throw error;
    }
    return transaction;
  };
  return adapter;
}
