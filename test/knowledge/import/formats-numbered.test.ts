import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aFolder, failureOf, readSource, refusalsOf } from './source-builder.ts';

test('numbered questions and answers are pairs, in the order of their numbers', async () => {
  const folder = aFolder({
    ...{
      'questions/q_10.txt': 'Ten?\n',
      'answers/a_10.txt': 'ten\n',
      'meta/m_10.txt': 'model:x,score:4,category:net:a',
    },
    ...{ 'questions/q_2.txt': 'Two?', 'answers/a_2.txt': 'two', 'questions/notes.md': 'no' },
  });
  const read = await readSource(folder);
  expect(read.format).toBe('numbered');
  expect(read.drafts).toEqual([
    { key: '2', kind: 'pair', title: 'Two?', text: 'two', at: { file: 'questions/q_2.txt', line: 1 } },
    {
      ...{ key: '10', kind: 'pair', title: 'Ten?', text: 'ten', category: 'net:a' },
      at: { file: 'questions/q_10.txt', line: 1 },
    },
  ]);
  expect(read.bytesRead).toBe(read.bytes);
});

test('a number without its partner is left out', async () => {
  const folder = aFolder({
    ...{ 'questions/q_1.txt': 'One?', 'answers/a_2.txt': 'two', 'questions/q_3.txt': ' ', 'answers/a_3.txt': 'three' },
    ...{ 'questions/q_4.txt': 'Four?', 'answers/a_4.txt': 'a\0b', 'questions/q_5.txt': 'Five?' },
    'answers/a_5.txt': 'x'.repeat(200_001),
  });
  expect(refusalsOf(await readSource(folder))).toEqual([
    'questions/q_1.txt:1 incomplete: Found a question alone, expected answers/a_1.txt as well.',
    'answers/a_2.txt:1 incomplete: Found an answer alone, expected questions/q_2.txt as well.',
    'questions/q_3.txt:1 empty: The question is empty.',
    'questions/q_4.txt:1 unreadable: Found NUL bytes in answers/a_4.txt, expected text.',
    'questions/q_5.txt:1 too-long: Found 200001 characters, expected at most 200000.',
  ]);
});

test('a link among the numbers is not followed, and is said', async () => {
  const secret = join(aFolder({ secret: 'secret' }), 'secret');
  const folder = aFolder({ 'questions/q_1.txt': 'One?', 'answers/a_2.txt': 'two' });
  symlinkSync(secret, join(folder, 'answers/a_1.txt'));
  const read = await readSource(folder);
  expect(read.drafts).toEqual([]);
  expect(read.notes).toEqual(['1 symbolic link was not followed: answers/a_1.txt.']);
});

test('a folder without numbers is not one of them', async () => {
  const failure = await failureOf(readSource(aFolder({ 'a.md': '# A' }), { format: 'numbered' }));
  expect(failure.message).toContain('holds no questions/q_1.txt');
});
