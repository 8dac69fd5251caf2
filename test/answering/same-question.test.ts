import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isSameQuestion } from '../../src/answering/same-question.ts';
import { readStarterPack } from '../../src/knowledge/index.ts';
import { ifLeftOut, noSharedData, sharedData } from '../shared-data.ts';
import { nearMisses, paraphrases } from './near-misses.ts';

describe('the same question', () => {
  test.each([
    ['how do i install firefox', 'How do I install Firefox?'],
    ['Hi, how can I install Firefox please?', 'How do I install Firefox?'],
    ['hey all! Quick question: how do I install Firefox? Thanks in advance!', 'How do I install Firefox?'],
    ['How to install Firefox?!', 'How do I install Firefox?'],
    ['What is the best way to install Firefox?', 'How do I install Firefox?'],
    ["What's a derivation", 'What is a derivation?'],
    ['Wie installiere ich Firefox', 'Wie installiere ich Firefox?'],
  ])('“%s” is “%s”', (asked, known) => expect(isSameQuestion(asked, known)).toBe(true));
});

test('courtesy, contractions and marks make no other question, whichever of the two is known', () => {
  expect(paraphrases).toHaveLength(60);
  expect(paraphrases.filter(([asked, known]) => !isSameQuestion(asked, known))).toEqual([]);
  expect(paraphrases.filter(([asked, known]) => !isSameQuestion(known, asked))).toEqual([]);
});

test('of many near misses none is quoted, whichever of the two is known', () => {
  expect(nearMisses.length).toBeGreaterThanOrEqual(220);
  expect(new Set(nearMisses.map((pair) => pair.join('|'))).size).toBe(nearMisses.length);
  expect(nearMisses.filter(([asked, known]) => isSameQuestion(asked, known))).toEqual([]);
  expect(nearMisses.filter(([asked, known]) => isSameQuestion(known, asked))).toEqual([]);
});

test('a near miss is none the nearer for being polite', () => {
  const polite = (question: string) => [`Hi, ${question}`, `${question} Thanks!`, `Please ${question} pls`];
  for (const [asked, known] of nearMisses) {
    expect(polite(asked).filter((question) => isSameQuestion(question, known))).toEqual([]);
  }
});

test('every question is the same as itself', () => {
  for (const question of nearMisses.flat()) expect(isSameQuestion(question, question)).toBe(true);
});

test.skipIf(noSharedData)(`no question of real people is taken for that of another thread${ifLeftOut}`, () => {
  const rows = (name: string) =>
    readFileSync(sharedData(`data/stackfaq/${name}`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => row.parse(JSON.parse(line)));
  const known = [...new Map(rows('entries.jsonl').map(({ thread, question }) => [thread, question]))];
  // Every fifth is enough: all of them take seconds.
  const asked = rows('queries.jsonl').filter((_, index) => index % 5 === 0);
  const wrong = asked.flatMap(({ text, thread }) =>
    known.filter(([other, question]) => other !== thread && isSameQuestion(text, question)),
  );
  expect(known.length * asked.length).toBeGreaterThan(10_000);
  expect(wrong).toEqual([]);
});

const row = z.object({ thread: z.number(), text: z.string().default(''), question: z.string().default('') });

test('hostile text comes to an end in time', () => {
  for (const piece of ['?', '!', ' please', ' ', 'hi ', "'", '"', 'how do i ', "don't ", ',', 'a.']) {
    const text = `How ${piece.repeat(20_000)}`;
    expect(isSameQuestion(text, `${text} x`)).toBe(false);
  }
});

describe('nearly the same is not the same', () => {
  test.each([
    ['How do I uninstall Firefox?', 'How do I install Firefox?'],
    ['How do I install Chromium?', 'How do I install Firefox?'],
    ['How do I install Firefox 128?', 'How do I install Firefox?'],
    ['How do I not install Firefox?', 'How do I install Firefox?'],
    ['How do I install Firefox without root?', 'How do I install Firefox?'],
    ['Why do I install Firefox?', 'How do I install Firefox?'],
    ['Can I install Firefox?', 'How do I install Firefox?'],
    ['Where do I install Firefox?', 'How do I install Firefox?'],
    ['How do I install the Firefox ESR?', 'How do I install Firefox?'],
    ['How do I convert a flake to a channel?', 'How do I convert a channel to a flake?'],
    ['How do I enable flakes?', 'How do I disable flakes?'],
    ["Why doesn't it boot?", 'Why does it boot?'],
    ["Why can't I edit /etc?", 'Why can I edit /etc?'],
    ['How do I upgrade from 25.05 to 25.11?', 'How do I upgrade from 25.11 to 25.05?'],
    ['What is C?', 'What is C++?'],
    ['How do I remove all packages?', 'How do I remove packages?'],
    ['How do I keep one generation?', 'How do I keep a generation?'],
    ['How do I install a package for everyone?', 'How do I install a package for guys?'],
    ['How do I install hello?', 'How do I install hey?'],
    ['???', '!!!'],
    ['How do I install it?', 'How do I install?\u0000 x'],
    ['', 'How do I install Firefox?'],
  ])('“%s” is not “%s”', (asked, known) => expect(isSameQuestion(asked, known)).toBe(false));

  test('no two questions of the starter pack are the same', () => {
    const questions = readStarterPack().entries.map(({ question }) => question);
    for (const [index, question] of questions.entries()) {
      expect(questions.filter((other) => isSameQuestion(question, other))).toEqual([questions[index]]);
    }
  });

  test('no question of the starter pack is the same once a word of it was swapped, dropped or denied', () => {
    const pairs = readStarterPack().entries.flatMap(({ question }) =>
      swapped(question).map((other) => [other, question] as const),
    );
    expect(pairs.length).toBeGreaterThan(200);
    const wrong = pairs.filter(([asked, known]) => isSameQuestion(asked, known));
    expect(wrong).toEqual([]);
  });
});

/** Questions one step away: negated, another thing, another version, the opposite, the other way round. */
function swapped(question: string): string[] {
  const words = question.replace(/\?$/, '').split(' ');
  const replaced = (pattern: RegExp, by: string) => (pattern.test(question) ? [question.replace(pattern, by)] : []);
  return [
    `${question.replace(/\?$/, '')} on macOS?`,
    `${question.replace(/\?$/, '')} without root?`,
    ...replaced(/\binstall\b/, 'uninstall'),
    ...replaced(/\benable\b/, 'disable'),
    ...replaced(/\bHow do I\b/, 'Why do I'),
    ...replaced(/\bHow do I\b/, 'How do I not'),
    ...replaced(/\bWhy\b/, 'How'),
    ...replaced(/\bNixOS\b/, 'Ubuntu'),
    [...words.slice(0, -1), 'Emacs'].join(' '),
  ].filter((other) => other !== question);
}
