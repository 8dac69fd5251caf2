import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeholderIn } from '../../../src/knowledge/import/placeholder.ts';

const question = 'How do I install Firefox?';

describe('what stands in the place of an answer is refused, with a sentence', () => {
  test.each([
    ['note', 'TODO'],
    ['note', '**TBD**'],
    ['note', 'FIXME!'],
    ['note', 'Answer: n/a'],
    ['note', 'N/A'],
    ['note', 'TODO: ask Alice about this'],
    ['note', 'todo write the answer'],
    ['note', 'Coming soon…'],
    ['punctuation', '...'],
    ['punctuation', '…'],
    ['punctuation', '???'],
    ['punctuation', '---'],
    ['filler', 'Lorem ipsum dolor sit amet, consectetur adipiscing elit.'],
    ['filler', `Lorem ipsum ${'dolor sit amet '.repeat(500)}`],
    ['form', '[your answer here]'],
    ['form', '<answer>'],
    ['form', '*[Insert response]*'],
    ['form', '{{ answer }}'],
    ['repeats', 'how do I install firefox'],
    ['repeats', '> How do I install Firefox?'],
    ['refusal', 'As an AI language model, I cannot install software.'],
    ['refusal', 'As a large language model trained by Someone, I have no opinion.'],
    ['refusal', 'Great question! As an AI, I don’t have personal preferences.'],
    ['refusal', 'I’m sorry, but I can’t assist with that request.'],
    ['refusal', 'Sorry, I cannot provide an answer to this.'],
    ['refusal', 'I am unable to browse the internet.'],
    ['refusal', 'Als KI-Sprachmodell kann ich dazu nichts sagen.'],
    ['refusal', 'Es tut mir leid, aber ich kann dir dabei nicht helfen.'],
    ['refusal', 'En tant que modèle de langage, je ne peux pas installer de logiciels.'],
    ['refusal', 'Je suis désolé, mais je ne peux pas vous aider.'],
    ['refusal', 'Como modelo de lenguaje, no puedo instalar programas.'],
    ['refusal', 'Lo siento, pero no puedo ayudarte con eso.'],
  ])('%s: %j', (reason, text) => expect(placeholderIn(question, text)).toContain(reason));
});

describe('an honest answer is not', () => {
  test.each([
    'Put a TODO comment above it and the linter reminds you.',
    'TODO comments are found with grep.',
    '`TODO`',
    '`...`',
    '`//`',
    '👍',
    '/',
    ';',
    'No.',
    '42',
    'Use lorem ipsum as filler until the real text is there.',
    'As an AI researcher I use it every day: install it and go.',
    'As an AI model grows, so does its need for memory.',
    'If the bot says “As an AI language model, I cannot”, restart it.',
    'I’m sorry to hear that, but run nixos-rebuild switch and it is back.',
    'Sorry, I can’t reproduce this on 25.11. Which version do you have?',
    'I’m sorry, but I can’t help you beyond this: run `nix-shell -p firefox`.',
    'I can’t answer in full here, see https://nixos.org/manual.',
    'You can’t. Firefox does not provide that.',
    'I cannot recommend it enough: it helps a lot.',
    'Es tut mir leid, das zu hören. Starte den Dienst neu.',
    'Install it as you install Firefox ESR.',
    '[the manual](https://nixos.org/manual) has the answer',
    '<https://answers.example.org/your/question>',
    '<details>',
  ])('%j', (text) => expect(placeholderIn(question, text)).toBeUndefined());

  test('what asks about such a word may be answered with it', () => {
    expect(placeholderIn('What does TBD mean?', 'To be determined.')).toBeUndefined();
    expect(placeholderIn('What does N/A stand for?', 'Not applicable')).toBeUndefined();
  });

  test('a text of one word may be its own question', () => expect(placeholderIn('ls', 'ls')).toBeUndefined());
});

test('placeholders inside an answer never count', () => {
  const words = ['TODO', 'TBD', 'N/A', '...', '<answer>', 'lorem ipsum', 'As an AI language model, I cannot help.'];
  fc.assert(
    fc.property(fc.constantFrom(...words), (word) => {
      expect(placeholderIn(question, `Add it to environment.systemPackages. ${word} is what you see then.`)).toBe(
        undefined,
      );
    }),
  );
});

test('hostile text comes to an end in time', () => {
  for (const piece of ['!', ' ', 'a', '[', 'sorry ', 'as an ai ', 'lorem ', '\n', '`']) {
    const text = piece.repeat(300_000);
    expect(placeholderIn(text, `${text}.x`) ?? '').not.toContain('x');
  }
});
