import { expect, test } from 'vitest';
import { findCommunity, upsertCommunity } from '../../src/bot/index.ts';
import { scratchStore } from '../scratch.ts';

test('a community is found by its name, its id or its platform’s id; a name that two have asks for the id', async () => {
  const store = await scratchStore();
  const make = (platformId: string, name: string) =>
    store.write((tx) => upsertCommunity(tx, { platform: 'test', platformId, name }, new Date(0)));
  const [one, other] = [await make('1', 'Gardeners'), await make('2', 'gardeners')];
  await make('3', '1');
  const idOf = async (named: string) => (await findCommunity(store.read, named)).id;
  expect(await idOf('2')).toBe(other.id);
  expect(await idOf(one.id)).toBe(one.id);
  expect(await idOf('1')).toBe(one.id); // what is named by its id is meant, whatever else is called so
  await expect(idOf('Gardeners')).rejects.toMatchObject({
    code: 'no-such-community',
    remedy: `Give its id: ${one.id} (test), ${other.id} (test).`,
  });
  await expect(idOf('\u001b[2Jx')).rejects.toMatchObject({ message: 'There is no community called [2Jx.' });
});
