import { expect, test } from 'vitest';
import { retrieve } from '../../src/answering/retrieve.ts';
import type { Findings, Passage } from '../../src/knowledge/index.ts';

const never = new AbortController().signal;
const asked = { communityId: 'c', roomId: 'r', question: 'What?' };
const limits = { passages: 5, budgetMs: 10_000 };

const passage = (score: number) => ({
  entryId: String(score),
  kind: 'pair' as const,
  title: 't',
  text: 't',
  url: null,
  verified: false,
  standing: 'open' as const,
  score,
});
const found = (passages: Passage[], confidence: number): Findings => {
  return { passages, confidence, isKnown: confidence >= 0.24, evidence: undefined };
};
const finding = (findings: Findings) => ({ search: async () => findings });

test('passages far behind the best are about something else', async () => {
  const { relevant } = await retrieve(finding(found([passage(10), passage(6), passage(2)], 0.9)), asked, limits, never);
  expect(relevant.map(({ score }) => score)).toEqual([10, 6]);
});

test.each([
  [0.9, 1, 1],
  [0.4, 1, 0],
  [0.1, 0, 0],
])('with a confidence of %d, %d is read by a model and %d shown without one', async (confidence, read, shown) => {
  const { relevant, likely } = await retrieve(finding(found([passage(5)], confidence)), asked, limits, never);
  expect([relevant.length, likely.length]).toEqual([read, shown]);
});

test('a search that takes too long costs its passages, never the answer', async () => {
  const stuck = { search: () => new Promise<Findings>(() => {}) };
  const retrieved = await retrieve(stuck, asked, { ...limits, budgetMs: 5 }, never);
  expect(retrieved).toMatchObject({ passages: [], relevant: [], confidence: 0, timedOut: true });
});

test('a question that says little by itself is searched for together with what it follows up on', async () => {
  const searched: string[] = [];
  const search = async ({ question }: { question: string }): Promise<Findings> => {
    searched.push(question);
    return found([passage(5)], question.includes('Firefox') ? 0.9 : 0.1);
  };
  const request = { ...asked, question: 'And without root?' };
  expect(await retrieve({ search }, { ...request, before: 'How do I install Firefox?' }, limits, never)).toMatchObject({
    confidence: 0.9,
  });
  expect(searched).toEqual(['And without root?', 'How do I install Firefox?\nAnd without root?']);
  expect(await retrieve({ search }, request, limits, never)).toMatchObject({ confidence: 0.1 });
  const clear = { ...request, question: 'How do I remove Firefox?', before: 'What is Nix?' };
  expect(await retrieve({ search }, clear, limits, never)).toMatchObject({ confidence: 0.9 });
  expect(searched.at(-1)).toBe('How do I remove Firefox?');
});

test('a second search that takes too long leaves what the first one found', async () => {
  const search = async ({ question }: { question: string }): Promise<Findings> =>
    question.includes('\n') ? new Promise(() => {}) : found([passage(5)], 0.3);
  const request = { ...asked, question: 'And without root?', before: 'How do I install Firefox?' };
  const retrieved = await retrieve({ search }, request, { ...limits, budgetMs: 50 }, never);
  expect(retrieved).toMatchObject({ passages: [passage(5)], confidence: 0.3, timedOut: false });
});

test('a search that fails is a failure, not an empty shelf', async () => {
  const broken = { search: () => Promise.reject(new Error('the index is gone')) };
  await expect(retrieve(broken, asked, limits, never)).rejects.toThrow('the index is gone');
});

test('a question that is cancelled meanwhile is not answered', async () => {
  const cancelled = new AbortController();
  const search = async (_query: unknown, signal: AbortSignal): Promise<Findings> => {
    cancelled.abort(new Error('deleted'));
    signal.throwIfAborted();
    throw new Error('went on');
  };
  await expect(retrieve({ search }, asked, limits, cancelled.signal)).rejects.toThrow('deleted');
});
