import { beforeEach, describe, expect, test } from 'vitest';
import { createTwinWatch } from '../../../src/knowledge/import/twins.ts';
import { aCommunity, aRow, type ImportCommunity, numbersOf, type Row } from './import-builder.ts';

const firefox = aRow('firefox');
const twinOf = (row: Row, key: string): Row => ({ ...row, key, title: `Hi, ${row.title?.toLowerCase()}` });
const twin = twinOf(firefox, 'twin');
const other = { uri: 'file:///other.jsonl' };

let community: ImportCommunity;
beforeEach(async () => {
  community = await aCommunity();
});

const keys = async () => (await community.known()).map(({ key }) => key);

describe('of what says the same', () => {
  test('in one source, the first is kept, and the others say where that stands', async () => {
    const report = await community.import([firefox, aRow('steam'), twin]);
    expect(report.refusals).toEqual([
      { at: { file: 'rows', line: 3 }, rule: 'near-duplicate', why: 'It says the same as rows:1.' },
    ]);
    expect(await keys()).toEqual(['firefox', 'steam']);
  });

  test('in two batches of one source, the first is kept', async () => {
    const between = Array.from({ length: 1999 }, (_, index) => aRow(`thing${index}`));
    const report = await community.import([firefox, ...between, twin]);
    expect(report.refusals).toMatchObject([{ why: 'It says the same as rows:1.' }]);
  });

  test('in another source, what was known first is kept, and named', async () => {
    await community.import([firefox]);
    const [known] = await community.catalogue.list({ limit: 1 });
    const report = await community.import([twin], other);
    expect(report.refusals).toMatchObject([
      { rule: 'near-duplicate', why: `It says the same as the entry ${known?.id} (“What is firefox?”).` },
    ]);
    expect(await keys()).toEqual(['firefox']);
  });

  test('as what was taught, the taught is kept', async () => {
    await community.catalogue.add({ question: 'What is firefox?', answer: firefox.text ?? '', verified: true });
    expect(numbersOf(await community.import([twin]))).toMatchObject({ added: 0, refused: 1 });
  });

  test('as what was retired, the new one comes in', async () => {
    await community.import([firefox]);
    await community.import([], {});
    expect(numbersOf(await community.import([twin], other))).toMatchObject({ added: 1, refused: 0 });
  });

  test('the order of the source decides, also when it changes', async () => {
    await community.import([firefox, twin]);
    expect(numbersOf(await community.import([twin, firefox]))).toMatchObject({ added: 1, refused: 1, retired: 1 });
    expect(await keys()).toEqual(['twin']);
    expect(numbersOf(await community.import([twin, firefox]))).toMatchObject({ unchanged: 1, refused: 1, retired: 0 });
  });

  test('a row that comes to say the same as another leaves', async () => {
    await community.import([firefox, aRow('steam')]);
    const report = await community.import([firefox, twinOf(firefox, 'steam')]);
    expect(numbersOf(report)).toMatchObject({ unchanged: 1, changed: 0, refused: 1, retired: 1 });
    expect(await keys()).toEqual(['firefox']);
  });

  test('as what is known already in the same source, the new one is refused', async () => {
    await community.import([firefox]);
    expect(numbersOf(await community.import([firefox, twin]))).toMatchObject({ unchanged: 1, refused: 1 });
  });

  test('as what was edited here, the new one is refused', async () => {
    await community.import([firefox]);
    const [known] = await community.catalogue.list({ limit: 1 });
    const edited = aRow('firefox', { text: 'A browser, as we set it up here in this community of ours.' });
    await community.catalogue.edit(known?.id ?? '', { answer: edited.text ?? '' });
    await community.clock.advance(1000);
    expect(numbersOf(await community.import([firefox, twinOf(edited, 'twin')]))).toMatchObject({ refused: 1 });
  });

  test('as what was edited here once, it does not come in by another key', async () => {
    await community.import([firefox, twin]);
    const [known] = await community.catalogue.list({ limit: 1 });
    await community.catalogue.edit(known?.id ?? '', { answer: 'Something else entirely.' });
    await community.clock.advance(1000);
    expect(numbersOf(await community.import([firefox, twin]))).toMatchObject({ unchanged: 1, refused: 1, added: 0 });
  });

  test('what is known already stays when someone has added its twin all the same', async () => {
    await community.import([firefox]);
    const taught = { question: 'What is firefox?', answer: firefox.text ?? '', verified: true };
    await community.catalogue.add(taught, { anyway: true });
    expect(numbersOf(await community.import([firefox]))).toMatchObject({ unchanged: 1, refused: 0, retired: 0 });
  });
});

describe('across audiences', () => {
  test('what only another room may be told is no twin', async () => {
    const [one, another] = [await community.addRoom(), await community.addRoom()];
    await community.import([firefox], { roomId: one });
    expect(numbersOf(await community.import([twin], { ...other, roomId: another }))).toMatchObject({ added: 1 });
    expect(numbersOf(await community.import([twin], { uri: 'file:///all.jsonl' }))).toMatchObject({ added: 1 });
  });

  test('what the same room may be told is one, and so is what everyone may', async () => {
    const room = await community.addRoom();
    await community.import([firefox], { roomId: room });
    await community.import([aRow('steam')], { uri: 'file:///all.jsonl' });
    const report = await community.import([twin, twinOf(aRow('steam'), 'x')], { ...other, roomId: room });
    expect(numbersOf(report)).toMatchObject({ added: 0, refused: 2 });
  });
});

describe('bad examples', () => {
  test('are compared with nothing', async () => {
    const denied = { ...twin, standing: 'denied' as const };
    expect(numbersOf(await community.import([firefox, denied]))).toMatchObject({ added: 2, badExamples: 1 });
  });

  test('keep nothing out that says the same', async () => {
    await community.import([{ ...firefox, standing: 'denied' }]);
    expect(numbersOf(await community.import([twin], other))).toMatchObject({ added: 1, refused: 0 });
  });
});

test('a watch compares pairs with pairs and passages with passages', async () => {
  const twins = createTwinWatch(community.store.read, 4);
  const text = {
    title: 'Guide',
    text: 'The same words in the same order, all of them.',
    against: 'everything' as const,
  };
  const looked = await twins.look([
    { ...text, id: '1', kind: 'pair', at: { file: 'a', line: 1 } },
    { ...text, id: '2', kind: 'passage', at: { file: 'a', line: 2 } },
    { ...text, id: '3', kind: 'passage', at: { file: 'a', line: 3 } },
  ]);
  expect(looked.map((one) => one.twin)).toEqual([undefined, undefined, { at: { file: 'a', line: 2 } }]);
});
