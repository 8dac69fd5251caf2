import { expect, test } from 'vitest';
import { gist, itemOf } from '../../src/bot/markdown.ts';

test('the gist of an answer is a line of its words and its code, without the fences around it', () => {
  const text = 'Set it in the configuration:\n```nix\nconsole.font = "ter-132n";\n```\nThen rebuild.';
  expect(gist(text, 190)).toBe('Set it in the configuration: console.font = "ter-132n"; Then rebuild.');
  expect(gist('~~~\nls\n~~~', 190)).toBe('ls');
});

test('the gist of a text keeps what only looks like a fence, and formats nothing', () => {
  expect(gist('Type ``` to begin *code*.', 190)).toBe('Type \\`\\`\\` to begin \\*code\\*.');
});

test('an item of a list keeps its lines apart where Markdown would join them', () => {
  expect(itemOf('10.', 'One', 'two', 'three')).toBe('10. One  \n    two  \n    three');
});
