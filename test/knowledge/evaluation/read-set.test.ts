import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { readQuestionSet } from '../../../src/knowledge/evaluation/read-set.ts';
import { scratchFolder } from '../../scratch.ts';

const never = new AbortController().signal;

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});

describe('a question set is', () => {
  test('threads of answers, of which any is right', async () => {
    const entries = jsonl('entries.jsonl', { thread: 0, question: 'Bold?', answer: 'Stars.' });
    const queries = jsonl('queries.jsonl', { text: 'bold text', thread: 0 });
    expect(await read({ entries, queries })).toEqual({
      documents: [{ group: '0', title: 'Bold?', text: 'Stars.' }],
      questions: [{ text: 'bold text', group: '0' }],
    });
  });

  test('passages, with or without a title', async () => {
    const entries = jsonl(
      'passages.jsonl',
      { id: 'p1', title: 'Super_Bowl', text: 'A game.' },
      { id: 'p2', text: 'Another.' },
    );
    const queries = jsonl('queries.jsonl', { text: 'which game', passage: 'p1' });
    expect(await read({ entries, queries })).toEqual({
      documents: [
        { group: 'p1', title: 'Super Bowl', text: 'A game.' },
        { group: 'p2', title: '', text: 'Another.' },
      ],
      questions: [{ text: 'which game', group: 'p1' }],
    });
  });

  test('pages of a folder, named with or without their ending, and questions that none answers', async () => {
    const pages = join(folder, 'pages');
    put('pages/guides/direnv.md', '# direnv\n\nIt loads a shell when you enter a folder.\n');
    const queries = jsonl(
      'queries.jsonl',
      { text: 'one', page: 'guides/direnv.md' },
      { text: 'two', page: '/guides/direnv' },
      { text: 'three', page: null },
    );
    const { documents, questions } = await read({ pages, queries });
    expect(documents).toMatchObject([{ group: 'guides/direnv.md', text: expect.stringContaining('loads a shell') }]);
    expect(questions.map(({ group }) => group)).toEqual(['guides/direnv.md', 'guides/direnv.md', null]);
  });

  test('read with the line ends and the mark at the start that other machines write', async () => {
    const entries = put('entries.jsonl', '\uFEFF{"id": 1, "text": "A game."}\r\n\r\n{"id": 2, "text": "Another."}\r\n');
    const queries = jsonl('queries.jsonl', { text: 'which game', passage: 2 });
    expect((await read({ entries, queries })).documents.map(({ group }) => group)).toEqual(['1', '2']);
  });
});

describe('a mistake is told with its file and line', () => {
  test.each([
    ['{"text": "one", "thread": 0}\n{"text": ', 'queries.jsonl:2  expected an object with "text", and "thread"'],
    ['\n\n{"thread": 0}', 'queries.jsonl:3  expected an object with "text", and "thread"'],
    ['{"text": "", "thread": 0}', 'queries.jsonl:1  expected an object with "text", and "thread"'],
    ['[]', 'queries.jsonl:1  expected an object with "text", and "thread"'],
    ['{"text": "one"}', 'queries.jsonl:1  expected an object with "text", and "thread"'],
    ['{"text": "one", "thread": 0}\n\n{"text": "two", "thread": 7}', 'queries.jsonl:3  names 7, which is not there.'],
  ])('in the questions: %j', async (text, message) => {
    const entries = jsonl('entries.jsonl', { thread: 0, question: 'Bold?', answer: 'Stars.' });
    const queries = put('queries.jsonl', text);
    await expect(read({ entries, queries })).rejects.toThrow(message);
  });

  test('in the entries', async () => {
    const entries = put('entries.jsonl', '{"id": 1, "text": "A game."}\n{"id": 2}\n');
    const queries = jsonl('queries.jsonl', { text: 'which game', passage: 1 });
    await expect(read({ entries, queries })).rejects.toThrow('entries.jsonl:2  expected an object with "thread"');
  });

  test('unless the file is not there at all', async () => {
    await expect(read({ queries: join(folder, 'nowhere.jsonl') })).rejects.toThrow(/nowhere\.jsonl is not there/);
  });
});

const read = (files: Parameters<typeof readQuestionSet>[0]) => readQuestionSet(files, never);

function jsonl(name: string, ...rows: object[]): string {
  return put(name, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

function put(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
