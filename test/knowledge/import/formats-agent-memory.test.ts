import { describe, expect, test } from 'vitest';
import { failureOf, type Read, readFile, refusalsOf } from './source-builder.ts';

const memory = (conversation_history: unknown[], approval_history: unknown[] = []) =>
  readFile('memory.json', JSON.stringify({ version: 1, conversation_history, approval_history }, null, 1));

const verdicts = ({ drafts }: Read) => drafts.map(({ title, text, standing }) => [title, text, standing]);

const two = [
  { id: 'c1', question: 'One?', answer: 'a' },
  { id: 'c2', user: 'Two?', assistant: 'b' },
];

describe("an earlier agent's memory", () => {
  test.each([
    ['its words', { question: 'one', answer: 'a', approved: true }],
    ['its question alone', { prompt: 'One?', status: 'Approved' }],
    ['its id', { conversation_id: 'c1', vote: 'up' }],
    ['its index', { index: 0, rating: 1 }],
    ['a hand', { id: 'c1', reaction: '👍🏽' }],
    ['five stars', { id: 'c1', rating: 5 }],
  ])('knows what was approved by %s', async (_by, approval) => {
    const read = await memory(two, [approval]);
    expect(read.format).toBe('agent-memory');
    expect(verdicts(read)).toEqual([['One?', 'a', 'approved']]);
    expect(read.notes).toEqual(['1 conversation was left out: nobody approved or denied it.']);
  });

  test('knows what was denied, and the last verdict wins', async () => {
    const read = await memory(two, [
      { id: 'c1', approved: true },
      { id: 'c1', approved: false },
      { id: 'c2', vote: '👎' },
    ]);
    expect(verdicts(read)).toEqual([
      ['One?', 'a', 'denied'],
      ['Two?', 'b', 'denied'],
    ]);
  });

  test.each(['conversation_id', 'index'])(
    'does not take the id of a verdict for that of a conversation: %s',
    async (name) => {
      const counted = [
        { id: 1, question: 'One?', answer: 'a' },
        { id: 2, question: 'Two?', answer: 'b' },
      ];
      const read = await memory(counted, [{ id: 1, [name]: name === 'index' ? 1 : 2, approved: true }]);
      expect(verdicts(read)).toEqual([['Two?', 'b', 'approved']]);
    },
  );

  test('may keep its conversations as turns', async () => {
    const turns = [
      { role: 'user', content: 'One?' },
      { role: 'assistant', content: 'a' },
      { role: 'user', content: 'Two?' },
      { role: 'assistant', content: 'b' },
    ];
    expect(verdicts(await memory(turns, [{ index: 3, approved: true }]))).toEqual([['Two?', 'b', 'approved']]);
  });

  test('may hold verdicts on what its history has forgotten, or in the history itself', async () => {
    const read = await memory(
      [{ input: 'One?', output: 'a', approved: true }],
      [{ question: 'Q', answer: 'A', rating: -1 }],
    );
    expect(verdicts(read)).toEqual([
      ['One?', 'a', 'approved'],
      ['Q', 'A', 'denied'],
    ]);
  });

  test('leaves out verdicts on nothing and words without a verdict, with their lines', async () => {
    const read = await memory(
      [],
      [
        { id: 'gone', approved: true },
        { question: 'Q', answer: 'A' },
      ],
    );
    expect(refusalsOf(read)).toEqual([
      'memory.json:5 incomplete: Found a verdict on no conversation, expected a question and an answer.',
      'memory.json:9 incomplete: Found no verdict, expected approved: true or false.',
    ]);
  });

  test.each([
    ['[]', 'memory.json:1  found something else'],
    ['{"a": 1}', 'memory.json:1  found neither'],
    ['{"conversation_history": {}}', 'memory.json:1  found conversation_history that is no list'],
    ['{"conversation_history": [1]}', 'memory.json:1  found a number, expected an object'],
    ['{"conversation_history": [],\n "x": }', 'memory.json:2:7  found "}", expected a value'],
  ])('%j is none', async (content, sentence) => {
    expect((await failureOf(readFile('memory.json', content, { format: 'agent-memory' }))).message).toContain(sentence);
  });
});
