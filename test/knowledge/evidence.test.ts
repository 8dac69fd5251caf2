import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPassageReader, evidenceOf } from '../../src/knowledge/evidence.ts';
import type { Passage } from '../../src/knowledge/library.ts';
import type { ContentTerm } from '../../src/knowledge/word-index/rank.ts';
import type { WordFindings } from '../../src/knowledge/word-index/search-words.ts';
import { stemOf, termsOf } from '../../src/knowledge/words/terms.ts';

test('without passages there is none', () => {
  expect(evidenceOf([], findings('firefox'), undefined)).toBeUndefined();
});

test('coverage is the share of the question that one passage speaks of, rare words counting more', () => {
  const content = [term('install', { rarity: 1 }), term('firefox', { rarity: 3 })];
  expect(judge('Firefox is a browser.', { content })?.coverage).toBe(0.75);
  expect(judge('Installing Firefox', { content })?.coverage).toBe(1);
  expect(judge('Steam', { content })?.coverage).toBe(0);
});

test('coverage takes an inflected or compounded word for most of itself, and a chance likeness for nothing', () => {
  expect(judge('Datenbankserver', { content: [term('datenbank')] })?.coverage).toBeGreaterThan(0.5);
  expect(judge('Daten', { content: [term('datenbank')] })?.coverage).toBe(0);
});

test('an identifier is covered by itself alone', () => {
  const content = [term('=services.nginx.enable')];
  expect(judge('Set services.nginx.enable.', { content })?.coverage).toBe(1);
  expect(judge('Set services.openssh.enable.', { content })?.coverage).toBe(0);
});

test('coverage is of the best of the first five passages, not of them together', () => {
  const content = [term('install'), term('firefox')];
  const passages = ['install', 'firefox', 'steam', 'nix', 'git', 'install firefox'].map(passage);
  expect(evidenceOf(passages, { ...findings(''), content }, undefined)?.coverage).toBe(0.5);
});

test('what nothing known speaks of is told by its share', () => {
  const content = [term('boil', { isHeardOf: false, rarity: 3 }), term('point', { rarity: 1 })];
  expect(judge('A point.', { content })?.unheardOf).toBe(0.75);
  expect(judge('A point.', { content: [] })?.unheardOf).toBe(1);
});

test('vectors count by how far the nearest stands out', () => {
  const near = (first: number) => [{ id: 'a', cosine: first }, ...Array(30).fill({ id: 'z', cosine: 0.5 })];
  const nearness = (first: number) => evidenceOf([passage('a', 0)], findings('a'), near(first))?.nearness;
  expect(nearness(0.5)).toBe(0);
  expect(nearness(0.75)).toBe(0.5);
  expect(nearness(1)).toBe(1);
  expect(evidenceOf([passage('a', 0)], findings('a'), undefined)?.nearness).toBe(0);
});

test('every piece is a number in its range, whatever was found', () => {
  const found = fc.record({
    hits: fc.array(fc.record({ id: fc.constantFrom('a', 'b'), score: fc.double({ min: 0, max: 99, noNaN: true }) })),
    entryCount: fc.nat({ max: 5 }),
    question: fc.string({ unit: 'grapheme' }),
    text: fc.string({ unit: 'grapheme' }),
  });
  fc.assert(
    fc.property(found, ({ hits, entryCount, question, text }) => {
      const scored = hits.map((hit) => ({ ...hit, contentScore: hit.score }));
      const bestPossible = Math.max(0, ...hits.map(({ score }) => score));
      const evidence = evidenceOf(
        [passage(text, 0)],
        { ...findings(question), hits: scored, bestPossible, entryCount },
        [],
      );
      for (const share of [evidence?.coverage, evidence?.fit, evidence?.unheardOf, evidence?.nearness]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1 + 1e-9);
      }
      expect(Number.isFinite(evidence?.strength)).toBe(true);
    }),
  );
});

function judge(text: string, found: Partial<WordFindings>) {
  return evidenceOf([passage(text, 0)], { ...findings(''), ...found }, undefined);
}

function passage(text: string, at: number): Passage {
  return {
    entryId: String.fromCharCode(97 + at),
    kind: 'pair',
    title: '',
    text,
    url: null,
    verified: true,
    standing: 'open',
    score: 1,
  };
}

function findings(question: string): WordFindings {
  const content = termsOf(question).words.map((word) => term(word));
  return { hits: [], entryCount: 10, content, bestPossible: 0, identifierShare: 0 };
}

function term(word: string, options: Partial<ContentTerm> = {}): ContentTerm {
  return { term: word.startsWith('=') ? word : stemOf(word), word, rarity: 1, isHeardOf: true, ...options };
}

test('what was read of a passage is kept for the next question, of the last ones alone', () => {
  const read = createPassageReader(2);
  const [a, b, c] = ['a', 'b', 'c'].map((entryId) => ({ ...passage(`words of ${entryId}`, 0), entryId }));
  if (!a || !b || !c) throw new Error('There are three.');
  const [ofA, ofB] = [read(a), read(b)];
  expect(read(a)).toBe(ofA);
  read(c);
  expect(read(a)).toBe(ofA);
  expect(read(b)).not.toBe(ofB);
});
