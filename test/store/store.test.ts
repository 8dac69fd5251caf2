import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sqliteConnection } from '../../src/store/connection.ts';
import { openStore, type Store, type Tx, type TxRows } from '../../src/store/index.ts';
import { scratchFolder, scratchStore } from '../scratch.ts';

const put =
  (name: string, value = '') =>
  (tx: Tx) =>
    tx.fact.create({ data: { name, value } });

describe('a write', () => {
  test('is there for the next read once it is acknowledged', async () => {
    const store = await scratchStore();
    await store.write(put('a', '1'));
    expect(await store.read.fact.findUnique({ where: { name: 'a' } })).toEqual({ name: 'a', value: '1' });
  });

  test('that fails leaves nothing behind', async () => {
    const store = await scratchStore();
    const failing = store.write(async (tx) => {
      await put('a')(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await store.read.fact.count()).toBe(0);
  });

  test('is not undone by another that rolls back around it', async () => {
    const store = await scratchStore();
    const held = await holdWrite(store, () => Promise.reject(new Error('roll back')));
    const acknowledged = store.write(put('acknowledged')); // issued while the other transaction is open
    held.goOn();
    await expect(held.written).rejects.toThrow('roll back');
    await acknowledged;
    expect(await store.read.fact.findMany()).toEqual([{ name: 'acknowledged', value: '' }]);
  });

  test('is never seen half-done by a read', async () => {
    const store = await scratchStore();
    const held = await holdWrite(store, put('second'));
    expect(await store.read.fact.count()).toBe(0);
    held.goOn();
    await held.written;
    expect(await store.read.fact.count()).toBe(2);
  });

  test('that the database refuses says why without repeating what was to be written', async () => {
    const store = await scratchStore();
    await store.write(put('a', 'what a member wrote'));
    const twice = store.write(put('a', 'what a member wrote')).catch(String);
    expect(await twice).toMatch(/Unique constraint failed/);
    expect(await twice).not.toContain('member wrote');
  });

  test('leaves room for everything else, however many come in a row', async () => {
    const store = await scratchStore();
    await store.write(put('first')); // has the engine loaded
    let turns = 0;
    const count = () => {
      turns += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    await Promise.all(Array.from({ length: 20 }, (_, at) => store.write(put(`row ${at}`))));
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  test('holds up no read, however many tables that reads', async () => {
    const store = await scratchStore();
    const createdAt = new Date(0);
    const room = { platformId: 'r', kind: 'channel', name: 'r', open: true, createdAt } as const;
    await store.write((tx) =>
      tx.community.create({ data: { platform: 'p', platformId: 'c', name: 'c', createdAt, rooms: { create: room } } }),
    );
    const held = await holdWrite(store, put('second'));
    const include = {
      rooms: { include: { questions: { include: { revisions: true, member: true } } } },
      entries: true,
    };
    expect(await store.read.community.findMany({ include })).toMatchObject([{ rooms: [{ name: 'r' }] }]);
    held.goOn();
    await held.written;
  });

  test('inside a write is refused instead of waiting for itself', async () => {
    const store = await scratchStore();
    await expect(store.write(() => store.write(put('a')))).rejects.toMatchObject({ code: 'nested-write' });
  });

  test('after closing is refused', async () => {
    const store = await openStore({ url: `file:${scratchFolder()}/quorum.db` });
    await store.close();
    await expect(async () => store.write(put('a'))).rejects.toMatchObject({ code: 'store-closed' });
  });

  test('cannot go through the reading side', async () => {
    const store = await scratchStore();
    expect('create' in store.read.fact).toBe(true); // the client has it; the type hides it and the connection refuses it
    const create = Reflect.get(store.read.fact, 'create');
    await expect(create({ data: { name: 'a', value: '' } })).rejects.toThrow(/readonly/);
  });

  test('waits for whoever else holds the lock, and gives up with a sentence', async () => {
    const folder = scratchFolder();
    const url = `file:${folder}/quorum.db`;
    const store = await openStore({ url, patienceMs: 150 });
    onTestFinished(() => store.close());
    const other = await sqliteConnection(url).connect();
    onTestFinished(() => other.dispose());

    await other.executeScript('BEGIN IMMEDIATE');
    await expect(store.write(put('too long'))).rejects.toMatchObject({ code: 'store-busy' });
    const patient = store.write(put('waited'));
    await other.executeScript('COMMIT');
    await patient;
    expect(await store.read.fact.findMany()).toEqual([{ name: 'waited', value: '' }]);
  });
});

describe('a write of rows', () => {
  const rowSql = 'INSERT INTO Fact (name, value) VALUES (@name, @value)';
  const putRow = (name: string) => (rows: TxRows) => rows.run(rowSql, { name, value: '' });
  const names = async (store: Store) => (await store.read.fact.findMany()).map(({ name }) => name);

  test('is there for the next read, and undone whole where it fails', async () => {
    const store = await scratchStore();
    await store.writeRows(putRow('a'));
    const failing = store.writeRows(async (rows) => {
      await putRow('b')(rows);
      await putRow('a')(rows);
    });
    await expect(failing).rejects.toThrow('UNIQUE constraint failed: Fact.name');
    expect(await names(store)).toEqual(['a']);
    expect(await store.rows.all('SELECT name FROM Fact', {})).toEqual([{ name: 'a' }]);
  });

  test('is part of a transaction that Prisma writes in, and goes with it', async () => {
    const store = await scratchStore();
    await store.write(async (tx, rows) => {
      await putRow('by statement')(rows);
      await put('by Prisma')(tx);
    });
    const failing = store.write(async (tx, rows) => {
      await putRow('gone')(rows);
      await put('by Prisma')(tx);
    });
    await expect(failing).rejects.toThrow(/Unique constraint/);
    expect((await names(store)).sort()).toEqual(['by Prisma', 'by statement']);
  });

  test('waits its turn behind others, and is refused inside one', async () => {
    const store = await scratchStore();
    const held = await holdWrite(store, put('second'));
    const written = store.writeRows(putRow('third'));
    held.goOn();
    await Promise.all([held.written, written]);
    expect(await names(store)).toEqual(['first', 'second', 'third']);
    const inside = store.writeRows(async () => store.writeRows(putRow('a')));
    await expect(inside).rejects.toMatchObject({ code: 'nested-write' });
  });

  test('waits for whoever else holds the lock, and gives up with a sentence', async () => {
    const url = `file:${scratchFolder()}/quorum.db`;
    const store = await openStore({ url, patienceMs: 150 });
    onTestFinished(() => store.close());
    const other = await sqliteConnection(url).connect();
    onTestFinished(() => other.dispose());
    await other.executeScript('BEGIN IMMEDIATE');
    await expect(store.writeRows(putRow('too long'))).rejects.toMatchObject({ code: 'store-busy' });
    const patient = store.writeRows(putRow('waited'));
    await other.executeScript('COMMIT');
    await patient;
    expect(await names(store)).toEqual(['waited']);
  });

  test('cannot be made of the reading side', async () => {
    const store = await scratchStore();
    const run: unknown = Reflect.get(store.rows, 'run');
    if (typeof run !== 'function') throw new Error('The type hides `run`, but the object has it.');
    await expect(run(rowSql, { name: 'a', value: '' })).rejects.toThrow(/readonly/);
  });
});

test('that something was written is told by another mark, whoever wrote it', async () => {
  const folder = scratchFolder();
  const one = await openStore({ url: `file:${folder}/quorum.db` });
  const other = await openStore({ url: `file:${folder}/quorum.db` });
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()]);
  });
  const marks = [one.changeMark(), one.changeMark()];
  await one.write(put('a'));
  marks.push(one.changeMark());
  await other.write(put('b'));
  marks.push(one.changeMark(), one.changeMark());
  expect(marks.map((mark, index) => mark !== marks[index - 1])).toEqual([true, false, true, true, false]);
});

test('two stores on one file count together without losing an increment', async () => {
  const folder = scratchFolder();
  const stores = await Promise.all([1, 2].map(() => openStore({ url: `file:${folder}/quorum.db` })));
  onTestFinished(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });
  await stores[0]?.write(put('counter', '0'));
  const increment = async (tx: Tx) => {
    const { value } = await tx.fact.findUniqueOrThrow({ where: { name: 'counter' } });
    await tx.fact.update({ where: { name: 'counter' }, data: { value: String(Number(value) + 1) } });
  };
  await Promise.all(stores.flatMap((store) => Array.from({ length: 50 }, () => store.write(increment))));
  expect(await stores[1]?.read.fact.findUnique({ where: { name: 'counter' } })).toMatchObject({ value: '100' });
});

test('two processes with rollbacks in between keep every row they acknowledged, and no other', {
  timeout: 120_000,
}, async () => {
  const file = join(scratchFolder(), 'quorum.db');
  const rows = await Promise.all(['one', 'two'].map((name) => acknowledgedBy(writer(file, name, 60))));
  const stored = rowsIn(file);
  expect(stored).toEqual(rows.flat().sort());
  expect(stored).toHaveLength(2 * 60);
});

test('a process killed in the middle of writing loses nothing it acknowledged', { timeout: 240_000 }, async () => {
  const file = join(scratchFolder(), 'quorum.db');
  const rounds = Number(process.env.TEST_KILLS ?? 12);
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const child = writer(file, `round-${round}`, 1_000_000);
    const killAfter = 5 + ((round * 37) % 60); // rows; another moment in each round
    child.on('message', (row) => {
      acknowledged.push(String(row));
      if (Number(String(row).split(':')[1]) === killAfter) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
  }
  const stored = new Set(rowsIn(file));
  expect(acknowledged.length).toBeGreaterThan(rounds * 5);
  expect(acknowledged.filter((row) => !stored.has(row))).toEqual([]);
  expect([...stored].filter((row) => row.includes('rolled back'))).toEqual([]);
  // a row may have been committed whose acknowledgement was still on its way, at most one a kill
  expect(stored.size - new Set(acknowledged).size).toBeLessThanOrEqual(rounds);
  console.info(`${rounds} kills: ${acknowledged.length} rows acknowledged, all of them stored (${stored.size} in all)`);
});

/** A write that has written its first row and waits, with its transaction open, until it may go on. */
async function holdWrite(store: Store, rest: (tx: Tx) => Promise<unknown>) {
  const half = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const written = store.write(async (tx) => {
    await put('first')(tx);
    half.resolve();
    await go.promise;
    await rest(tx);
  });
  await half.promise;
  return { written, goOn: go.resolve };
}

function writer(file: string, name: string, rows: number) {
  const child = fork(join(import.meta.dirname, 'writer.ts'), [file, name, String(rows)]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function acknowledgedBy(child: ReturnType<typeof fork>): Promise<string[]> {
  const rows: string[] = [];
  child.on('message', (row) => rows.push(String(row)));
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  return rows;
}

function rowsIn(file: string): string[] {
  const database = new DatabaseSync(file);
  const rows = database.prepare('SELECT name FROM Fact ORDER BY name').all();
  database.close();
  return rows.map(({ name }) => String(name));
}
