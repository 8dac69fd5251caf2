import { describe, expect, test } from 'vitest';
import { describeEntry } from '../../../src/adapters/cli/knowledge/entry-words.ts';
import { changesBetween, describeHistory } from '../../../src/adapters/cli/knowledge/history.ts';
import { describeImport } from '../../../src/adapters/cli/knowledge/import-report.ts';
import { describeFindings, excerptOf } from '../../../src/adapters/cli/knowledge/search.ts';
import type { ImportReport, Passage } from '../../../src/knowledge/index.ts';
import { entryView } from './entries.ts';

describe('an entry on a terminal', () => {
  test('is shown with all that is known of it', () => {
    const review = { since: new Date(2026, 10, 26, 8, 0), reason: 'It holds for an older version than 25.05.' };
    expect(describeEntry(entryView({ holdsFor: '24.11', room: 'lounge', review }))).toBe(
      [
        'How do I defrost the server?',
        '✔ verified · pair · how-to · holds for 24.11 · for lounge alone',
        'from faq.csv (defrost) · 2026-11-25 09:05 · 019ac000-0000-7000-8000-0000feedbeef',
        '',
        'Use the heater.',
        '',
        'Due for review since 2026-11-26 08:00: It holds for an older version than 25.05.',
      ].join('\n'),
    );
  });

  test('cannot rewrite the screen', () => {
    const hostile = '\u001b[2Jgone\u009b31m';
    const source = { id: 's', name: hostile, key: hostile };
    const entry = entryView({
      question: hostile,
      answer: hostile,
      category: hostile,
      url: hostile,
      room: hostile,
      source,
    });
    const words = [describeEntry(entry), describeHistory([entryView(), entry])].join('\n');
    for (const start of ['\u001b', '\u009b']) expect(words).not.toContain(start);
  });
});

describe('the history of an entry', () => {
  test('says what each version changed, and why it left', () => {
    const retired = { at: new Date(2026, 10, 25, 10, 0), reason: 'superseded' as const };
    const versions = [
      entryView({ id: 'a-11111111', retired }),
      entryView({ id: 'b-22222222', answer: 'Use the heater.\nThen wait.', category: null, verified: false }),
    ];
    expect(describeHistory(versions)).toBe(
      [
        '2026-11-25 09:05  11111111  How do I defrost the server?',
        '  left on 2026-11-25 10:00: another entry says it now.',
        '2026-11-25 09:05  22222222  How do I defrost the server?',
        '  category: how-to → none',
        '  verified: yes → no',
        '  + Then wait.',
      ].join('\n'),
    );
  });

  test('shows lines that went and came, even those that stand there twice', () => {
    const [before, after] = [entryView({ answer: 'a\nb\nb' }), entryView({ answer: 'b\nc' })];
    expect(changesBetween(before, after)).toEqual(['- a', '- b', '+ c']);
  });

  test('does not hide that lines changed places', () => {
    const [before, after] = [entryView({ answer: 'a\nb' }), entryView({ answer: 'b\na' })];
    expect(changesBetween(before, after)).toEqual(['the lines of the answer stand in another order']);
  });

  test('shows the beginning of a long change', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
    const changes = changesBetween(entryView({ answer: lines }), entryView({ answer: 'line 0' }));
    expect(changes.length).toBe(13);
    expect(changes.at(-1)).toBe('… and 27 more lines have changed');
  });
});

describe('the report of an import', () => {
  test('says how many of what, in one line where nothing went wrong', () => {
    expect(describeImport(importReport({ added: 1204, unchanged: 3, tookMs: 1520 }))).toBe(
      'faq.csv (csv): 1,204 added, 0 changed, 3 unchanged, 0 retired, in 1.5 s.',
    );
  });

  test('shows the first refusals with their places, and how many there are', () => {
    const refusals = Array.from({ length: 25 }, (_, index) => ({
      at: { file: 'faq.csv', line: index + 2 },
      rule: 'empty' as const,
      why: 'The answer is empty.',
    }));
    const lines = describeImport(importReport({ refused: 25, refusals })).split('\n');
    expect(lines.slice(1, 3)).toEqual(['25 rows were refused:', '  faq.csv:2  empty  The answer is empty.']);
    expect(lines.at(-1)).toBe('  … and 5 more; --json has them all.');
    expect(describeImport(importReport({ refused: 5000, refusals }))).toContain('4,980 more; --json has the first 25.');
  });

  test('says what stays, what is bad, and what a reader did differently', () => {
    const words = describeImport(importReport({ kept: 1, badExamples: 2, notes: ['faq.csv is not UTF-8.'] }));
    expect(words).toContain('2 bad examples, kept apart and never found.');
    expect(words).toContain('1 entry was edited here and changed in the source: the edit stays, and is due for review');
    expect(words).toContain('Note: faq.csv is not UTF-8.');
  });

  test('says that nothing was kept, and why', () => {
    expect(describeImport(importReport({ dropped: 'dry-run' }))).toMatch(
      /would have been 0 added[\s\S]*This was a dry run: nothing of it was kept\.$/,
    );
    expect(describeImport(importReport({ dropped: 'strict', refused: 1 }))).toMatch(/Nothing of it was kept, because/);
  });
});

describe('what was found', () => {
  test('is numbered, with how close it comes to the best and how sure that is', () => {
    const other = passage({ title: 'Other', score: 1, verified: false, url: null });
    expect(describeFindings(findings([passage(), other], 0.82))).toBe(
      [
        '[1] ✔ How do I defrost the server? · 100 % · feedbeef',
        '    https://example.org/faq',
        '    Use the heater.',
        '',
        '[2] Other · 25 % · feedbeef',
        '    Use the heater.',
        '',
        '82 % sure that this answers it.',
      ].join('\n'),
    );
  });

  test('is said to be declined where it is not sure enough', () => {
    expect(describeFindings(findings([passage()], 0.12))).toContain('Not sure enough (12 %): this would be declined.');
    expect(describeFindings(findings([], 0))).toBe('Nothing known speaks of that: it would be declined.');
  });

  test('is shown on two lines, broken between words', () => {
    const lines = excerptOf('word '.repeat(100));
    expect(lines.map((line) => line.length <= 100)).toEqual([true, true]);
    expect(lines[0]).toMatch(/word$/);
    expect(lines[1]).toMatch(/^word.*…$/);
    expect(excerptOf('字'.repeat(150)).join('')).toBe('字'.repeat(150));
  });
});

function importReport(own: Partial<ImportReport>): ImportReport {
  const counts = { added: 0, changed: 0, unchanged: 0, retired: 0, kept: 0, badExamples: 0, refused: 0 };
  return { source: 'faq.csv', format: 'csv', ...counts, refusals: [], notes: [], tookMs: 0, ...own };
}

function passage(own: Partial<Passage> = {}): Passage {
  const { id: entryId, question: title, answer: text } = entryView();
  return {
    entryId,
    kind: 'pair',
    title,
    text,
    url: 'https://example.org/faq',
    verified: true,
    standing: 'open',
    score: 4,
    ...own,
  };
}

function findings(passages: Passage[], confidence: number) {
  return { passages, confidence, isKnown: confidence > 0.5 };
}
