import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../src/answering/clean.ts';
import { createLiveClean } from '../../src/answering/live-clean.ts';

describe('cleaning', () => {
  test.each([
    ['<think>hm, let me see</think>Use it.', 'Use it.', 'thinking'],
    ['<think>never ended', '', 'thinking'],
    ['hm\n</think>\n\nUse it.', 'Use it.', 'thinking'],
    ['How do I install Firefox?\n\nUse it.', 'Use it.', 'echo'],
    ['**Answer:** Use it.', 'Use it.', 'echo'],
    ['| How do I install Firefox?\nUse it.', 'Use it.', 'echo'],
    ['Use it.\n\nUser: And Chromium?\nAssistant: Use that.', 'Use it.', 'other speaker'],
    ['Use it.<|im_end|>\n<|im_start|>user\nmore', 'Use it.', 'other speaker'],
    [`Use it. ${'And then do the same thing again. '.repeat(8)}`, 'Use it. And then do the same thing again.', 'loop'],
    ['Use\u0007 it.\u202E', 'Use it.', 'control characters'],
  ])('%j becomes %j', (raw, text, cut) => {
    expect(clean(raw, 'How do I install Firefox?')).toEqual({ text, cuts: [cut] });
  });

  test('leaves a good answer as it is', () => {
    const answer =
      'Set this:\n\n```nix\nprograms.firefox.enable = true;\n```\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |';
    expect(clean(answer, 'How do I install Firefox?')).toEqual({ text: answer, cuts: [] });
  });

  test('leaves a table that an answer begins with', () => {
    const answer = '| command | what it does |\n| --- | --- |\n| nix-shell | opens a shell |';
    expect(clean(answer, 'Which commands are there?')).toEqual({ text: answer, cuts: [] });
  });

  test('leaves a code block that begins as one in the question does', () => {
    const answer = '```nix\nx = 2;\n```';
    expect(clean(answer, 'What is wrong?\n\n```nix\nx = 1;\n```')).toEqual({ text: answer, cuts: [] });
  });

  test('ends a code block that the model left open', () => {
    expect(clean('```nix\nx = 1;', 'q').text).toBe('```nix\nx = 1;\n```');
  });

  test('keeps a conversation that stands in a code block', () => {
    const answer = '```\nUser: hello\n```';
    expect(clean(answer, 'q').text).toBe(answer);
  });

  test('comes to an end with any text, and cleans it for good', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (raw, question) => {
        const { text } = clean(raw, question);
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/<think>/i);
      }),
    );
  });
});

describe('cleaning while it streams', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '<',
      'think',
      '>',
      '</',
      '<think>',
      '</think>',
      '<THINKING>',
      '</thinking>',
      'text ',
      '<b>',
      'a < b',
      '\n',
    ),
  );

  test('shows the same however the stream was cut into pieces', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(7)), (parts, cuts) => {
        const raw = parts.join('');
        expect(stream(cutUp(raw, cuts))).toBe(stream([raw]));
      }),
    );
  });

  test('never shows a part of a thinking block', () => {
    expect(stream(['<th', 'ink>secret', ' plan</thi', 'nk>Use', ' it.'])).toBe('Use it.');
    expect(stream(['a <', 'b> c'])).toBe('a <b> c');
    expect(stream(['the end <thi'])).toBe('the end <thi');
  });

  function stream(parts: string[]): string {
    const live = createLiveClean();
    return parts.map((part) => live.push(part)).join('') + live.rest();
  }

  function cutUp(text: string, sizes: number[]): string[] {
    const parts: string[] = [];
    let rest = text;
    for (const size of sizes) {
      parts.push(rest.slice(0, size));
      rest = rest.slice(size);
    }
    return [...parts, rest];
  }
});
