import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../src/knowledge/import/draft.ts';
import { judge, longestEntry } from '../../../src/knowledge/import/judge.ts';

// In two pieces, so that no token stands in this file.
const token = ['ghp', 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83v'].join('_');

const aPair = (over: Partial<Draft> = {}): Draft => ({
  key: 'firefox',
  kind: 'pair',
  title: 'How do I install Firefox?',
  text: 'Set `programs.firefox.enable = true;`.',
  at: { file: 'faq.yaml', line: 12 },
  ...over,
});
const aPassage = (over: Partial<Draft> = {}) => aPair({ kind: 'passage', title: 'Guide › Install', ...over });

const ruleOf = (draft: Draft) => {
  const judgement = judge(draft);
  return 'refusal' in judgement ? judgement.refusal.rule : undefined;
};

test('a good draft passes as it is', () => expect(judge(aPair())).toEqual({ draft: aPair(), notes: [] }));

test('title and text are cleaned, and the draft that was given stays as it was', () => {
  const dirty = aPair({
    title: ' How do I\n install SchÃ¤fer? ',
    text: 'Like this.\u200b \r\n\r\nSent from my iPhone',
  });
  const before = structuredClone(dirty);
  expect(judge(dirty)).toEqual({
    draft: aPair({ title: 'How do I install Schäfer?', text: 'Like this.' }),
    notes: [],
  });
  expect(dirty).toEqual(before);
});

describe('a draft is refused', () => {
  test.each<[string, Draft]>([
    ['empty', aPair({ text: ' \u200b\n' })],
    ['empty', aPair({ title: ' ?! ' })],
    ['empty', aPassage({ text: '' })],
    ['placeholder', aPair({ text: 'TODO' })],
    ['placeholder', aPassage({ text: 'Guide › Install' })],
    ['secret', aPair({ text: `Use ${token}.` })],
    ['secret', aPair({ title: `Why does ${token} fail?` })],
    ['secret', aPair({ url: `https://example.org/?key=${token}` })],
    ['secret', aPair({ text: `Use ${token}.`, standing: 'denied' })],
    ['too-long', aPair({ text: 'word '.repeat(longestEntry) })],
    ['too-long', aPair({ title: 'word '.repeat(longestEntry) })],
  ])('as %s', (rule, draft) => expect(ruleOf(draft)).toBe(rule));

  test('by the first rule that it breaks', () => {
    expect(ruleOf(aPair({ text: `TODO: ${token}` }))).toBe('placeholder');
    expect(ruleOf(aPair({ text: `${token} ${'word '.repeat(longestEntry)}` }))).toBe('secret');
  });

  test('where it stands, in a sentence that does not show the secret', () => {
    expect(judge(aPair({ text: `Use ${token}, or ${token}.` }))).toEqual({
      refusal: {
        at: { file: 'faq.yaml', line: 12 },
        rule: 'secret',
        why: 'The pair holds a GitHub token; take it out, and change it where it is used.',
      },
    });
  });
});

test('a passage keeps its text without its secrets, and a note says what was removed', () => {
  const passage = aPassage({ text: `Log in with ${token} first.`, url: `https://example.org/?key=${token}` });
  const { url: _, ...rest } = aPassage({ text: 'Log in with [secret removed] first.' });
  const note = 'faq.yaml:12: a GitHub token was removed.';
  expect(judge(passage)).toEqual({ draft: rest, notes: [note, note] });
});

test('a passage keeps an address that holds no secret', () => {
  const judgement = judge(aPassage({ text: `Log in with ${token} first.`, url: 'https://example.org/guide' }));
  expect(judgement).toMatchObject({ draft: { url: 'https://example.org/guide' } });
});

test('a bad example may be bad', () => {
  const denied = aPair({ text: 'TODO', standing: 'denied' });
  expect(judge(denied)).toEqual({ draft: denied, notes: [] });
  expect(ruleOf(aPair({ text: '', standing: 'denied' }))).toBe('empty');
});

test('a text of the greatest length passes', () => {
  expect(ruleOf(aPair({ text: 'a'.repeat(longestEntry) }))).toBeUndefined();
  expect(ruleOf(aPair({ text: 'a'.repeat(longestEntry + 1) }))).toBe('too-long');
});
