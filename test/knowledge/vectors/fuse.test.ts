import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { denseWeight, fuse } from '../../../src/knowledge/vectors/fuse.ts';

const id = fc.constantFrom(...'abcdefgh');
const score = fc.double({ min: 0, max: 50, noNaN: true });
const cosine = fc.double({ min: -1, max: 1, noNaN: true });
const lexical = fc.uniqueArray(fc.record({ id, score }), { selector: (each) => each.id });
const dense = fc.uniqueArray(fc.record({ id, cosine }), { selector: (each) => each.id });
const weight = fc.double({ min: 0, max: 1, noNaN: true });

describe('fused scores', () => {
  test('do not depend on the order in which either side found something', () => {
    fc.assert(
      fc.property(lexical, dense, weight, (words, meanings, share) => {
        expect(fuse(words.toReversed(), meanings.toReversed(), share)).toEqual(fuse(words, meanings, share));
      }),
    );
  });

  test('lie between 0 and 1, best first, each id once', () => {
    fc.assert(
      fc.property(lexical, dense, weight, (words, meanings, share) => {
        const fused = fuse(words, meanings, share);
        expect(new Set(fused.map((each) => each.id)).size).toBe(fused.length);
        expect(fused.length).toBe(new Set([...words, ...meanings].map((each) => each.id)).size);
        for (const each of fused) expect(each.score >= 0 && each.score <= 1).toBe(true);
        expect(fused.map((each) => each.score)).toEqual(fused.map((each) => each.score).sort((a, b) => b - a));
      }),
    );
  });

  test('never sink when one of their parts rises', () => {
    const rise = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(lexical, dense, weight, id, rise, (words, meanings, share, raised, by) => {
        const before = fuse(words, meanings, share);
        const place = (fused: typeof before) => fused.find((each) => each.id === raised)?.score ?? 0;
        const higherWords = words.map((each) => (each.id === raised ? { ...each, score: each.score + by } : each));
        const nearer = meanings.map((each) =>
          each.id === raised ? { ...each, cosine: Math.min(1, each.cosine + by) } : each,
        );
        expect(place(fuse(higherWords, meanings, share))).toBeGreaterThanOrEqual(place(before) - 1e-12);
        expect(place(fuse(words, nearer, share))).toBeGreaterThanOrEqual(place(before) - 1e-12);
      }),
    );
  });

  test('are the lexical order alone where vectors have no weight', () => {
    fc.assert(
      fc.property(lexical, dense, (words, meanings) => {
        const best = Math.max(0, ...words.map((each) => each.score));
        const alone = (wanted: string) => words.find((each) => each.id === wanted)?.score ?? 0;
        for (const each of fuse(words, meanings, 0)) expect(each.score).toBe(best > 0 ? alone(each.id) / best : 0);
      }),
    );
  });

  test('are the order of the cosines alone where vectors have all the weight', () => {
    fc.assert(
      fc.property(lexical, dense, (words, meanings) => {
        const cosines = new Map(meanings.map((each) => [each.id, each.cosine]));
        const fused = fuse(
          words.filter((each) => cosines.has(each.id)),
          meanings,
          1,
        );
        const inOrder = fused.map((each) => cosines.get(each.id) ?? 0);
        for (const [at, each] of inOrder.entries()) expect(each).toBeGreaterThanOrEqual((inOrder[at + 1] ?? -1) - 1e-9);
      }),
    );
  });

  test('of an entry without a vector are its lexical score, whatever the weight', () => {
    fc.assert(
      fc.property(lexical, weight, (words, share) => {
        const without = fuse(words, [], share);
        const alone = new Map(fuse(words, [], 0).map((each) => [each.id, each.score]));
        for (const each of without) expect(each.score).toBeCloseTo(alone.get(each.id) ?? -1, 12);
      }),
    );
  });

  test('of an entry that the words did not find are its share of the nearest cosine', () => {
    const fused = fuse(
      [{ id: 'word', score: 12 }],
      [
        { id: 'word', cosine: 0 },
        { id: 'meaning', cosine: 1 },
      ],
      0.6,
    );
    expect(fused).toEqual([
      { id: 'word', score: 0.4 + 0.6 * 0.5 },
      { id: 'meaning', score: 0.6 },
    ]);
  });
});

describe('the weight of vectors', () => {
  test('falls evenly to 0.15 as the question becomes nothing but identifiers', () => {
    expect(denseWeight(0.75, 0)).toBe(0.75);
    expect(denseWeight(0.75, 0.5)).toBeCloseTo(0.45);
    expect(denseWeight(0.75, 1)).toBeCloseTo(0.15);
  });

  test('is never raised by an identifier, nor by a share that is none', () => {
    expect(denseWeight(0.1, 1)).toBeCloseTo(0.1);
    expect(denseWeight(0.75, 7)).toBeCloseTo(0.15);
    expect(denseWeight(0.75, -1)).toBe(0.75);
  });
});
