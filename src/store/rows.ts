import type Database from 'better-sqlite3';

/** What is bound to a statement, by name; never written into it. */
export type Values = Readonly<Record<string, string | number | null>>;

/**
 * Rows read past Prisma, by the statements of this chapter: where a member waits, Prisma takes thirty times as long to
 * hand a row over as SQLite to find it.
 */
export interface Rows {
  first<Row>(statement: string, values: Values): Promise<Row | undefined>;
  all<Row>(statement: string, values: Values): Promise<Row[]>;
}

/** Rows of a transaction. */
export interface TxRows extends Rows {
  /** Resolves to how many rows were changed. */
  run(statement: string, values: Values): Promise<number>;
}

/** Statements are prepared once, at their first use. */
export function createRows(connection: Database.Database): TxRows {
  const prepared = new Map<string, Database.Statement>();

  function prepare(statement: string): Database.Statement {
    const known = prepared.get(statement) ?? connection.prepare(statement).safeIntegers(false);
    prepared.set(statement, known);
    return known;
  }

  return {
    // Whoever asks says what the statement's rows are, and stands beside it.
    first: async <Row>(statement: string, values: Values) => prepare(statement).get(values) as Row | undefined,
    all: async <Row>(statement: string, values: Values) => prepare(statement).all(values) as Row[],
    run: async (statement, values) => prepare(statement).run(values).changes,
  };
}

/** A date as Prisma writes it: in this form, the order of the text is the order in time. */
export function asStored(date: Date): string {
  return date.toISOString().replace('Z', '+00:00');
}

/** A list as one value, for `json_each`. */
export function asList(values: Iterable<unknown>): string {
  return JSON.stringify([...values]);
}
