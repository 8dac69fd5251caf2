import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startOllama } from '../stand-ins/ollama/index.ts';
import { workplaceHere } from './quorum-here.ts';
import type { Workplace } from './quorum-process.ts';

const entries = [
  { thread: 1, question: 'How do I water the tomatoes?', answer: 'In the morning, at the roots.' },
  { thread: 1, question: 'How do I water the tomatoes?', answer: 'Rarely, and then a lot.' },
  { thread: 2, question: 'When do I prune the apple tree?', answer: 'In late winter, before the buds swell.' },
  { thread: 3, question: 'What eats the cabbage?', answer: 'Caterpillars of the cabbage white.' },
];
const queries = [
  { text: 'watering tomatoes', thread: 1 },
  { text: 'pruning of apple trees', thread: 2 },
  { text: 'caterpillars on my cabbage', thread: 3 },
  { text: 'Which carburettor fits a moped?', thread: null },
];

describe('quorum eval search', () => {
  test('measures how well search finds, and how often it rightly declines', async () => {
    const { run, files } = gardeners(workplaceHere());
    const { stdout } = await run(['eval', 'search', ...files, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ n: 4, r1: 1, r5: 1, mrr10: 1, ndcg10: 1, refused: 1, wronglyRefused: 0 },
      msPerQuery: expect.any(Number),
    });
  });

  test('shows the worst misses, each with what came instead', async () => {
    const place = workplaceHere();
    const { run, files } = gardeners(place, [...queries, { text: 'What eats the cabbage?', thread: 2 }]);
    const { stdout } = await run(['eval', 'search', ...files, '--explain']);
    expect(stdout).toMatch(/^5 questions, 4 of them answerable/);
    expect(stdout).toMatch(/“What eats the cabbage\?”\n {2}2: .*\n {4}1\. .* 3 /);
  });

  test('fits the confidence without an embedding model, says what it left alone, and uses the rest', async () => {
    const { run, files } = gardeners(workplaceHere());
    const shown = await run(['eval', 'search', ...files, '--tune', '--dry-run']);
    expect(shown.stdout).toMatch(/No embedding model can be asked[\s\S]*Nothing was changed/);
    expect((await run(['eval', 'search', ...files, '--tune'])).stdout).toMatch(/It is used from now on\.\n$/);
    expect((await run(['ask', 'How do I install Firefox?'])).stdout).toContain('programs.firefox.enable');
  });

  test('with an embedding model embeds everything first, and fits the weight of vectors', async () => {
    const ollama = await startOllama({ models: [{ name: 'nomic-embed-text', dimensions: 64 }] });
    onTestFinished(() => ollama.close());
    const { run, files } = gardeners(workplaceHere({ QUORUM_HOSTS_LOCAL_URL: ollama.url }));
    const { stdout } = await run(['eval', 'search', ...files, '--tune', '--dry-run', '--json']);
    const { r5, tuned } = JSON.parse(stdout);
    expect(r5).toBe(1);
    expect(tuned.notes).toEqual([]);
    expect(tuned.tuning.denseWeight).toBeGreaterThanOrEqual(0);
    const embedded = ollama.requests
      .filter(({ path }) => path === '/api/embed')
      .map(({ body }) => JSON.stringify(body));
    expect(embedded.some((body) => body.includes('search_document: How do I water'))).toBe(true);
    expect(embedded.some((body) => body.includes('search_query: watering tomatoes'))).toBe(true);
  });

  test('reads pages, and says where a set of questions is broken', async () => {
    const place = workplaceHere();
    const { run } = place;
    const page =
      '# Garden\n\n## Tomatoes\n\nWater them in the morning, at the roots, and rarely, but then a lot of it.\n';
    writeFileSync(join(place.folder, 'garden.md'), page);
    const write = (lines: string) => writeFileSync(join(place.folder, 'queries.jsonl'), lines);
    write('{"text": "watering tomatoes", "page": "garden.md"}\n');
    const argv = ['eval', 'search', '--pages', 'garden.md', '--queries', 'queries.jsonl'];
    expect(JSON.parse((await run([...argv, '--json'])).stdout)).toMatchObject({ n: 1, r1: 1 });
    write('{"text": "watering tomatoes", "page": "garden.md"}\n{"text": 5}\n');
    expect(await run(argv)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^queries\.jsonl:2 {2}expected /) });
  });

  test('wants something to search', async () => {
    const { code, stderr } = await workplaceHere().run(['eval', 'search', '--queries', 'queries.jsonl']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('--entries <file> or --pages <folder>'),
    });
  });

  test('refuses a dry run of nothing', async () => {
    const { run, files } = gardeners(workplaceHere());
    const outcome = await run(['eval', 'search', ...files, '--dry-run']);
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--dry-run shows what --tune would use'),
    });
  });
});

function gardeners({ folder, run }: Pick<Workplace, 'folder' | 'run'>, asked: readonly unknown[] = queries) {
  const write = (name: string, rows: readonly unknown[]) =>
    writeFileSync(join(folder, name), rows.map((row) => JSON.stringify(row)).join('\n'));
  write('entries.jsonl', entries);
  write('queries.jsonl', asked);
  return { run, files: ['--entries', 'entries.jsonl', '--queries', 'queries.jsonl'] };
}
