import { join } from 'node:path';
import { sqliteConnection } from '../src/store/connection.ts';
import { openStore } from '../src/store/index.ts';
import { ms, percentile, rounds } from './measure.ts';

/** One durable row: through `store.write`, and as a bare SQLite commit on the same disk. */
export async function benchWrites(folder: string): Promise<string[]> {
  const url = `file:${join(folder, 'writes.db')}`;
  const store = await openStore({ url });
  const times = 1000;
  const written = await rounds(times, async (number) => {
    const startedAt = performance.now();
    await store.write((tx) => tx.fact.create({ data: { name: `store ${number}`, value: '' } }));
    return performance.now() - startedAt;
  });
  await store.close();

  const connection = await sqliteConnection(url).connect();
  await connection.executeScript('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const bare = await rounds(times, async (number) => {
    const startedAt = performance.now();
    await connection.executeScript(`INSERT INTO "Fact" VALUES ('bare ${number}', '')`);
    return performance.now() - startedAt;
  });
  await connection.dispose();
  const [one, other] = [percentile(written, 0.5), percentile(bare, 0.5)];
  return [
    'a durable write',
    `  through store.write   p50 ${ms(one)}   p99 ${ms(percentile(written, 0.99))}`,
    `  bare SQLite commit    p50 ${ms(other)}   p99 ${ms(percentile(bare, 0.99))}`,
    `  ratio of the medians  ${(one / other).toFixed(1)}`,
  ];
}
