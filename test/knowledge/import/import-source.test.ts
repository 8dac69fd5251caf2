import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openSource } from '../../../src/knowledge/import/open-source.ts';
import { ifLeftOut, noSharedData, sharedData } from '../../shared-data.ts';
import { aCommunity, aRow, never, numbersOf, rowsNamed } from './import-builder.ts';
import { aFile } from './source-builder.ts';

const none = { added: 0, changed: 0, unchanged: 0, retired: 0, kept: 0, badExamples: 0, refused: 0 };

describe('an import', () => {
  test('makes every row known and found', async () => {
    const community = await aCommunity();
    const report = await community.import(rowsNamed('firefox', 'steam'));
    expect(numbersOf(report)).toEqual({ ...none, added: 2 });
    expect(await community.known()).toMatchObject([{ key: 'firefox' }, { key: 'steam' }]);
    expect(await community.search('firefox')).toEqual(['What is firefox?']);
  });

  test('says of each row that it refuses where it stands and which rule it breaks', async () => {
    const community = await aCommunity();
    const report = await community.import([aRow('firefox'), aRow('steam', { text: 'TODO' })]);
    expect(numbersOf(report)).toEqual({ ...none, added: 1, refused: 1 });
    expect(report.refusals).toMatchObject([{ at: { file: 'rows', line: 2 }, rule: 'placeholder' }]);
  });

  test('is kept with its report', async () => {
    const { store, ...community } = await aCommunity();
    const report = await community.import(rowsNamed('firefox'));
    const kept = await store.read.import.findFirst();
    expect(kept).toMatchObject({ state: 'done', report: { added: 1, source: report.source } });
  });

  test('takes what the source says of an entry before what holds for all of them', async () => {
    const { store, ...community } = await aCommunity();
    const settings = { audienceRoomId: null, verified: true, holdsFor: '24.05' };
    await community.import([aRow('firefox', { verified: false, holdsFor: '24.11' }), aRow('steam')], { settings });
    const rows = await store.read.entry.findMany({ orderBy: { key: 'asc' } });
    expect(rows).toMatchObject([
      { verified: false, holdsFor: '24.11' },
      { verified: true, holdsFor: '24.05' },
    ]);
  });

  test('says how far it is', async () => {
    const community = await aCommunity();
    const seen: unknown[] = [];
    await community.import(rowsNamed('firefox', 'steam'), { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([{ rows: 2, bytesRead: 2, bytes: 2 }]);
  });

  test('keeps what votes denied elsewhere as bad examples, which nobody finds', async () => {
    const community = await aCommunity();
    const rows = [aRow('firefox', { standing: 'denied' }), aRow('steam')];
    expect(numbersOf(await community.import(rows))).toEqual({ ...none, added: 2, badExamples: 1 });
    expect(await community.search('firefox')).toEqual([]);
    expect(await community.catalogue.list({ state: 'bad', limit: 9 })).toMatchObject([
      { question: 'What is firefox?' },
    ]);
    expect(numbersOf(await community.import(rows))).toEqual({ ...none, unchanged: 2 });
  });
});

describe('importing a source again', () => {
  test('changes nothing when the source has not changed', async () => {
    const { store, ...community } = await aCommunity();
    await community.import(rowsNamed('firefox', 'steam'));
    const before = await store.read.entry.findMany({ orderBy: { id: 'asc' } });
    expect(numbersOf(await community.import(rowsNamed('firefox', 'steam')))).toEqual({ ...none, unchanged: 2 });
    expect(await store.read.entry.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  });

  test('puts what has changed in the place of what was there, which stays in its history', async () => {
    const community = await aCommunity();
    await community.import(rowsNamed('firefox', 'steam'));
    const changed = aRow('firefox', { text: 'A browser by Mozilla.' });
    expect(numbersOf(await community.import([changed, aRow('steam')]))).toEqual({ ...none, changed: 1, unchanged: 1 });
    const [now] = await community.catalogue
      .list({ limit: 9 })
      .then((all) => all.filter(({ answer }) => answer === changed.text));
    const history = await community.catalogue.history(now?.id ?? '');
    expect(history.map(({ answer, retired }) => [answer, retired?.reason])).toEqual([
      [aRow('firefox').text, 'superseded'],
      [changed.text, undefined],
    ]);
    expect(await community.search('mozilla')).toEqual(['What is firefox?']);
  });

  test('counts a change of category, link or version as a change', async () => {
    const community = await aCommunity();
    const rows = rowsNamed('one', 'two', 'three', 'four');
    await community.import(rows);
    const [one, two, three, four] = rows;
    const changed = [
      { ...one, key: 'one', category: 'letters' },
      { ...two, key: 'two', url: 'https://example.org/two' },
      { ...three, key: 'three', holdsFor: '2' },
      { ...four, key: 'four', verified: false },
    ];
    expect(numbersOf(await community.import(changed))).toEqual({ ...none, changed: 4 });
  });

  test('retires what the source no longer has, and brings it back when it returns', async () => {
    const community = await aCommunity();
    await community.import(rowsNamed('firefox', 'steam'));
    expect(numbersOf(await community.import(rowsNamed('steam')))).toEqual({ ...none, unchanged: 1, retired: 1 });
    expect(await community.search('firefox')).toEqual([]);
    expect(await community.catalogue.list({ state: 'retired', limit: 9 })).toMatchObject([
      { retired: { reason: 'gone' } },
    ]);

    const report = await community.import(rowsNamed('firefox', 'steam'));
    expect(numbersOf(report)).toEqual({ ...none, added: 1, unchanged: 1 });
    expect(await community.search('firefox')).toEqual(['What is firefox?']);
    const [firefox] = await community.catalogue.list({ limit: 1, state: 'retired' });
    expect(await community.catalogue.history(firefox?.id ?? '')).toHaveLength(2);
  });

  test('retires what the source says in a way that is refused now', async () => {
    const community = await aCommunity();
    await community.import(rowsNamed('firefox', 'steam'));
    const report = await community.import([aRow('firefox'), aRow('steam', { text: 'TODO' })]);
    expect(numbersOf(report)).toEqual({ ...none, unchanged: 1, refused: 1, retired: 1 });
    expect(await community.known()).toMatchObject([{ key: 'firefox' }]);
  });

  test('takes a renamed row for a new one, not for a twin of its former self', async () => {
    const community = await aCommunity();
    await community.import([aRow('firefox')]);
    const renamed = { ...aRow('firefox'), key: 'mozilla' };
    expect(numbersOf(await community.import([renamed]))).toEqual({ ...none, added: 1, retired: 1 });
    expect(await community.known()).toMatchObject([{ key: 'mozilla' }]);
  });

  test('leaves votes alone that members have cast since', async () => {
    const { store, ...community } = await aCommunity();
    await community.import(rowsNamed('firefox'));
    await store.write((tx) => tx.entry.updateMany({ data: { standing: 'denied' } }));
    expect(numbersOf(await community.import(rowsNamed('firefox')))).toEqual({ ...none, unchanged: 1 });
    expect(await store.read.entry.findMany()).toMatchObject([{ standing: 'denied' }]);
  });

  test('moves everything to the room that is named now', async () => {
    const community = await aCommunity();
    const room = await community.addRoom();
    await community.import(rowsNamed('firefox'));
    expect(numbersOf(await community.import(rowsNamed('firefox'), { roomId: room }))).toEqual({ ...none, changed: 1 });
    expect(await community.search('firefox')).toEqual([]);
    expect(await community.search('firefox', room)).toEqual(['What is firefox?']);
  });
});

describe('a try', () => {
  const before = rowsNamed('firefox', 'steam', 'gimp');
  const after = [
    aRow('firefox', { text: 'Another text.' }),
    aRow('steam'),
    aRow('krita'),
    aRow('vim', { text: 'TODO' }),
  ];

  test.each(['dryRun', 'strict'] as const)('(%s) keeps nothing and reports what the import would', async (way) => {
    const community = await aCommunity();
    await community.import(before);
    const [known, stored] = [await community.known(), await community.stored()];
    const tried = await community.import(after, { [way]: true });
    expect(await community.known()).toEqual(known);
    const { imports, ...rest } = await community.stored();
    expect(rest).toEqual({ entries: stored.entries, segments: stored.segments, sources: 1 });
    expect(imports).toBe(way === 'strict' ? 2 : 1);
    expect(tried.dropped).toBe(way === 'strict' ? 'strict' : 'dry-run');
    const real = await community.import(after);
    expect(numbersOf(tried)).toEqual(numbersOf(real));
    expect(tried.refusals).toEqual(real.refusals);
    expect(numbersOf(real)).toEqual({ ...none, added: 1, changed: 1, unchanged: 1, retired: 1, refused: 1 });
  });

  test.each(['dryRun', 'strict'] as const)('(%s) of a new source leaves no source behind', async (way) => {
    const community = await aCommunity();
    expect(numbersOf(await community.import(after, { [way]: true }))).toEqual({ ...none, added: 3, refused: 1 });
    expect(await community.stored()).toEqual({ entries: 0, segments: 0, sources: 0, imports: 0 });
  });

  test('strictly keeps all where nothing is refused', async () => {
    const community = await aCommunity();
    expect((await community.import(before, { strict: true })).dropped).toBeUndefined();
    expect(await community.known()).toHaveLength(3);
  });
});

test.skipIf(noSharedData)(
  `of real answers, only the letters that one of them fell apart into are refused${ifLeftOut}`,
  async () => {
    const community = await aCommunity();
    const file = sharedData('data/stackfaq/entries.jsonl');
    const answers = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line): string => JSON.parse(line).answer);
    const report = await community.import(await openSource(file, {}, never));
    const refused = report.refusals.map(({ at }) => answers[at.line - 1]?.length);
    expect(new Set(refused)).toEqual(new Set([1]));
    expect(refused).toHaveLength(report.refused);
    expect(report.added + report.refused).toBe(answers.length);
  },
);

test('several answers of one question are all kept', async () => {
  const community = await aCommunity();
  const lines = ['Use ~~tildes~~.', 'Use the del element.', 'It cannot be done in titles.'].map((answer, index) =>
    JSON.stringify({ id: `s${index}`, question: 'Strikethrough with Markdown?', answer }),
  );
  const opened = await openSource(aFile('faq.jsonl', lines.join('\n')), {}, never);
  expect(numbersOf(await community.import(opened))).toEqual({ ...none, added: 3 });
});
