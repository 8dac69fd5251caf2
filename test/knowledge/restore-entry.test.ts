import { beforeEach, describe, expect, test } from 'vitest';
import { bringBackEntry, swapEntries, takeOutEntry } from '../../src/knowledge/restore-entry.ts';
import type { Tx } from '../../src/store/index.ts';
import { aCommunity, type ImportCommunity } from './import/import-builder.ts';

let community: ImportCommunity;
beforeEach(async () => {
  community = await aCommunity();
});

const at = new Date(0);
const add = (answer: string) => community.catalogue.add({ question: 'How do I boot?', answer, verified: true });
const write = (work: (tx: Tx) => Promise<boolean>) => community.store.write(work);
const found = () => community.search('boot');

describe('what was done to an entry is taken back', () => {
  test('when it was added, and when it was taken out, once each', async () => {
    const { id, communityId } = { ...(await add('Press the button.')), communityId: community.communityId };
    const named = { id, communityId };
    expect(await write((tx) => takeOutEntry(tx, named, at))).toBe(true);
    expect(await found()).toEqual([]);
    expect(await write((tx) => takeOutEntry(tx, named, at))).toBe(false);
    expect(await write((tx) => bringBackEntry(tx, named, at))).toBe(true);
    expect(await found()).toEqual(['How do I boot?']);
    expect(await write((tx) => bringBackEntry(tx, named, at))).toBe(false);
    expect(await write((tx) => takeOutEntry(tx, { id, communityId: 'another' }, at))).toBe(false);
  });

  test('when it was edited, there and back again, and its history stays', async () => {
    const { catalogue, communityId, store } = community;
    const old = await add('Press the button.');
    const edited = await catalogue.edit(old.id, { answer: 'Hold the button.' });
    const swap = (out: string, back: string) => write((tx) => swapEntries(tx, { communityId, out, back }, at));
    const known = async () => (await catalogue.list({ limit: 9 })).map(({ answer }) => answer);
    expect(await swap(edited.id, old.id)).toBe(true);
    expect(await known()).toEqual(['Press the button.']);
    expect(await swap(edited.id, old.id)).toBe(false);
    expect(await swap(old.id, edited.id)).toBe(true);
    expect(await known()).toEqual(['Hold the button.']);
    expect(await found()).toEqual(['How do I boot?']);
    expect((await store.read.entry.findUniqueOrThrow({ where: { id: edited.id } })).supersedesId).toBe(old.id);
    expect(await catalogue.history(old.id)).toHaveLength(2);
  });

  test('but not over what somebody has said in its place since', async () => {
    const { catalogue, communityId } = community;
    const old = await add('Press the button.');
    const second = await catalogue.edit(old.id, { answer: 'Hold the button.' });
    await write((tx) => swapEntries(tx, { communityId, out: second.id, back: old.id }, at));
    const third = await catalogue.edit(old.id, { answer: 'Hold it for a second.' });
    expect(await write((tx) => swapEntries(tx, { communityId, out: old.id, back: second.id }, at))).toBe(false);
    expect((await catalogue.list({ limit: 9 })).map(({ id }) => id)).toEqual([third.id]);
  });
});

test('an edit of its words begins without the votes on the old ones, an edit beside them keeps those', async () => {
  const { catalogue, store } = community;
  const entry = await add('Press the button.');
  await store.write((tx) => tx.entry.update({ where: { id: entry.id }, data: { standing: 'contested' } }));
  const filed = await catalogue.edit(entry.id, { category: 'booting' });
  expect(filed.standing).toBe('contested');
  expect((await catalogue.edit(filed.id, { answer: 'Hold the button.' })).standing).toBe('open');
});
