// A process that writes rows and says so after each; every third write is rolled back. Started, and killed, by store.test.ts.
import process from 'node:process';
import { openStore } from '../../src/store/index.ts';

const [file, name, rows] = process.argv.slice(2);
const store = await openStore({ url: `file:${file}` });
for (let row = 0; row < Number(rows); row++) {
  const id = `${name}:${row}`;
  const written = store.write((tx) => tx.fact.create({ data: { name: id, value: 'x'.repeat(500) } }));
  if (row % 3 === 0) {
    await store
      .write(async (tx) => {
        await tx.fact.create({ data: { name: `${id}:rolled back`, value: '' } });
        throw new Error('rolled back');
      })
      .catch(() => {});
  }
  await written;
  process.send?.(id);
}
await store.close();
process.disconnect?.();
