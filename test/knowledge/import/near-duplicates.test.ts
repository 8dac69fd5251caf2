import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createTwinFinder,
  likenessOf,
  similarity,
  twinSimilarity,
} from '../../../src/knowledge/import/near-duplicates.ts';

const vocabulary = Array.from({ length: 500 }, (_, index) => `word${index}`);
const aText = (length: number) =>
  fc.array(fc.constantFrom(...vocabulary), { minLength: length, maxLength: length }).map((words) => words.join(' '));
const longAnswer = vocabulary.slice(0, 100).join(' ');
const isTwin = (a: [string, string], b: [string, string]) =>
  similarity({ title: a[0], text: a[1] }, { title: b[0], text: b[1] }) >= twinSimilarity;

describe('two pairs are twins', () => {
  test.each([
    ['the same', 'How do I install Firefox?', longAnswer],
    ['in other case and with other marks', 'how do I install firefox', longAnswer.toUpperCase().replaceAll(' ', ',  ')],
    ['more politely', 'Hi, how do I install Firefox please?', longAnswer],
    ['with a word changed in a long answer', 'How do I install Firefox?', longAnswer.replace('word50', 'another')],
  ])('%s', (_, title, text) => {
    expect(isTwin(['How do I install Firefox?', longAnswer], [title, text])).toBe(true);
  });

  test('in a script without spaces', () => {
    const text = '在系统配置中启用它，然后重新构建系统，最后重新启动计算机以使更改生效并检查结果是否正确。'.repeat(2);
    expect(isTwin(['如何安装火狐？', text], ['如何安装火狐', text.replace('最后', '最终')])).toBe(true);
    expect(isTwin(['如何安装火狐？', text], ['如何卸载火狐？', text])).toBe(false);
  });
});

describe('two pairs are no twins, be their answers the same', () => {
  const long =
    'with the newest drivers on a machine that has two screens and that I use both at home and in the office';
  test.each([
    ['How do I install Firefox?', 'How do I uninstall Firefox?'],
    ['How do I install Firefox?', 'How do I install Chromium?'],
    ['Can I use flakes?', 'Can I not use flakes?'],
    [`How do I install Firefox 128 ${long}?`, `How do I install Firefox 129 ${long}?`],
    [`How do I enable sound ${long}?`, `How do I disable sound ${long}?`],
    [`Why does it work ${long}?`, `Why does it not work ${long}?`],
    [`How do I move from channels to flakes ${long}?`, `How do I move from flakes to channels ${long}?`],
    ['What is C?', 'What is C++?'],
    ['What does // do?', 'What does ++ do?'],
    ['何时安装？', '为何安装？'],
  ])('%s · %s', (a, b) => expect(isTwin([a, longAnswer], [b, longAnswer])).toBe(false));

  test('nor are those that share the question alone', () => {
    expect(isTwin(['What is it?', 'A browser.'], ['What is it?', 'An editor.'])).toBe(false);
    expect(isTwin(['Which sign is it?', '//'], ['Which sign is it?', '++'])).toBe(false);
  });
});

test('passages are compared with their breadcrumb as one text', () => {
  const passage = { kind: 'passage' as const, title: 'Guide › Install', text: longAnswer };
  expect(similarity(passage, { ...passage, title: 'Guide › Installation' })).toBeGreaterThan(twinSimilarity);
  expect(similarity(passage, { ...passage, text: longAnswer.slice(0, 300) })).toBeLessThan(twinSimilarity);
});

test('similarity is 1 for the same, never outside 0 to 1, and the same both ways', () => {
  const entry = fc.record({ title: fc.string({ unit: 'grapheme' }), text: fc.string({ unit: 'grapheme' }) });
  fc.assert(
    fc.property(entry, entry, (a, b) => {
      expect(similarity(a, a)).toBe(1);
      expect(similarity(a, b)).toBe(similarity(b, a));
      expect(similarity(a, b)).toBeGreaterThanOrEqual(0);
      expect(similarity(a, b)).toBeLessThanOrEqual(1);
    }),
  );
});

describe('the twin finder', () => {
  const addAll = (texts: string[], expected = texts.length) => {
    const finder = createTwinFinder(expected);
    for (const [ref, text] of texts.entries()) finder.add(ref, likenessOf('title', text));
    return finder;
  };

  test('finds the text that differs by a word among hundreds, the nearest first', () => {
    fc.assert(
      fc.property(fc.array(aText(80), { minLength: 20, maxLength: 60 }), fc.nat(19), (texts, ref) => {
        const words = (texts[ref] ?? '').split(' ');
        words[40] = 'changed';
        const found = addAll(texts).candidates(likenessOf('title', words.join(' ')));
        expect(found).toContain(ref);
        expect(found.length).toBeLessThan(10);
      }),
      { numRuns: 50 },
    );
  });

  test('seldom misses a twin at the limit', () => {
    const twins = Array.from({ length: 500 }, (_, seed) => {
      const words = Array.from({ length: 110 }, (_, index) => `s${seed}w${index}`);
      return { text: words.join(' '), twin: words.with(30, 'x').join(' ') };
    });
    const finder = addAll(twins.map(({ text }) => text));
    const missed = twins.filter(({ twin }, ref) => !finder.candidates(likenessOf('title', twin)).includes(ref));
    expect(missed).toHaveLength(0);
  });

  test('grows beyond what it was told to expect and forgets nothing', () => {
    const texts = Array.from(
      { length: 3000 },
      (_, index) => `the ${index} th text of a row of very many texts ${index}`,
    );
    const finder = addAll(texts, 1);
    for (const [ref, text] of texts.entries()) {
      expect(finder.candidates(likenessOf('title', text))[0]).toBe(ref);
    }
  });

  test('knows nobody at first', () => expect(createTwinFinder(0).candidates(likenessOf('a', 'b'))).toEqual([]));

  test('names at most 64 for each band when thousands are the same', () => {
    const finder = addAll(Array.from({ length: 5000 }, () => longAnswer));
    expect(finder.candidates(likenessOf('title', longAnswer))).toHaveLength(64);
  });

  test('reads a likeness that lies inside another buffer', () => {
    const finder = addAll([longAnswer]);
    const stored = new Uint8Array(64);
    stored.set(likenessOf('title', longAnswer), 7);
    expect(finder.candidates(stored.subarray(7, 39))).toEqual([0]);
  });
});

test('a likeness has 32 bytes, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(likenessOf('', text)).toHaveLength(32);
      expect(likenessOf('', text)).toEqual(likenessOf('', text));
    }),
  );
});

test('a likeness stays what it was, since it is stored', () => {
  expect(Buffer.from(likenessOf('How do I install Firefox?', 'Enable it.')).toString('hex')).toMatchInlineSnapshot(
    `"dcb52c6f3b998eb9eb14fed4b0186ed65674a412248268a50206d0b8fee6cdfe"`,
  );
});
