import { describe, expect, test } from 'vitest';
import { type FeatureName, featuresOf } from '../../../src/training/lessons/features.ts';
import { languageOf } from '../../../src/training/lessons/language.ts';

const long = 'The store keeps every version of a package. '.repeat(40);

describe('an answer is seen', () => {
  test.each<[FeatureName, string, string]>([
    ['short', 'Run it again.', long],
    ['long', long, 'Run it again.'],
    ['code', 'So:\n```nix\n{ a = 1; }\n```', 'Put `a = 1` there.'],
    ['command', 'Run\n```sh\nnix build\n```', 'So:\n```nix\n{ a = 1; }\n```'],
    ['command', 'Run\n```\n$ nix build\n```', 'It costs\n$ 5'],
    ['steps', '1. Open it.\n2. Close it.', '1. That is all.'],
    ['bullets', '- one\n- two', 'one - two - three'],
    ['headings', '## Why\nBecause.', '```sh\n# a comment\n```'],
    ['table', '| a | b |\n| --- | --- |\n| 1 | 2 |', 'a --- b'],
    ['sources', 'Flakes pin it [1].', 'Take `list[1]` of it.'],
    ['links', 'See https://nix.dev.', '```\ncurl https://nix.dev\n```'],
    ['answerFirst', 'Yes, since 2.4.\n\nThe reason is long.', 'Here is what you can do:\n\n- that'],
    ['greeting', 'Hello! It is so.', 'History is long.'],
    ['greeting', '你好，可以的。', '可以的。'],
    ['apology', 'Es tut so, leider.', 'Es tut so.'],
    ['exclamation', 'That is it!', 'Test `a != b`, or a != b.'],
    ['emoji', 'Done 🎉', 'Done (c) 2024 #1'],
    ['hedging', 'Maybe it is, perhaps not.', 'It might be.'],
    ['hedging', 'Vielleicht liegt es daran, wahrscheinlich nicht.', 'Es liegt daran.'],
    ['example', 'Pin it, par exemple ainsi.', 'Pin it.'],
    ['asksBack', 'Which version do you have?', 'Which version? The newest.'],
    ['offer', 'It is so. Let me know if it fails.', 'Let me know if it fails.\n\nIt is so.'],
  ])('to be %s by “%s”, not by “%s”', (name, with_, without) => {
    const has = (text: string) => featuresOf({ question: 'How?', text }).has(name);
    expect([has(with_), has(without)]).toEqual([true, false]);
  });

  test('to be in another language than its question', () => {
    const german = 'Wie kann ich das mit einem Flake bauen, und ist das nicht langsam?';
    const seen = (text: string) => featuresOf({ question: german, text }).has('otherLanguage');
    expect(seen('You can build it with the flake, and it is not slow.')).toBe(true);
    expect(seen('Das ist nicht langsam, und mit dem Befehl wird es gebaut.')).toBe(false);
    expect(seen('```sh\nnix build\n```')).toBe(false); // nothing tells
  });
});

test.each([
  ['How do I pin this with the flake?', 'en'],
  ['Comment est-ce que je peux le faire avec les flakes dans une machine ?', 'fr'],
  ['¿Cómo puedo fijar los paquetes con una versión para el servidor?', 'es'],
  ['フレークで固定するにはどうすればいいですか', 'ja'],
  ['如何固定版本', 'zh'],
  ['Как закрепить версию пакета?', 'cyrillic'],
  ['nixpkgs', undefined],
])('the language of “%s” is %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});
