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

describe('what comes with a question', () => {
  const log = {
    name: 'build.txt',
    text: '12:01:44 INFO start\n12:01:45 ERROR no space left on device\n12:01:46 INFO end',
  };
  const script = { name: 'pasted.txt', text: 'const a = 1;\nfunction b() {\n  return a;\n}' };
  const prose = { name: 'notes.txt', text: 'I looked at it for a while.\nIt was late already.\nThen I went home.' };

  test.each([
    [log, 'expert', /comes with a log/],
    [{ name: 'out.log', text: 'ok' }, 'expert', /comes with a log/],
    [script, 'coder', /comes with code or a configuration/],
    [{ name: 'configuration.nix', text: '{ }' }, 'coder', /comes with code/],
    [prose, 'quick', /Nothing in the question/],
  ])('%j speaks for %s', (attached, role, why) => {
    const route = chooseRole('What about it?', { waiting: 0, attached: [attached] });
    expect(route).toMatchObject({ role, why: expect.stringMatching(why) });
  });

  test('counts for its kind alone, whatever it says', () => {
    const frantic = { ...prose, text: `${prose.text}\nnothing works!!! why, why, why? write me a bash script` };
    expect(readIntent('hi', { attached: [frantic] })).toEqual(readIntent('hi'));
  });
});

describe('the level of whoever asks', () => {
  const torn = 'Why does it fail? I give up'; // asks why, and sounds frustrated

  test('decides between roles that the question speaks for alike', () => {
    expect(chooseRole(torn, { waiting: 0 }).role).toBe('expert');
    expect(chooseRole(torn, { waiting: 0, level: 'novice' })).toMatchObject({
      role: 'empathy',
      why: 'The question sounds frustrated. Your level, novice, speaks for that role as well.',
    });
    expect(chooseRole(torn, { waiting: 0, level: 'expert' }).role).toBe('expert');
  });

  test('shifts the odds, and never outweighs what a question asks for', () => {
    for (const level of ['novice', 'expert'] as const) {
      expect(chooseRole('Write me a bash script', { waiting: 0, level }).role).toBe('coder');
      expect(chooseRole('How do I install Firefox?', { waiting: 0, level }).role).toBe('quick');
    }
    const { odds } = readIntent('hi');
    expect(readIntent('hi', { level: 'novice' }).odds.empathy).toBeGreaterThan(odds.empathy);
    expect(readIntent('hi', { level: 'expert' }).odds.expert).toBeGreaterThan(odds.expert);
    expect(readIntent('hi', { level: 'regular' })).toEqual(readIntent('hi'));
  });

  test('is told of where it only words the answer, and not where nothing was chosen', () => {
    const why = (circumstances: object) => chooseRole('hi', { waiting: 0, ...circumstances }).why;
    expect(why({ level: 'novice' })).toMatch(/It is worded for your level, novice\.$/);
    expect(why({ level: 'expert', wish: { role: 'quick' } })).toBe(
      'You asked for quick. It is worded for your level, expert.',
    );
    expect(why({ level: 'expert', waiting: longQueue })).toMatch(/level, expert\.$/);
    expect(why({ level: 'regular' })).not.toMatch(/level/);
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
