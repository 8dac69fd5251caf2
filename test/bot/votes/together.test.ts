import { describe, expect, test } from 'vitest';
import { together } from '../../../src/bot/votes/together.ts';

/** Work that ends when it is told to, and keeps what it was given. */
function startWorking(most = 10) {
  const goes: string[][] = [];
  let gate = Promise.withResolvers<void>();
  const add = together({
    async work(items: readonly string[]) {
      goes.push([...items]);
      await gate.promise;
      if (items.includes('poison')) throw new Error('It was poison.');
      return items.map((item) => item.toUpperCase());
    },
    keyOf: (item) => item,
    most,
  });
  const open = () => {
    gate.resolve();
    gate = Promise.withResolvers();
    gate.resolve();
  };
  return { goes, add, open };
}

describe('what comes together', () => {
  test('is done together while something is under way, and each gets its own result', async () => {
    const { goes, add, open } = startWorking();
    const results = Promise.all(['a', 'b', 'c'].map(add));
    expect(goes).toEqual([['a']]);
    open();
    expect(await results).toEqual(['A', 'B', 'C']);
    expect(goes).toEqual([['a'], ['b', 'c']]);
  });

  test('keeps its order where it is about the same, and is no more at a time than may be', async () => {
    const { goes, add, open } = startWorking(2);
    const results = Promise.all(['a', 'b', 'b', 'c', 'd', 'e'].map(add));
    open();
    expect(await results).toEqual(['A', 'B', 'B', 'C', 'D', 'E']);
    expect(goes).toEqual([['a'], ['b'], ['b', 'c'], ['d', 'e']]);
  });

  test('does not fail because one of it does', async () => {
    const { add, open } = startWorking();
    const results = Promise.allSettled(['a', 'b', 'poison', 'c'].map(add));
    open();
    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });
});
