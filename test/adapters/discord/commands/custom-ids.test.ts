import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandRows } from '../../../../src/adapters/discord/commands/buttons.ts';
import {
  draftDecisions,
  type Press,
  readCustomId,
  writeCustomId,
} from '../../../../src/adapters/discord/commands/custom-ids.ts';

const id = fc.uuid();
const command = fc
  .array(fc.stringMatching(/^[a-z-]{1,10}$/), { minLength: 1, maxLength: 2 })
  .map((words) => words.join(' '));
const value = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean());
const options = fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,6}$/), value, { maxKeys: 2, noNullPrototype: true });

const press: fc.Arbitrary<Press> = fc.oneof(
  fc.record({ kind: fc.constant('stop' as const), questionId: id }),
  fc.record({ kind: fc.constantFrom('feedback' as const, 'why' as const), answerId: id }),
  fc.record({ kind: fc.constant('draft' as const), decision: fc.constantFrom(...draftDecisions), draftId: id }),
  fc.record({ kind: fc.constant('dm' as const), messageId: fc.bigInt(0n, 10n ** 19n).map(String) }),
  fc
    .record({ kind: fc.constant('command' as const), command, options, isForm: fc.boolean(), isTurn: fc.boolean() })
    .map(({ isForm, isTurn, ...pressed }) => ({
      ...pressed,
      ...(isForm && { opensForm: true as const }),
      ...(isTurn && { turns: true as const }),
    })),
);

test('what is written into a custom id is read from it again, or does not fit and is refused', () => {
  fc.assert(
    fc.property(press, (meant) => {
      let customId: string;
      try {
        customId = writeCustomId(meant);
      } catch (error) {
        expect(error).toMatchObject({ code: 'unfit-button' });
        expect(meant.kind).toBe('command');
        return;
      }
      expect(customId.length).toBeLessThanOrEqual(100);
      expect(readCustomId(customId)).toEqual(meant);
    }),
  );
});

test('any text is read as nothing, or as what writes the same', () => {
  const prefix = fc.constantFrom(
    '',
    'stop:',
    'feedback:',
    'why:',
    'draft:',
    'draft:send:',
    'dm:',
    'command1:',
    'command1:[',
    'turn1:',
    'turnform1:[',
  );
  fc.assert(
    fc.property(prefix, fc.string({ maxLength: 90 }), (before, text) => {
      const read = readCustomId(before + text);
      if (read && read.kind !== 'command') expect(writeCustomId(read)).toBe(before + text);
    }),
  );
});

test.each([
  'stop',
  'stop:',
  'stop:1:2',
  'stop:../etc',
  'feedback:a b',
  'draft:approve:1',
  'dm:<@1>',
  'constructor:1',
  '__proto__:1',
  'command2:["help",{}]',
  'command1:',
  'command1:{',
  'command1:["help"]',
  'command1:["help",{},1]',
  'command1:["rm -rf /",{}]',
  'command1:["help",{"a b":1}]',
  'command1:["help",{"a":{"b":1}}]',
  'command1:["help",{"a":null}]',
])('"%s" means nothing', (customId) => {
  expect(readCustomId(customId)).toBeUndefined();
});

test('a button whose options do not fit is refused where it is made', () => {
  const button = { label: 'Go', style: 'plain', command: 'knowledge edit', options: { text: 'x'.repeat(80) } } as const;
  expect(() => commandRows([button])).toThrow('does not fit');
  expect(commandRows([{ ...button, options: { text: 'x'.repeat(40) } }])).toHaveLength(1);
});
