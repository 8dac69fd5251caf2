import type { ModalSubmitInteraction } from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  mostInField,
  mostInForm,
  textOfForm,
  toFields,
} from '../../../../src/adapters/discord/commands/form-fields.ts';

/** A form as it comes back when nothing was changed in it. */
function sentOff(fields: readonly { customId: string; text: string }[]): Pick<ModalSubmitInteraction, 'fields'> {
  const values = new Map(fields.map(({ customId, text }) => [customId, text]));
  // Safe: nothing else of it is looked at.
  return { fields: { fields: values, getTextInputValue: (id: string) => values.get(id) } } as unknown as Pick<
    ModalSubmitInteraction,
    'fields'
  >;
}

const words = fc.constantFrom(
  'tea',
  'water',
  '🫖',
  ' ',
  '\n',
  '\n\n',
  '    indented',
  'x'.repeat(1_500),
  '🫖'.repeat(999),
);
const texts = fc.array(words, { maxLength: 40 }).map((some) => some.join(''));

test('whatever is left as it is comes back as it was, in fields that Discord takes', () => {
  let several = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const fields = toFields(text);
      if (!fields) return expect(text.length).toBeGreaterThan(mostInForm / 2);
      if (fields.length > 1) several++;
      for (const field of fields) {
        expect(field.text.length).toBeLessThanOrEqual(mostInField);
        expect(field.text.isWellFormed()).toBe(true);
      }
      expect(textOfForm(sentOff(fields))).toBe(text.trim());
    }),
  );
  expect(several).toBeGreaterThan(0);
});

test('a text is cut between paragraphs where there are some, and what is too long for a form is none', () => {
  const paragraphs = ['a'.repeat(3_000), 'b'.repeat(900), 'c'.repeat(900)];
  expect(toFields(paragraphs.join('\n\n'))?.map(({ text }) => text.length)).toEqual([3_902, 900]);
  expect(toFields('x'.repeat(mostInForm))).toHaveLength(5);
  expect(toFields('x'.repeat(mostInForm + 1))).toBeUndefined();
});
