import { ApplicationCommandOptionType as Type } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describeCommands } from '../../../../src/adapters/discord/commands/index.ts';
import { defineCommand } from '../../../../src/bot/commands/command.ts';
import type { Command } from '../../../../src/bot/index.ts';
import { commands } from './commands.ts';

const described = describeCommands(commands);
const named = (name: string) => described.find((each) => each.name === name);

describe('a command', () => {
  test('of one word is a command of Discord’s, whose required options come first', () => {
    expect(named('ask')).toMatchObject({
      type: 1,
      description: 'Ask a question',
      options: [
        { name: 'question', type: Type.String, required: true, min_length: 1, max_length: 6000 },
        { name: 'model', type: Type.String, required: false },
        { name: 'private', type: Type.Boolean, required: false },
      ],
    });
    const late = command({ options: z.object({ first: z.string().optional(), second: z.string() }) });
    expect(describeCommands([late])).toMatchObject([{ options: [{ name: 'second' }, { name: 'first' }] }]);
  });

  test('of two words is a subcommand', () => {
    expect(named('knowledge')).toMatchObject({
      description: 'search, retire, import',
      options: [
        {
          name: 'search',
          type: Type.Subcommand,
          options: [
            { name: 'words', autocomplete: true },
            { name: 'most-results', type: Type.Integer, min_value: 1, max_value: 20 },
            { name: 'kind', choices: [{ name: 'pair', value: 'pair' }, { name: 'passage' }] },
          ],
        },
        { name: 'retire' },
        { name: 'import', options: [{ name: 'file', type: Type.Attachment }] },
      ],
    });
  });

  test('of one word cannot have subcommands beside it', () => {
    expect(() => describeCommands([command({ name: 'a' }), command({ name: 'a b' })])).toThrow(
      'cannot be called alone',
    );
  });

  test('on messages has a menu besides', () => {
    expect(described.filter(({ type }) => type === 3)).toMatchObject([
      { name: 'Ask Quorum about this', contexts: [0, 1] },
      { name: 'Why this answer?' },
      { name: 'Report this answer' },
      { name: 'Correct this answer' },
    ]);
  });

  test('is shown by the permission that its rank is at Discord, its group by the least of them', () => {
    const asked = described.map(({ name, default_member_permissions: needed }) => [name, needed]);
    expect(Object.fromEntries(asked)).toMatchObject({
      ask: null,
      gaps: null,
      knowledge: null,
      settings: '32',
    });
    const moderators = [
      command({ name: 'a b', permission: 'manager' }),
      command({ name: 'a c', permission: 'moderator' }),
    ];
    expect(describeCommands(moderators)).toMatchObject([{ default_member_permissions: '8192' }]);
  });

  test('is offered in direct messages only where it makes sense to somebody alone', () => {
    const direct = described.filter(({ contexts }) => contexts?.includes(1)).map(({ name }) => name);
    expect(direct).toEqual([
      'ask',
      'why',
      'problem',
      'feedback',
      'Ask Quorum about this',
      'Why this answer?',
      'Report this answer',
    ]);
    expect(described.every(({ integration_types: types }) => types?.join() === '0')).toBe(true);
  });

  test('with long words has them cut to what Discord takes', () => {
    const long = 'x'.repeat(300);
    const options = z.object({
      of: z.enum([long.slice(0, 100), 'b']).describe(long),
      any: z.int().describe('A number'),
    });
    expect(describeCommands([command({ description: long, options })])).toMatchObject([
      { description: `${'x'.repeat(99)}…`, options: [{ description: `${'x'.repeat(99)}…` }, { type: Type.Integer }] },
    ]);
  });
});

function command(own: Partial<Command>): Command {
  return defineCommand({
    name: 'do',
    description: 'Do it',
    permission: 'everyone',
    isPrivate: false,
    options: z.object({}),
    run: async () => ({ text: 'Done.' }),
    ...own,
  });
}
