import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { terminal } from '../../../src/adapters/cli/ask.ts';
import { declareCommands } from '../../../src/adapters/cli/commands/declare.ts';
import type { CliParts, OpenKnowledge, OpenQuorum } from '../../../src/adapters/cli/index.ts';
import { declareProgram, runCli } from '../../../src/adapters/cli/program.ts';
import { defineCommand } from '../../../src/bot/commands/command.ts';
import { fileOption, roomOption } from '../../../src/bot/commands/options.ts';
import { commandList, createCommands, describeOptions, upsertRoom } from '../../../src/bot/index.ts';
import { startCommands } from '../../bot/commands/caller.ts';
import { createTerminal } from './terminal.ts';

/** What the terminal has otherwise, and why. */
const exceptions: Record<string, string> = {
  help: 'commander’s own lists all that a terminal has',
  'ask private': 'nobody else looks at a terminal',
  'knowledge add audience': '--room: a terminal is in no room of the community',
  'knowledge edit audience': '--room and --whole-community',
  'knowledge import audience': '--room',
  'knowledge export audience': '--room',
  'knowledge import file': 'a path, an address, or -',
  'knowledge import forum': 'a terminal is on no chat whose forums could be read',
};

test('every command of the registry is in the terminal, and so is each of its options', () => {
  // Nothing is run, so nothing is asked of the parts.
  const program = declareProgram({ io: createTerminal().io } as CliParts, () => {});
  const missing = commandList.flatMap((command) => {
    const line = command.name
      .split(' ')
      .reduce<Command | undefined>((within, word) => within?.commands.find((each) => each.name() === word), program);
    if (!line) return [command.name];
    const names = [
      ...line.registeredArguments.map((argument) => argument.name()),
      ...line.options.map((option) => option.name()),
    ];
    const options = describeOptions(command).filter(({ name }) => !names.includes(name));
    return options.map(({ name }) => `${command.name} ${name}`);
  });
  expect(missing.sort()).toEqual(Object.keys(exceptions).sort());
});

/** A terminal where Quorum runs in this process. */
async function startTerminal() {
  const quorum = await startCommands({ answer: () => 'Because.' });
  const { store, commands, bot, hosts, answering, clock } = quorum;
  const { call } = await quorum.calling();
  const open: OpenQuorum = {
    ...{ bot, hosts, answering, commands },
    community: { platform: 'test', platformId: 'community', name: 'Test' },
    // The commands under test use no more of it.
    knowledge: { communityId: call.community.id, rooms: () => store.read.room.findMany() } as unknown as OpenKnowledge,
    room: () => store.write((tx) => upsertRoom(tx, call.community.id, terminal, new Date(clock.now()))),
    close: async () => {},
  };
  return {
    ...quorum,
    open,
    async type(...argv: string[]) {
      const { io, written } = createTerminal({ isTTY: false });
      const parts = { io, newId: () => `typed ${argv.join(' ')}`, loadConfig: () => ({}), open: async () => open };
      // The commands under test use no more of them.
      const code = await runCli(argv, parts as unknown as CliParts);
      return { code, ...(await written()) };
    },
  };
}

describe('a command of the registry', () => {
  test('is typed, and says what it did as plain text', async () => {
    const { type, store } = await startTerminal();
    expect(await type('pause', 'on')).toEqual({
      code: 0,
      stdout: 'I am silent everywhere here: the operator paused me, 2023-11-14 22:13 UTC.\n',
      stderr: 'Wake Quorum: npm run -s quorum -- pause no\n',
    });
    await type('pause', 'no');
    expect((await type('settings', 'set', 'moderators-room', '--room', '#General')).stdout).toMatch(
      /^moderators-room is #general now\.\n/,
    );
    expect((await type('settings', 'set', 'quorum', '--value', '3')).stdout).toMatch(/^quorum is 3 members now\./);
    expect((await type('settings', 'show')).stdout).toMatch(
      /In #terminal\n[\s\S]*- quorum: 3 members, set for the community\n[\s\S]*npm run -s quorum -- settings set changes/,
    );
    const feed = await type('feed', '--topic', 'settings', '--json');
    expect(JSON.parse(feed.stdout)).toMatchObject({ text: expect.stringContaining('**the operator**: `quorum`') });
    await type('level', 'expert');
    expect(await store.read.membership.findMany()).toMatchObject([{ level: 'expert' }]);
  });

  test('says what to type next, and does it when it is typed', async () => {
    const { type, store, ask } = await startTerminal();
    await ask('Why is the sky blue?', { platform: 'cli', memberId: 'tester' });
    const asked = await type('forget');
    expect(asked.stdout).toMatch(/^This deletes in Test, for good: 1 question, 1 answer\./);
    expect(asked.stderr).toBe('Delete 1 question, 1 answer: npm run -s quorum -- forget --confirm\n');
    expect((await type('forget', '--confirm')).stdout).toMatch(/^Deleted in Test: 1 question, 1 answer\./);
    expect(await store.read.question.count()).toBe(0);
  });

  test('that is typed wrongly is refused with what was expected', async () => {
    const { type } = await startTerminal();
    expect(await type('settings', 'set', 'quorum', '--value', 'many')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'quorum cannot be “many”; expected a whole number from 1 to 100.\n',
    });
    expect(await type('pause', 'perhaps')).toMatchObject({ code: 2, stderr: 'on is “perhaps”; expected yes or no.\n' });
    expect(await type('level', 'wizard')).toMatchObject({ code: 2, stderr: expect.stringContaining('novice') });
    expect(await type('level')).toMatchObject({ code: 2, stderr: expect.stringContaining('level') });
    expect(await type('settings', 'show', '--room', 'kitchen')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no room called kitchen.'),
    });
    expect(await type('problem', '--what', 'x', '--answer', 'none')).toMatchObject({ code: 1 });
  });

  test('takes files by their path, and leaves pictures where the terminal stands', async () => {
    const { open, folder, bot } = await startTerminal();
    mkdirSync(join(folder, 'here'));
    writeFileSync(join(folder, 'here', 'in.txt'), 'four');
    const before = process.cwd();
    process.chdir(join(folder, 'here'));
    onTestFinished(() => process.chdir(before));
    const draw = defineCommand({
      ...{ name: 'draw', description: 'Draw a file', permission: 'manager', isPrivate: true },
      options: z.object({
        file: fileOption().describe('What to draw'),
        where: roomOption().optional().describe('Where'),
      }),
      async run({ file, where }) {
        const png = Buffer.from(`${file.name} ${file.bytes.length} ${where}`);
        return { text: 'Drawn.', pictures: [{ name: 'stats.png', png, alt: 'A **line**' }] };
      },
    });
    const type = async (...argv: string[]) => {
      const { io, written } = createTerminal({ isTTY: false });
      const line = new Command('quorum').exitOverride();
      const commands = createCommands(partsWith(bot), [draw]);
      const using = async (work: (quorum: OpenQuorum) => Promise<number>) => void (await work({ ...open, commands }));
      // The commands under test use no more of them.
      declareCommands(line, { io } as CliParts, using, [draw]);
      await line.parseAsync(argv, { from: 'user' });
      return written();
    };
    expect(await type('draw', 'in.txt', '--where', 'general')).toEqual({
      stdout: 'Drawn.\n',
      stderr: 'A line\nWritten to stats.png\n',
    });
    expect(readFileSync('stats.png', 'utf8')).toBe('in.txt 4 general');
    expect((await type('draw', 'in.txt')).stderr).toContain('Written to stats-2.png');
    expect(existsSync('stats-2.png')).toBe(true);
    await expect(type('draw', 'out.txt')).rejects.toMatchObject({ code: 'cannot-read' });
  });
});

/** What a registry needs for a command that uses none of it. */
function partsWith(bot: OpenQuorum['bot']) {
  return { bot } as unknown as Parameters<typeof createCommands>[0];
}
