import { describe, expect, test } from 'vitest';
import { startSegmentThread } from '../../../src/knowledge/word-index/segment-thread.ts';
import { aCommunity, aGate, aRow, numbersOf, sourceOf } from './import-builder.ts';

const rows = Array.from({ length: 9000 }, (_, index) => aRow(`thing${index}`));

describe('thousands of rows', () => {
  test('are all known and found, in one segment, whatever batch they came in', async () => {
    const community = await aCommunity();
    const progress: number[] = [];
    const report = await community.import(rows, { onProgress: ({ rows: count }) => progress.push(count) });
    expect(numbersOf(report)).toMatchObject({ added: rows.length, refused: 0 });
    expect(progress).toEqual([2000, 4000, 6000, 8000, 9000]);
    expect((await community.stored()).segments).toBeLessThan(4);
    for (const number of [0, 1999, 2000, 3999, 5000, 7999, 8000, 8999]) {
      expect((await community.search(`thing${number}`))[0]).toBe(`What is thing${number}?`);
    }
  });

  test('let a vote be cast between two of their batches', async () => {
    const community = await aCommunity();
    const { store } = community;
    const gate = aGate();
    const importing = community.import(sourceOf(rows, (row) => (row === 5000 ? gate.pass() : undefined)));
    await gate.reached;
    await store.write((tx) => tx.fact.create({ data: { name: 'vote', value: 'up' } }));
    expect(await store.read.import.findFirst()).toMatchObject({ state: 'running' });
    gate.open();
    expect((await importing).added).toBe(rows.length);
  });

  test('leave as quickly as they came, and come back', async () => {
    const community = await aCommunity();
    await community.import(rows);
    expect(numbersOf(await community.import(rows.slice(0, 1)))).toMatchObject({
      unchanged: 1,
      retired: rows.length - 1,
    });
    expect(await community.search('thing5000')).not.toContain('What is thing5000?');
    expect(numbersOf(await community.import(rows))).toMatchObject({ unchanged: 1, added: rows.length - 1 });
    expect((await community.search('thing5000'))[0]).toBe('What is thing5000?');
  });
});

describe('the thread that makes texts findable', () => {
  const texts = [{ id: '01990000-0000-7000-8000-000000000001', title: 'What is firefox?', text: 'A browser.' }];

  test('builds what would be built here', async () => {
    const community = await aCommunity();
    const thread = startSegmentThread();
    const [there, here] = await Promise.all([thread.build(texts), community.build(texts)]);
    expect(Buffer.from(there.entries)).toEqual(Buffer.from(here.entries));
    expect(there.blocks.map(({ postings }) => Buffer.from(postings))).toEqual(
      here.blocks.map(({ postings }) => Buffer.from(postings)),
    );
    await thread.close();
  });

  test('answers each of several who ask at once with their own', async () => {
    const thread = startSegmentThread();
    const counts = [1, 3, 2].map((count) =>
      thread.build(Array.from({ length: count }, () => texts[0]).flatMap((one) => one ?? [])),
    );
    expect((await Promise.all(counts)).map(({ entryCount }) => entryCount)).toEqual([1, 3, 2]);
    await thread.close();
  });

  test('says so when it has ended, instead of letting an import wait for ever', async () => {
    const thread = startSegmentThread();
    await thread.close();
    await expect(thread.build(texts)).rejects.toThrow('has ended');
    const another = startSegmentThread();
    const waiting = another.build(texts);
    await Promise.all([another.close(), expect(waiting).rejects.toThrow('has ended')]);
  });
});

test('an import by the thread finds the same as one without', async () => {
  const community = await aCommunity();
  const thread = startSegmentThread();
  await community.import(rows.slice(0, 2500), { buildSegment: thread.build });
  expect((await community.search('thing2400'))[0]).toBe('What is thing2400?');
  await thread.close();
});
