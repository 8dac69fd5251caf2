import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseRole, longQueue } from '../../src/answering/choose.ts';
import { roles } from '../../src/answering/index.ts';
import { readIntent } from '../../src/answering/intent.ts';

const choose = (question: string) => chooseRole(question, { waiting: 0 }).role;

describe('the intent prior', () => {
  test.each([
    'Explain flakes to me like I am five',
    'Can you explain in simple terms what a derivation is?',
    'I am a beginner, what is the store?',
    'nothing works and I have been at this for hours!!!',
    'I give up, my system is broken again 😭',
  ])('sends “%s” to empathy', (question) => expect(choose(question)).toBe('empathy'));

  test.each([
    'Write me a bash script that deletes old generations',
    'Give me a shell.nix for Python with numpy, as a code snippet or script',
    'What does this do?\n```nix\nlet x = 1; in x\n```',
    'How do I set services.nginx.virtualHosts in configuration.nix?',
    'error: attribute `foo` missing',
  ])('sends “%s” to coder', (question) => expect(choose(question)).toBe('coder'));

  test.each([
    'Why does NixOS keep old generations?',
    'What are the trade-offs of flakes compared to channels?',
    'Should I use Home Manager or just NixOS modules? What are the pros and cons?',
    'Was ist der Unterschied zwischen nix-env und nix profile?',
    'Warum ist mein Store so groß?',
    '1. How do I update?\n2. How do I roll back? And what is kept?',
  ])('sends “%s” to expert', (question) => expect(choose(question)).toBe('expert'));

  test.each(['How do I install Firefox?', 'Where is the log?', 'Comment installer Steam ?', 'hi'])(
    'sends “%s” to quick',
    (question) => expect(choose(question)).toBe('quick'),
  );

  test('gives odds that sum to one for any text, and none of them zero', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { odds } = readIntent(text);
        expect(roles.reduce((sum, role) => sum + odds[role], 0)).toBeCloseTo(1);
        for (const role of roles) expect(odds[role]).toBeGreaterThan(0);
      }),
    );
  });

  test('reads a long hostile text in no time to speak of', () => {
    for (const text of ['a.'.repeat(50_000), '- '.repeat(50_000), '`'.repeat(100_000), '1. x\n'.repeat(20_000)]) {
      expect(roles).toContain(choose(text)); // a regular expression that backtracks would never come back
    }
  });
});

describe('the choice', () => {
  test('obeys the wish before anything else', () => {
    const route = chooseRole('Why?', { wish: { role: 'coder' }, waiting: longQueue });
    expect(route).toMatchObject({ role: 'coder', decidedBy: 'wish' });
  });

  test('takes quick when the queue is long', () => {
    expect(chooseRole('Why?', { waiting: longQueue })).toMatchObject({ role: 'quick', decidedBy: 'queue' });
    expect(chooseRole('Why?', { waiting: longQueue - 1 })).toMatchObject({ role: 'expert', decidedBy: 'intent' });
  });

  test('says why in a sentence', () => {
    expect(chooseRole('Why is A better than B?', { waiting: 0 }).why).toBe(
      'The question asks why and weighs one thing against another.',
    );
  });
});
