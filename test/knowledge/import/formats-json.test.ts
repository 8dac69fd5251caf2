import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFault } from '../../../src/knowledge/import/formats/json-fault.ts';
import { failureOf, pairsOf, readFile, refusalsOf } from './source-builder.ts';

const rows = (...objects: unknown[]) => objects.map((object) => JSON.stringify(object)).join('\n');

describe('the fields of an object', () => {
  test.each([
    [{ question: 'Q', answer: 'A' }],
    [{ Q: 'Q', A: 'A' }],
    [{ title: 'Q', answer: 'A' }],
    [{ prompt: 'Q', completion: 'A' }],
    [{ instruction: 'Q', input: '', output: 'A' }],
    [{ 'User Input': 'Q', response: 'A' }],
    [
      {
        messages: [
          { role: 'system', content: 'S' },
          { role: 'user', content: 'Q' },
          { role: 'assistant', content: 'A' },
        ],
      },
    ],
    [
      {
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: 'A' },
          { from: 'human', value: 'More' },
        ],
      },
    ],
    [
      {
        messages: [
          { role: 'user', content: [{ type: 'text', text: 'Q' }] },
          { role: 'assistant', content: 'A' },
        ],
      },
    ],
  ])('%j is a pair', async (object) => {
    expect(pairsOf(await readFile('faq.jsonl', rows(object)))).toEqual([['Q', 'A']]);
  });

  test('with a title and a text but no question are a passage', async () => {
    const { drafts } = await readFile('docs.jsonl', rows({ id: 'p1', title: 'Bowl', text: 'Words.' }));
    expect(drafts).toEqual([
      { key: 'p1', kind: 'passage', title: 'Bowl', text: 'Words.', at: { file: 'docs.jsonl', line: 1 } },
    ]);
  });

  test('bring the key, the address, the category, the version and the verdict of the source along', async () => {
    const object = { question: 'Q', answer: 'A', id: 7, url: 'https://x.org/a', tags: ['net', 'b'], version: '25.11' };
    const { drafts } = await readFile('faq.jsonl', rows({ ...object, verified: true }));
    expect(drafts[0]).toMatchObject({
      ...{ key: '7', url: 'https://x.org/a', category: 'net', holdsFor: '25.11', verified: true },
    });
  });

  test('that give no address that can be opened give none', async () => {
    const { drafts } = await readFile('faq.jsonl', rows({ question: 'Q', answer: 'A', source: 'javascript:alert(1)' }));
    expect(drafts[0]).not.toHaveProperty('url');
  });

  test('an instruction is asked together with its input', async () => {
    const read = await readFile('a.jsonl', rows({ instruction: 'Translate', input: 'Haus', output: 'house' }));
    expect(pairsOf(read)).toEqual([['Translate\n\nHaus', 'house']]);
  });

  test('can be named by whoever imports', async () => {
    const content = rows({ frage: 'Q', antwort: 'A', question: 'no' });
    expect(pairsOf(await readFile('a.jsonl', content, { columns: { question: 'frage', answer: 'antwort' } }))).toEqual([
      ['Q', 'A'],
    ]);
  });

  test('that someone named but are not there end the import, with the nearest', async () => {
    const failure = await failureOf(
      readFile('a.jsonl', rows({ frage: 'Q', antwort: 'A' }), { columns: { question: 'fragen' } }),
    );
    expect(failure.code).toBe('unknown-column');
    expect(failure.message).toBe('a.jsonl has no column "fragen" for question.');
    expect(failure.remedy).toBe('Did you mean "frage"? There are "frage", "antwort".');
  });
});

describe('a key', () => {
  test('is the same for the same question, however it is spaced and ended', async () => {
    const a = await readFile('a.jsonl', rows({ q: 'How do I  install?', a: 'A' }));
    const b = await readFile('b.jsonl', rows({ q: 'x', a: 'y' }, { q: 'how do i install', a: 'B' }));
    expect(a.drafts[0]?.key).toMatch(/^q:[0-9a-f]{16}$/);
    expect(b.drafts[1]?.key).toBe(a.drafts[0]?.key);
  });

  test('that repeats is told apart', async () => {
    const same = { id: 'k', q: 'Q', a: 'A' };
    const { drafts } = await readFile('a.jsonl', rows(same, same, { ...same, id: 'k~2' }, same));
    expect(drafts.map(({ key }) => key)).toEqual(['k', 'k~2', 'k~2~2', 'k~3']);
  });
});

describe('a row that is wrong is left out, with its line', () => {
  test.each([
    [{ question: 'Q' }, 'incomplete: Found question, expected one for the answer as well.'],
    [{ question: 'Q', answer: null }, 'incomplete: Found null as answer, expected a text with the answer.'],
    [{ question: 'Q', answer: ['A'] }, 'incomplete: Found a list as answer, expected a text with the answer.'],
    [{ question: ' ', answer: 'A' }, 'empty: The question is empty.'],
    [{ question: 'Q', answer: '' }, 'empty: The answer is empty.'],
    [{}, 'incomplete: Found nothing, expected one for the question as well.'],
    [{ question: 'Q', answer: 'x'.repeat(200_000) }, 'too-long: Found 200028 characters, expected at most 200000.'],
  ])('%#', async (object, sentence) => {
    const read = await readFile('a.jsonl', rows({ q: '1', a: '1' }, object, { q: '2', a: '2' }));
    expect(refusalsOf(read)).toEqual([`a.jsonl:2 ${sentence}`]);
    expect(read.drafts.map(({ title }) => title)).toEqual(['1', '2']);
  });
});

describe('JSON lines', () => {
  test.each([
    ['{"q":"1","a":"1"}\n{"q":"2" "a":"2"}', 'a.jsonl:2:10  found "\\"", expected "," or "}"'],
    ['{"q":"1","a":"1"}\n\n[1]', 'a.jsonl:3  found a list, expected an object with a question and an answer'],
    ['"text"', 'a.jsonl:1  found a text, expected an object with a question and an answer'],
    ['{"q":"1"', 'a.jsonl:1:9  found the end, expected "," or "}"'],
    ["{'q':1}", 'a.jsonl:1:2  found "\'", expected a name or "}"'],
  ])('%j ends the import', async (content, sentence) => {
    const failure = await failureOf(readFile('a.jsonl', content));
    expect(failure).toMatchObject({ code: 'malformed-import', message: sentence });
  });

  test('may have empty lines, Windows line ends and none at the end', async () => {
    const { drafts } = await readFile('a.jsonl', '{"q":"1","a":"1"}\r\n\r\n{"q":"2","a":"2"}');
    expect(drafts.map(({ title, at }) => [title, at.line])).toEqual([
      ['1', 1],
      ['2', 3],
    ]);
  });
});

describe('JSON', () => {
  test('is a list, or one list in an object, and each row knows its line', async () => {
    const content =
      '{\n "version": {"a": [1]},\n "Entries": [\n  {"q": "1", "a": "]"},\n\n  {"q": "2",\n "a": "\\"}"}]\n}';
    const { drafts, format } = await readFile('a.json', content);
    expect(format).toBe('json');
    expect(drafts.map(({ title, at }) => [title, at.line])).toEqual([
      ['1', 4],
      ['2', 6],
    ]);
  });

  test.each([
    ['[{"q":"1","a":"1"},\n  {"q":"2",}]', 'a.json:2:12  found "}", expected a name'],
    ['[{"q":"1","a":"1"}\n {"q":"2"}]', 'a.json:2:2  found "{", expected "," or "]"'],
    ['[{"q":"1","a":"1"}', 'a.json:1:19  found the end, expected "," or "]"'],
    ['[{"q":"1\n"}]', 'a.json:1:9  found a bare line break or control character in a text, expected \\n or such'],
    ['[{"q":"\\x"}]', 'a.json:1:8  found a "\\" that escapes nothing, expected \\\\'],
    ['[{"q":"1}]', 'a.json:1:7  found a text without an end, expected a closing quote'],
    ['{"meta": tru, "data": []}', 'a.json:1:10  found "t", expected a value'],
    ['[]\n[]', 'a.json:2:1  found "[", expected nothing more'],
    ['[1]', 'a.json:1  found a number, expected an object with a question and an answer'],
    ['', 'a.json:1:1  found the end, expected a value'],
  ])('%j ends the import', async (content, sentence) => {
    expect((await failureOf(readFile('a.json', content))).message).toBe(sentence);
  });

  test('without a list that could be meant ends the import', async () => {
    expect((await failureOf(readFile('a.json', '{"a": 1, "b": []}'))).message).toMatch(
      /^a\.json:1 {2}found an object with a, b, expected a list of objects/,
    );
  });

  test('has a fault exactly where JSON.parse refuses it', () => {
    const nearlyJson = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ue0179.-+tfn alsr\n'), maxLength: 14 });
    const cutJson = fc.tuple(fc.json(), fc.nat(40)).map(([json, at]) => json.slice(0, at) + json.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(nearlyJson, cutJson, fc.json()), (text) => {
        expect(findJsonFault(text) === undefined, text).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('gives the same rows as JSON.parse, whatever they hold', async () => {
    const object = fc.record({ q: fc.string({ minLength: 1 }), a: fc.string({ minLength: 1 }), more: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(fc.array(object, { minLength: 1 }), fc.nat(3), async (objects, indent) => {
        const { drafts, refusals } = await readFile('a.json', JSON.stringify(objects, null, indent));
        expect(drafts.length + refusals.length).toBe(objects.length);
        const whole = objects.filter(({ q, a }) => q.trim() !== '' && a.trim() !== '');
        expect(drafts.map(({ title, text }) => [title, text])).toEqual(whole.map(({ q, a }) => [q.trim(), a.trim()]));
      }),
      { numRuns: 50 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
