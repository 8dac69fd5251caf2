import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askAll, reportOn, type SearchReport } from '../../../src/knowledge/evaluation/eval-search.ts';
import { readQuestionSet, type SetFiles } from '../../../src/knowledge/evaluation/read-set.ts';
import { openScratchCommunity } from '../../../src/knowledge/evaluation/scratch-community.ts';
import { createLibrary } from '../../../src/knowledge/index.ts';
import { ifLeftOut, noSharedData, sharedData } from '../../shared-data.ts';

const clock = { now: () => 0, wait: async () => {} };
const never = new AbortController().signal;

describe.skipIf(noSharedData)(`search by words alone${ifLeftOut}`, () => {
  test.each([
    ['a forum', 'data/stackfaq/entries.jsonl', 'data/stackfaq/queries.jsonl', 0.87],
    ['English passages', 'data/xquad/passages.en.jsonl', 'data/xquad/queries.en.jsonl', 0.965],
    ['German passages', 'data/xquad/passages.de.jsonl', 'data/xquad/queries.de.jsonl', 0.925],
  ])('finds what answers the questions of %s, and declines few of them', async (_, entries, queries, least) => {
    const report = await judge({ entries: sharedData(entries), queries: sharedData(queries) });
    expect(report.n).toBeGreaterThan(600);
    expect(report.ndcg10).toBeGreaterThan(least);
    expect(report.wronglyRefused).toBeLessThanOrEqual(0.05);
  });

  test('declines what a folder of pages does not answer, and little of what it does', async () => {
    const queries = join(import.meta.dirname, '../nix-dev-questions.jsonl');
    const report = await judge({ pages: sharedData('data/nix.dev'), queries });
    expect([report.answerable, report.n]).toEqual([30, 60]);
    expect(report.r5).toBeGreaterThanOrEqual(0.9);
    expect(report.refused).toBeGreaterThanOrEqual(0.8);
    expect(report.wronglyRefused).toBeLessThanOrEqual(0.05);
  });
});

async function judge(files: SetFiles): Promise<SearchReport> {
  const { documents, questions } = await readQuestionSet(files, never);
  const community = await openScratchCommunity(documents, new Date(0));
  onTestFinished(() => community.close());
  const library = createLibrary({ store: community.store, clock });
  const { asked, msPerQuery } = await askAll(library, community, questions, never);
  return reportOn(asked, msPerQuery, () => 0.5);
}
