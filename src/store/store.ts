import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import Database from 'better-sqlite3';
import { type Clock, systemClock } from '../clock.ts';
import { Failure } from '../failure.ts';
import { backUp } from './backup.ts';
import { sqliteConnections } from './connection.ts';
import { type LikenessRow, readLikenesses } from './entries.ts';
import { Prisma, PrismaClient } from './generated/client.ts';
import { migrate } from './migrate.ts';
import { type QuestionRange, type QuestionRow, readQuestionRows } from './question-rows.ts';
import { createRows, type Rows, type TxRows } from './rows.ts';
import { createWordIndexReader, type WordIndexReader } from './word-index.ts';

/** What is remembered. Reads see what was acknowledged; every write goes through `write`. */
export interface Store {
  readonly read: Reader;
  /** What questions and thumbs read by statements of this chapter, which are exported beside it. */
  readonly rows: Rows;
  /** The word index, which is read on every search. */
  readonly wordIndex: WordIndexReader;
  /** What tells near-duplicates, of everything that a community knows. */
  likenesses(communityId: string): IterableIterator<LikenessRow>;
  /** What is counted of the questions that a community was asked, in pages. */
  questionRows(range: QuestionRange): IterableIterator<QuestionRow[]>;
  /**
   * Runs `fn` in a transaction that nothing else shares: one at a time in this process, and with the database's write lock
   * held against other processes. When it resolves, what `fn` wrote is on disk; when it rejects, nothing is. `fn` may
   * run more than once, so it does nothing but read and write through `tx`, and through `rows` in the same transaction.
   */
  write<T>(fn: (tx: Tx, rows: TxRows) => Promise<T>): Promise<T>;
  /** The same, for what statements of this chapter do alone: such a transaction costs next to nothing but its commit. */
  writeRows<T>(fn: (rows: TxRows) => Promise<T>): Promise<T>;
  /** Another number whenever something was written since, by whatever process. */
  changeMark(): number;
  /** Copies all of it to a new file while it is in use, and makes sure that the copy can be read. */
  backup(file: string): Promise<void>;
  /** Waits for the writes under way, then lets go of the database. */
  close(): Promise<void>;
}

export type Tx = Prisma.TransactionClient;

type Reading =
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'count'
  | 'aggregate'
  | 'groupBy';

type ModelName = Uncapitalize<Prisma.ModelName>;

/** The part of the client that only looks; its connection refuses to write, too. */
export type Reader = { [Model in ModelName]: Pick<PrismaClient[Model], Reading & keyof PrismaClient[Model]> };

export interface StoreOptions {
  /** `file:` and a path. */
  url: string;
  clock?: Clock;
  /** How long a write waits for other processes before it gives up. */
  patienceMs?: number;
}

export async function openStore({ url, clock = systemClock, patienceMs = 15_000 }: StoreOptions): Promise<Store> {
  await migrate(url);
  // Prisma's longer errors print what was to be written, and errors end up in logs.
  const errorFormat = 'minimal';
  const opened = Promise.withResolvers<Database.Database>();
  const client = new PrismaClient({ adapter: sqliteConnections(url, opened.resolve), errorFormat });
  await client.$connect();
  const database = await opened.promise;
  const txRows = createRows(database);
  const raw = new Database(url.replace(/^file:/, ''), { readonly: true });
  const versionStatement = raw.prepare<[], number>('PRAGMA data_version').pluck();
  const writing = new AsyncLocalStorage<true>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function inPrisma<T>(fn: (tx: Tx, rows: TxRows) => Promise<T>): Promise<T> {
    return client.$transaction((tx) => fn(tx, txRows), { maxWait: 60_000, timeout: 60_000 });
  }

  async function inRows<T>(fn: (rows: TxRows) => Promise<T>): Promise<T> {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = await fn(txRows);
      database.exec('COMMIT');
      return result;
    } finally {
      if (database.inTransaction) database.exec('ROLLBACK');
    }
  }

  /** One at a time. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (closed) throw new Failure('store-closed', 'The store is closed; nothing can be written any more.');
    if (writing.getStore())
      throw new Failure('nested-write', 'A write was started inside a write; pass the outer `tx` on instead.');
    // Writes in a row would keep the event loop from everything else: models would not be asked, nor heard.
    const result = last.then(() => setImmediate()).then(() => attempt(run));
    last = result.catch(() => {});
    return result;
  }

  async function attempt<T>(run: () => Promise<T>): Promise<T> {
    const deadline = clock.now() + patienceMs;
    for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 50)) {
      try {
        return await writing.run(true, run);
      } catch (error) {
        if (!isBusy(error)) throw isDiskFull(error) ? diskFull(error) : error;
        if (clock.now() > deadline) throw busy(error);
        await clock.wait(waitMs);
      }
    }
  }

  return {
    read: client,
    rows: createRows(raw),
    wordIndex: createWordIndexReader(raw),
    likenesses: (communityId) => readLikenesses(raw, communityId),
    questionRows: (range) => readQuestionRows(raw, range),
    write: (fn) => inTurn(() => inPrisma(fn)),
    writeRows: (fn) => inTurn(() => inRows(fn)),
    changeMark: () => versionStatement.get() ?? 0,
    backup: (file) => backUp(raw, file),
    async close() {
      closed = true;
      await last;
      raw.close();
      await client.$disconnect();
    },
  };
}

function isBusy(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) return error.code === 'P1008' || error.code === 'P2034';
  if (error instanceof Database.SqliteError) return error.code.startsWith('SQLITE_BUSY');
  return error instanceof DriverAdapterError && error.cause.kind === 'SocketTimeout'; // locked while connecting
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && error.message.includes('database or disk is full');
}

const sorry = 'I could not save that just now, so I left it. Please try again in a little while.';

function busy(cause: unknown): Failure {
  return new Failure('store-busy', 'Another process kept the database locked.', {
    remedy: 'See which other Quorum or database tool has it open.',
    memberText: sorry,
    cause,
  });
}

function diskFull(cause: unknown): Failure {
  return new Failure('disk-full', 'The disk that holds the database is full; nothing was written.', {
    remedy: 'Free some space; Quorum goes on by itself.',
    memberText: sorry,
    cause,
  });
}
