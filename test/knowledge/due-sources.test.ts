import { expect, test } from 'vitest';
import { claimDueSource } from '../../src/knowledge/due-sources.ts';
import { openStore } from '../../src/store/index.ts';
import { scratchStore } from '../scratch.ts';

const hour = 3600_000;
const hourly = (_schedule: string, from: Date) => new Date(from.getTime() + hour);

test('a source whose time has come is claimed once, by whichever process is first, and again an hour later', async () => {
  const store = await scratchStore();
  const other = await openStore({ url: `file:${store.file}` });
  const createdAt = new Date(0);
  await store.write(async (tx) => {
    const community = await tx.community.create({ data: { platform: 'test', platformId: 'a', name: 'A', createdAt } });
    const source = (name: string, schedule: string | null, nextImportAt: Date | null) =>
      tx.source.create({
        data: { communityId: community.id, uri: `test:${name}`, name, createdAt, schedule, nextImportAt },
      });
    await source('due', '0 * * * *', new Date(hour));
    await source('later', '0 * * * *', new Date(3 * hour));
    await source('never', null, null);
  });
  const claim = async (at: number) => {
    const claims = await Promise.all([store, other].map((process) => claimDueSource(process, new Date(at), hourly)));
    return claims.flatMap((claim) => claim?.name ?? []);
  };
  expect(await claim(hour - 1)).toEqual([]);
  expect(await claim(hour)).toEqual(['due']);
  expect(await claim(hour + 1)).toEqual([]);
  expect((await claim(3 * hour)).sort()).toEqual(['due', 'later']);
  await other.close();
});

test('of several that are due, those not come to stay due', async () => {
  const store = await scratchStore();
  const createdAt = new Date(0);
  await store.write(async (tx) => {
    const community = await tx.community.create({ data: { platform: 'test', platformId: 'a', name: 'A', createdAt } });
    for (const [name, at] of [
      ['second', 2],
      ['first', 1],
    ] as const)
      await tx.source.create({
        data: {
          communityId: community.id,
          uri: `test:${name}`,
          name,
          createdAt,
          schedule: '0 * * * *',
          nextImportAt: new Date(at),
        },
      });
  });
  const now = new Date(10);
  expect(await claimDueSource(store, now, hourly)).toMatchObject({ name: 'first' });
  expect(await store.read.source.count({ where: { nextImportAt: { lte: now } } })).toBe(1);
  expect(await claimDueSource(store, now, hourly)).toMatchObject({ name: 'second' });
  expect(await claimDueSource(store, now, hourly)).toBeUndefined();
});
