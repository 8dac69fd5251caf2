import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../../src/bot/commands/command.ts';
import { fileOption, roleOption, roomOption } from '../../../src/bot/commands/options.ts';
import { readOptions } from '../../../src/bot/commands/read-options.ts';
import { commandList, describeOptions, readWritten } from '../../../src/bot/index.ts';
import { startCommands } from './caller.ts';

const bench = defineCommand({
  name: 'bench try',
  description: 'Everything that an option can be',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({
    what: z.string().trim().min(1).max(80).describe('A text'),
    file: fileOption(10).describe('A file'),
    count: z.int().min(1).max(9).default(3).describe('A whole number'),
    share: z.number().min(0).max(1).optional().describe('A number'),
    really: z.boolean().optional().describe('Yes or no'),
    size: z.enum(['small', 'large']).optional().describe('A choice'),
    room: roomOption().optional().describe('A room'),
    role: roleOption().optional().describe('A role'),
  }),
  suggest: { what: async () => [] },
  run: async () => ({ text: '' }),
});

describe('the options of a command', () => {
  test('are told as a plain list', () => {
    expect(describeOptions(bench)).toEqual([
      { name: 'what', kind: 'text', description: 'A text', required: true, min: 1, max: 80, suggests: true },
      { name: 'file', kind: 'file', description: 'A file', required: true, max: 10, suggests: false },
      {
        ...{ name: 'count', kind: 'integer', description: 'A whole number', required: false },
        ...{ min: 1, max: 9, default: 3, suggests: false },
      },
      { name: 'share', kind: 'number', description: 'A number', required: false, min: 0, max: 1, suggests: false },
      { name: 'really', kind: 'boolean', description: 'Yes or no', required: false, suggests: false },
      {
        ...{ name: 'size', kind: 'choice', description: 'A choice', required: false },
        ...{ choices: ['small', 'large'], suggests: false },
      },
      { name: 'room', kind: 'room', description: 'A room', required: false, suggests: false },
      { name: 'role', kind: 'role', description: 'A role', required: false, suggests: false },
    ]);
  });

  test('come to the handler as they were declared', () => {
    const file = { name: 'a.txt', bytes: new Uint8Array(10) };
    expect(readOptions(bench, { what: ' this ', file, size: 'small' })).toEqual({
      what: 'this',
      file,
      count: 3,
      size: 'small',
    });
  });

  test.each([
    [{}, '`what` is missing; expected a text of 1 to 80 characters.'],
    [{ what: '  ' }, '`what` is empty; expected a text of 1 to 80 characters.'],
    [{ what: 'x'.repeat(81) }, '`what` has 81 characters; expected a text of 1 to 80 characters.'],
    [{ what: 7 }, '`what` is 7; expected a text of 1 to 80 characters.'],
    [{ count: 12 }, '`count` is 12; expected a whole number from 1 to 9.'],
    [{ count: 1.5 }, '`count` is 1.5; expected a whole number from 1 to 9.'],
    [{ share: -1 }, '`share` is -1; expected a number from 0 to 1.'],
    [{ really: 'maybe' }, '`really` is “maybe”; expected yes or no.'],
    [{ size: '**huge**' }, '`size` is “\\*\\*huge\\*\\*”; expected one of small, large.'],
    [{ room: { id: 1 } }, '`room` is something else; expected a room of this community.'],
    [{ file: 'a.txt' }, '`file` is “a.txt”; expected a file of at most 10 bytes.'],
    [
      { file: { name: 'a', bytes: new Uint8Array(2_500_000) } },
      '`file` has 2.5 MB; expected a file of at most 10 bytes.',
    ],
    [{ whta: 1 }, '`/bench try` has no option “whta”; it has `what`, `file`, `count`'],
    ['nonsense', '`/bench try` takes the options `what`, `file`, `count`'],
    [null, '`/bench try` takes the options `what`, `file`, `count`'],
  ])('that are %j are refused with what was expected', (raw, sentence) => {
    expect(() => readOptions(bench, raw)).toThrow(
      expect.objectContaining({ code: 'bad-option', memberText: expect.stringContaining(sentence) }),
    );
  });

  test('are refused in sentences whatever they are, and what was given stays out of the log', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        try {
          readOptions(bench, raw);
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad-option', memberText: expect.stringMatching(/\.$/) });
        }
      }),
    );
    expect(() => readOptions(bench, { what: 'my password', count: 'my password' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('password') }),
    );
  });

  test('may be written out where everything is', () => {
    expect(readWritten({ kind: 'integer' }, ' 12 ')).toBe(12);
    expect(readWritten({ kind: 'number' }, '-0.5')).toBe(-0.5);
    expect(readWritten({ kind: 'integer' }, '1e9')).toBe('1e9');
    expect(readWritten({ kind: 'boolean' }, 'On')).toBe(true);
    expect(readWritten({ kind: 'boolean' }, 'no')).toBe(false);
    expect(readWritten({ kind: 'boolean' }, 'perhaps')).toBe('perhaps');
    expect(readWritten({ kind: 'text' }, ' yes ')).toBe(' yes ');
  });
});

describe('every command', () => {
  test.each(commandList.map((command) => [command.name, command] as const))('%s fits every platform', (_, command) => {
    const { name, description, menu, suggest = {} } = command;
    const options = describeOptions(command);
    expect(name).toMatch(/^[a-z]{2,32}( [a-z]{2,32})?$/);
    expect(description.length).toBeLessThanOrEqual(100);
    expect(description).not.toMatch(/\.$/);
    expect(options.length).toBeLessThanOrEqual(25);
    for (const option of options) {
      expect(option.name).toMatch(/^[a-z][a-z-]{1,31}$/);
      expect(option.description).toMatch(/^.{3,100}$/);
      expect(option.choices?.length ?? 0).toBeLessThanOrEqual(25);
    }
    const isRequired = options.map(({ required }) => required);
    expect(isRequired).toEqual(isRequired.toSorted((one, other) => Number(other) - Number(one)));
    const names = options.map((option) => option.name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(suggest)));
    if (menu) expect(names).toContain(menu.fills);
  });

  test('has a name of its own, and no group’s', () => {
    const names = commandList.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const groups = new Set(names.flatMap((name) => (name.includes(' ') ? [name.split(' ')[0]] : [])));
    expect(names.filter((name) => groups.has(name))).toEqual([]);
  });
});

describe('who may use a command', () => {
  test('is decided by the community’s settings, too', async () => {
    const { store, refusal, say, calling } = await startCommands();
    const { call } = await calling();
    expect(await refusal('pause', { on: true }, { roleIds: ['wardens'] })).toBe(
      '`/pause` is for moderators; you are none of them here.',
    );
    await store.write((tx) =>
      tx.community.update({ where: { id: call.community.id }, data: { settings: { moderatorRoles: ['wardens'] } } }),
    );
    expect(await say('pause', { on: true }, { roleIds: ['wardens'] })).toMatch(/^I am silent everywhere here/);
  });

  test('is looked at before what they gave is', async () => {
    const { refusal } = await startCommands();
    expect(await refusal('pause', { on: 'nonsense' })).toMatch(/is for moderators/);
  });

  test('holds for what is shown of it, and for what completes it', async () => {
    const { commands, suggest } = await startCommands();
    expect(commands.visibleTo('everyone').map(({ name }) => name)).not.toContain('pause');
    expect(commands.visibleTo('moderator').map(({ name }) => name)).toContain('pause');
    expect(commands.find('pause')?.permission).toBe('moderator');
    expect(await suggest('ask', 'model', 'LLAMA')).toEqual([{ name: 'llama3.2:3b', value: 'llama3.2:3b' }]);
    expect(await suggest('ask', 'question', 'x')).toEqual([]);
    expect(await suggest('nothing', 'model', 'x')).toEqual([]);
  });

  test('a command that there is not is said to be none', async () => {
    const { refusal, commands } = await startCommands();
    expect(await refusal('nothing')).toMatch(/I do not know this command/);
    expect(commands.find('nothing')).toBeUndefined();
  });
});
