import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categories, categoryOf } from '../../../src/answering/routing/category.ts';
import { labelledQuestions } from './labelled-questions.ts';

describe('the category of a question', () => {
  test('is the one that a person would name, for at least 95 % of questions in nine languages', () => {
    const asked = Object.entries(labelledQuestions).flatMap(([category, questions]) =>
      questions.map((question) => ({ category, question })),
    );
    const wrong = asked.filter(({ category, question }) => categoryOf(question) !== category);
    expect(asked.length).toBe(120);
    expect(wrong.length, wrong.map(({ question }) => question).join('\n')).toBeLessThanOrEqual(6);
  });

  test('is debugging where a log comes with it, and code where code does and nothing else is said', () => {
    const log = { name: 'build.log', text: 'ok' };
    const code = { name: 'flake.nix', text: '{ }' };
    expect(categoryOf('What about it?', [log])).toBe('debugging');
    expect(categoryOf('What about it?', [code])).toBe('code');
    expect(categoryOf('Look:\n```\nlet x = 1; in x\n```')).toBe('code');
    expect(categoryOf('Why is this slow?', [code])).toBe('explanation');
  });

  test('is read from what is asked, not from the words of code', () => {
    expect(categoryOf('How do I indent this?\n```\nrun_unit_tests() # unit tests\n```')).toBe('code');
  });

  test('is one of them for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => categories.includes(categoryOf(text))));
  });

  test('is found in no time to speak of, however long and hostile a question is', () => {
    for (const text of ['how do '.repeat(20_000), '`'.repeat(100_000), 'write a a '.repeat(9000), 'ä '.repeat(50_000)])
      expect(categories).toContain(categoryOf(text)); // a regular expression that backtracks would never come back
  });
});
