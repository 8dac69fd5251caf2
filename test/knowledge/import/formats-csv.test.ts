import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureOf, pairsOf, readFile, refusalsOf } from './source-builder.ts';

describe('a table', () => {
  test.each([
    ['faq.csv', 'Question,Answer\nQ,A\n'],
    ['faq.csv', 'Question;Answer\nQ;A\n'],
    ['faq.csv', '"Question"\t"Answer"\r\nQ\t"A"\r\n'],
    ['faq.tsv', 'id\tQuestion\tAnswer\n1\tQ\tA'],
    ['faq.txt', 'frage,question,answer\n1,Q,A'],
  ])('is recognised as %s: %j', async (name, content) => {
    expect(pairsOf(await readFile(name, content))).toEqual([['Q', 'A']]);
  });

  test('knows the line on which each row begins, also after quoted line breaks', async () => {
    const { drafts } = await readFile('a.csv', 'q,a\n"Q1\n?",A1\n\nQ2,"A\n\n2"\nQ3,A3\n');
    expect(drafts.map(({ title, at }) => [title, at.line])).toEqual([
      ['Q1\n?', 2],
      ['Q2', 5],
      ['Q3', 8],
    ]);
  });

  test('leaves rows out that have too few or too many columns, with their line', async () => {
    const read = await readFile('a.csv', 'id,q,a\n1,Q\n2,Q,A\n3,Q,A, and more\n4,,A\n');
    expect(refusalsOf(read)).toEqual([
      'a.csv:2 incomplete: Found 2 columns, expected 3 as in the header.',
      'a.csv:4 incomplete: Found 4 columns, expected 3 as in the header; a text that holds the separator needs quotes.',
      'a.csv:5 empty: The question is empty.',
    ]);
    expect(read.drafts.map(({ key }) => key)).toEqual(['2']);
  });

  test.each([
    ['q,a\n1,1\n2,"never ends\n3,3\n', 'a.csv:3  found a quote that never ends in the row that begins here'],
    ['q,a\n1,"x"y\n', 'a.csv:2  found text after a closing quote'],
    ['q,a\n1,x"y\n', 'a.csv:2  found a quote within a text that has none around it'],
    ['name,age\n1,2\n', 'a.csv:1  found the columns name, age, expected a question and an answer among them'],
    ['q,a,a\n1,2,3\n', 'a.csv:1  found two columns "a", expected one'],
    ['', 'a.csv:1  is empty, expected a header and rows'],
  ])('%j ends the import', async (content, sentence) => {
    const failure = await failureOf(readFile('a.csv', content));
    expect(failure.code).toBe('malformed-import');
    expect(failure.message).toContain(sentence);
  });

  test('that breaks far down says the line, however far the parser is ahead', async () => {
    const failure = await failureOf(readFile('a.csv', `q,a\n${'"1\n",1\n'.repeat(1_000)}2,"x"y\n`));
    expect(failure.message).toMatch(/^a\.csv:2002 {2}found text after a closing quote/);
  });

  test('takes the columns that someone names, and says which there are otherwise', async () => {
    const content = 'Frage,Antwort,Thema\nQ,A,T\n';
    const columns = { question: 'Frage', answer: 'Antwort', category: 'Thema' };
    expect((await readFile('a.csv', content, { columns })).drafts[0]).toMatchObject({ title: 'Q', category: 'T' });
    const failure = await failureOf(readFile('a.csv', content, { columns: { ...columns, answer: 'Antwrt' } }));
    expect(failure).toMatchObject({
      code: 'unknown-column',
      remedy: 'Did you mean "Antwort"? There are "Frage", "Antwort", "Thema".',
    });
  });

  test('says whether it vouches for a row', async () => {
    const { drafts } = await readFile('a.csv', 'q,a,verified\n1,1,yes\n2,2,No\n3,3,perhaps\n');
    expect(drafts.map(({ verified }) => verified)).toEqual([true, false, undefined]);
  });

  test('gives back what was written into it, whatever that is', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...'ab",;\t\n ü€'), minLength: 1 })
      .filter((text) => text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), async (pairs) => {
        const quoted = pairs.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
        const read = await readFile('a.csv', ['q,a', ...quoted].join('\n'));
        expect(pairsOf(read)).toEqual(pairs.map(([q, a]) => [q.trim(), a.trim()]));
      }),
      { numRuns: 50 },
    );
  });
});

describe('text that is not UTF-8', () => {
  const table = 'q,a\nWie groß?,„Größer“ – 5 €\n';

  test.each([
    ['with a mark', Buffer.from(`\ufeff${table}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${table}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${table}`, 'utf16le').swap16()],
  ])('%s is read', async (_name, bytes) => {
    const read = await readFile('a.csv', bytes);
    expect(pairsOf(read)).toEqual([['Wie groß?', '„Größer“ – 5 €']]);
    expect(read.notes).toEqual([]);
  });

  test('is Windows-1252, and says so; lines of UTF-8 beside it stay what they are', async () => {
    const lines = [Buffer.from('q,a\nä,ö\n'), Buffer.from([0x51, 0x2c, 0x93, 0xfc, 0x94, 0x20, 0x80, 0x0a])];
    const read = await readFile('a.csv', Buffer.concat(lines));
    expect(pairsOf(read)).toEqual([
      ['ä', 'ö'],
      ['Q', '“ü” €'],
    ]);
    expect(read.notes).toEqual(['a.csv is not UTF-8; it was read as Windows-1252.']);
  });
});
