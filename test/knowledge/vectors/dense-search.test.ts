import { expect, test } from 'vitest';
import { createDenseSearch, type DenseSearchParts } from '../../../src/knowledge/vectors/dense-search.ts';
import { silentLog } from '../../../src/log.ts';
import { createManualClock } from '../../models/manual-clock.ts';

const never = new AbortController().signal;
const asked = { communityId: 'c', roomId: null, question: 'What?', limit: 5 };
const embedded = { embedding: 'm', vector: Float32Array.of(1) };
const none = Promise.resolve([]);

function denseSearch(own: Partial<DenseSearchParts>) {
  const clock = createManualClock();
  const parts: DenseSearchParts = {
    embedder: { embedQuestion: async () => embedded },
    index: { search: async () => [{ entryId: 'e', cosine: 0.5 }] },
    clock,
    log: silentLog,
    budgetMs: 240,
  };
  return { clock, search: createDenseSearch({ ...parts, ...own }).search };
}

test('the nearest entries come with their cosines, and what words found is asked about too', async () => {
  const seen: unknown[] = [];
  const { search } = denseSearch({
    index: {
      search: async ({ alongside, roomId }) => {
        seen.push(alongside, roomId);
        return [{ entryId: 'e', cosine: 0.5 }];
      },
    },
  });
  expect(await search(asked, Promise.resolve(['w']), never)).toEqual([{ id: 'e', cosine: 0.5 }]);
  expect(seen).toEqual([['w'], '']);
});

test('without a model there are none, and nobody waits', async () => {
  const { search } = denseSearch({ embedder: { embedQuestion: async () => undefined } });
  expect(await search(asked, none, never)).toBeUndefined();
});

test('a model that takes longer than the search may is left behind, and its work ended', async () => {
  let ended = false;
  const { clock, search } = denseSearch({
    embedder: {
      embedQuestion: (_text, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            ended = true;
            reject(signal.reason);
          });
        }),
    },
  });
  const searching = search(asked, none, never);
  await clock.advance(240);
  expect(await searching).toBeUndefined();
  expect(ended).toBe(true);
});

test('a search by words that fails is not its to tell of', async () => {
  const { search } = denseSearch({ embedder: { embedQuestion: async () => undefined } });
  expect(await search(asked, Promise.reject(new Error('the words are gone')), never)).toBeUndefined();
});

test('a failure costs the vectors, never the search, and is logged', async () => {
  const warnings: string[] = [];
  const { search } = denseSearch({
    index: { search: () => Promise.reject(new Error('the thread is gone')) },
    log: { ...silentLog, warn: (event) => warnings.push(event) },
  });
  expect(await search(asked, none, never)).toBeUndefined();
  expect(warnings).toEqual(['A search by meaning failed; words alone were searched.']);
});
