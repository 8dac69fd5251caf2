import { describe, expect, test } from 'vitest';
import { noTopics, openBook } from '../../../src/answering/index.ts';
import { topicOf } from '../../../src/answering/routing/topics.ts';

const book = openBook([
  {
    id: 'a',
    name: 'flakes, lock',
    bias: -2,
    words: [
      ['flake', 2.5],
      ['lock', 1.5],
      ['input', 0.7],
    ],
  },
  {
    id: 'b',
    name: 'wifi',
    bias: -2,
    words: [
      ['wifi', 3],
      ['lock', 0.7],
    ],
  },
]);

describe('the topic of a question', () => {
  test('is the one that its words speak for most', () => {
    expect(topicOf('How do I update the locks of my Flakes?', book)).toEqual({ id: 'a', name: 'flakes, lock' });
    expect(topicOf('my wifi has a lock', book)).toEqual({ id: 'b', name: 'wifi' });
  });

  test('is none where too little speaks for one, or there are none', () => {
    expect(topicOf('Where is the lock?', book)).toBeUndefined();
    expect(topicOf('constructor __proto__ toString', book)).toBeUndefined();
    expect(topicOf('', book)).toBeUndefined();
    expect(topicOf('my wifi is slow', noTopics)).toBeUndefined();
  });

  test('is found in a fraction of a millisecond, however long the question', () => {
    const words = Array.from({ length: 200 }, (_, nth) => [`word${nth}`, 1] as const);
    const large = openBook(Array.from({ length: 24 }, (_, at) => ({ id: `${at}`, name: 'x', bias: -3, words })));
    const questions = ['why does my wifi stop after word7', 'wörter über word7 显卡 驱动 屏幕 '.repeat(200)];
    const median = questions.map((question) => {
      const took = Array.from({ length: 60 }, () => {
        const startedAt = performance.now();
        topicOf(question, large);
        return performance.now() - startedAt;
      });
      return took.sort((one, other) => one - other)[30] ?? 0;
    });
    expect(median[0]).toBeLessThan(0.5); // some 0.05 ms
    expect(median[1]).toBeLessThan(2); // some 0.3 ms in scripts that run on; the machine may be busy
  });
});
