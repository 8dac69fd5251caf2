import { beforeEach, describe, expect, test } from 'vitest';
import { aCommunity, aGate, aRow, type ImportCommunity, numbersOf, rowsNamed, sourceOf } from './import-builder.ts';

const edit = 'A browser, as we set it up here.';
const changed = aRow('firefox', { text: 'A browser by Mozilla.' });

let community: ImportCommunity;
beforeEach(async () => {
  community = await aCommunity();
  await community.import(rowsNamed('firefox'));
});

async function onlyKnown() {
  const [only, ...others] = await community.catalogue.list({ limit: 9 });
  if (!only || others.length > 0) throw new Error(`one entry was expected, not ${others.length + 1}`);
  return only;
}

async function editIt(answer = edit): Promise<void> {
  await community.catalogue.edit((await onlyKnown()).id, { answer });
  await community.clock.advance(1000);
}

async function retireIt(): Promise<void> {
  await community.catalogue.retire((await onlyKnown()).id);
}

describe('what was edited here', () => {
  test('stays while the source says what it said, and is not due for review', async () => {
    await editIt();
    expect(numbersOf(await community.import(rowsNamed('firefox')))).toMatchObject({ unchanged: 1, kept: 0 });
    expect(await onlyKnown()).toMatchObject({ answer: edit, review: null });
  });

  test('stays when the source changes, and is due for review', async () => {
    await editIt();
    expect(numbersOf(await community.import([changed]))).toMatchObject({ kept: 1, changed: 0 });
    expect(await onlyKnown()).toMatchObject({
      answer: edit,
      review: { reason: 'Its source has changed since it was edited here.' },
    });
    expect(await community.search('mozilla')).toEqual([]);
    expect(await community.catalogue.list({ state: 'review', limit: 9 })).toHaveLength(1);
  });

  test('is due once, however often the same is imported, also after someone has looked', async () => {
    await editIt();
    await community.import([changed]);
    const since = (await onlyKnown()).review?.since;
    expect(numbersOf(await community.import([changed]))).toMatchObject({ unchanged: 1, kept: 0 });
    expect((await onlyKnown()).review?.since).toEqual(since);
    await editIt('Looked at, and better.');
    await community.import([changed]);
    expect(await onlyKnown()).toMatchObject({ answer: 'Looked at, and better.', review: null });
  });

  test('is due again when the source changes again', async () => {
    await editIt();
    await community.import([changed]);
    await editIt('Looked at, and better.');
    expect(numbersOf(await community.import([aRow('firefox', { text: 'Another thing.' })]))).toMatchObject({ kept: 1 });
    expect((await onlyKnown()).review).not.toBeNull();
  });

  test('has what the source says now in its history', async () => {
    await editIt();
    await community.import([changed]);
    const history = await community.catalogue.history((await onlyKnown()).id);
    expect(history.map(({ answer, retired }) => [answer, retired?.reason])).toEqual([
      [aRow('firefox').text, 'superseded'],
      [edit, undefined],
      [changed.text, 'superseded'],
    ]);
  });

  test('stays when the source no longer has it, and is due for review, once', async () => {
    await editIt();
    expect(numbersOf(await community.import(rowsNamed('steam')))).toMatchObject({ added: 1, retired: 0 });
    const [firefox] = await community.catalogue.list({ state: 'review', limit: 9 });
    expect(firefox).toMatchObject({ answer: edit, review: { reason: 'Its source no longer has it.' } });
    await community.catalogue.edit(firefox?.id ?? '', { answer: 'Looked at, and better.' });
    await community.clock.advance(1000);
    await community.import(rowsNamed('steam'));
    expect(await community.catalogue.list({ state: 'review', limit: 9 })).toEqual([]);
    expect(await community.search('better')).toEqual(['What is firefox?']);
  });

  test('stays in the room that it was moved to', async () => {
    const room = await community.addRoom();
    await community.catalogue.edit((await onlyKnown()).id, { roomId: room });
    await community.clock.advance(1000);
    await community.import(rowsNamed('firefox'));
    expect(await community.search('firefox')).toEqual([]);
    expect(await community.search('firefox', room)).toEqual(['What is firefox?']);
  });
});

describe('what was retired here', () => {
  test('stays out while its source says the same', async () => {
    await retireIt();
    expect(numbersOf(await community.import(rowsNamed('firefox')))).toMatchObject({ unchanged: 1, added: 0 });
    expect(await community.known()).toEqual([]);
  });

  test('stays out under another key in the same source, too', async () => {
    await retireIt();
    const twin = { ...aRow('firefox'), key: 'mozilla' };
    expect(numbersOf(await community.import([aRow('firefox'), twin]))).toMatchObject({ unchanged: 1, refused: 1 });
    expect(await community.known()).toEqual([]);
  });

  test('comes back when its source changes, with its history', async () => {
    await retireIt();
    expect(numbersOf(await community.import([changed]))).toMatchObject({ added: 1 });
    expect(await community.search('mozilla')).toEqual(['What is firefox?']);
    const history = await community.catalogue.history((await onlyKnown()).id);
    expect(history.map(({ retired }) => retired?.reason)).toEqual(['retired', undefined]);
  });

  test('stays out after it was edited, too, until its source changes', async () => {
    await editIt();
    await community.import([changed]);
    await retireIt();
    await community.import([changed]);
    expect(await community.known()).toEqual([]);
    await community.import(rowsNamed('firefox'));
    expect(await community.known()).toMatchObject([{ text: aRow('firefox').text }]);
  });
});

describe('someone who looks after an entry while its source is being imported', () => {
  /** Does something when a change of the entry has been staged; or before, when nothing has been yet. */
  async function importAround(act: () => Promise<unknown>, isStaged: boolean) {
    const rows = [changed, ...Array.from({ length: 1999 }, (_, index) => aRow(`thing${index}`)), aRow('last')];
    const gate = aGate();
    const heldAt = isStaged ? rows.length : 0;
    const importing = community.import(sourceOf(rows, (row) => (row === heldAt ? gate.pass() : undefined)));
    await gate.reached;
    await community.writesUnderWay();
    expect((await community.stored()).entries).toBe(isStaged ? 2001 : 1);
    await act();
    gate.open();
    return importing;
  }

  test.each([true, false])('edits it, and the edit stays (staged: %s)', async (isStaged) => {
    const { id } = await onlyKnown();
    const report = await importAround(() => community.catalogue.edit(id, { answer: edit }), isStaged);
    expect(numbersOf(report)).toMatchObject({ added: 2000, changed: 0, kept: 1 });
    expect(await community.search('set it up here')).toContain('What is firefox?');
    expect(await community.search('mozilla')).toEqual([]);
    expect(await community.catalogue.list({ state: 'review', limit: 9 })).toMatchObject([{ answer: edit }]);
  });

  test('retires it, and what the source changed comes all the same', async () => {
    const { id } = await onlyKnown();
    await importAround(() => community.catalogue.retire(id), true);
    expect(await community.search('mozilla')).toEqual(['What is firefox?']);
  });

  test('edits it between its being read and its being staged, and the edit stays', async () => {
    const { id } = await onlyKnown();
    const gate = aGate();
    const building = async (...args: Parameters<typeof community.build>) => {
      await gate.pass();
      return community.build(...args);
    };
    const importing = community.import([changed], { buildSegment: building });
    await gate.reached;
    await community.catalogue.edit(id, { answer: edit });
    gate.open();
    expect(numbersOf(await importing)).toMatchObject({ changed: 0, kept: 1 });
    expect(await onlyKnown()).toMatchObject({ answer: edit });
  });
});
