import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeCommands, registerCommands } from '../../../../src/adapters/discord/commands/index.ts';
import { areSameCommands } from '../../../../src/adapters/discord/commands/same-commands.ts';
import { defineCommand } from '../../../../src/bot/commands/command.ts';
import { roleOption, roomOption } from '../../../../src/bot/commands/options.ts';
import { type Command, commandList, ranks } from '../../../../src/bot/index.ts';
import { type Log, silentLog } from '../../../../src/log.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import { start } from '../../../stand-ins/discord/start-for-tests.ts';
import { commands } from './commands.ts';

const route = '/applications/{application_id}/commands';

async function startRegistering() {
  const started = await start();
  const client = await started.connect();
  const clock = createManualClock();
  const stop = new AbortController();
  const commandIds = new Map<string, string>();
  const warned: string[] = [];
  let warns = () => {};
  const log: Log = {
    ...silentLog,
    warn(event, facts) {
      warned.push(`${event} ${facts?.againInSeconds}`);
      warns();
    },
  };
  const nextWarning = () => new Promise<void>((resolve) => (warns = resolve));
  const register = (list: readonly Command[] = commands) =>
    registerCommands({
      rest: client.rest,
      applicationId: client.application.id,
      wanted: describeCommands(list),
      commandIds,
      clock,
      log,
      signal: stop.signal,
    });
  const puts = () => started.discord.requests.filter(({ method }) => method === 'PUT').length;
  return { ...started, client, clock, stop, commandIds, warned, nextWarning, register, puts };
}

test('commands are registered with one request, and not again while they are the same', async () => {
  const { register, puts, world, commandIds } = await startRegistering();
  await register();
  expect(puts()).toBe(1);
  expect(world.commands.size).toBe(describeCommands(commands).length);
  expect(commandIds.get('ask')).toBe([...world.commands.values()].find(({ name }) => name === 'ask')?.id);
  await register();
  expect(puts()).toBe(1);
});

test('all commands that Quorum has are taken', async () => {
  const { register, world, warned } = await startRegistering();
  await register(commandList);
  expect(warned).toEqual([]);
  expect(world.commands.size).toBe(describeCommands(commandList).length);
});

test('what changed is registered, and what is gone is taken away', async () => {
  const { register, puts, world } = await startRegistering();
  await register();
  const fewer = commands.filter(({ name }) => name !== 'stats');
  await register(fewer);
  expect(puts()).toBe(2);
  expect([...world.commands.values()].map(({ name }) => name)).not.toContain('stats');
  await register(fewer.map((each) => (each.name === 'ask' ? { ...each, permission: 'manager' as const } : each)));
  expect(puts()).toBe(3);
});

test('two processes that register at once come to the same', async () => {
  const { register, world } = await startRegistering();
  await Promise.all([register(), register()]);
  expect(areSameCommands(describeCommands(commands), [...world.commands.values()])).toBe(true);
});

test('a failure is told to the log, and tried again later', async () => {
  const { register, discord, clock, warned, nextWarning, puts } = await startRegistering();
  discord.faults.fail(`GET ${route}`, 403);
  discord.faults.fail(`PUT ${route}`, 400);
  const first = nextWarning();
  const registered = register();
  await first;
  const second = nextWarning();
  await clock.advance(5_000);
  await second;
  await clock.advance(10_000);
  await registered;
  expect(warned).toEqual([
    'Commands could not be registered with Discord. 5',
    'Commands could not be registered with Discord. 10',
  ]);
  expect(puts()).toBe(2);
});

test('nothing is waited for once Quorum stops', async () => {
  const { register, discord, stop, warned } = await startRegistering();
  const gate = discord.faults.hold(`GET ${route}`);
  const registered = register();
  await gate.reached;
  stop.abort();
  await registered;
  expect(warned).toEqual([]);
});

const word = fc.stringMatching(/^[a-z][a-z-]{0,9}$/);
const phrase = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '');
const option = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.nat(100), fc.integer({ min: 100, max: 9_000 })).map(([min, max]) => z.string().min(min).max(max)),
      fc.constant(z.string()),
      fc.uniqueArray(phrase, { minLength: 1, maxLength: 30 }).map((choices) => z.enum(choices)),
      fc.constant(z.boolean()),
      fc.constant(z.int()),
      fc.tuple(fc.integer({ min: -5, max: 0 }), fc.nat(50)).map(([min, max]) => z.int().min(min).max(max)),
      fc
        .tuple(fc.double({ min: -1, max: 0, noNaN: true }), fc.nat(9))
        .map(([min, max]) => z.number().min(min).max(max)),
      fc.constant(roomOption()),
      fc.constant(roleOption()),
    ),
    phrase,
    fc.boolean(),
  )
  .map(([type, about, isOptional]) => (isOptional ? type.optional().describe(about) : type.describe(about)));

const command = fc
  .record({
    name: word,
    description: phrase,
    permission: fc.constantFrom(...ranks),
    isPrivate: fc.boolean(),
    options: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}[A-Z]?[a-z]{0,3}$/), option, {
      maxKeys: 4,
      noNullPrototype: true,
    }),
    hasMenu: fc.boolean(),
  })
  .map(({ options, hasMenu, ...rest }) =>
    defineCommand({
      ...rest,
      options: z.object(options),
      ...(hasMenu && { menu: { label: `Menu ${rest.name}`, on: 'message', fills: 'text' } }),
      run: async () => ({ text: 'Done.' }),
    }),
  );
const list = fc
  .uniqueArray(command, { selector: ({ name }) => name, minLength: 1, maxLength: 5 })
  .map((all) => all.map((each, at) => (at > 0 && at < 3 ? { ...each, name: `group ${each.name}` } : each)));

test('what Discord echoes is what was wanted, and a change of any of it is seen', async () => {
  const { client, api } = await startRegistering();
  const path = `/applications/${client.application.id}/commands`;
  await fc.assert(
    fc.asyncProperty(list, phrase, async (commandsOfAny, other) => {
      const wanted = describeCommands(commandsOfAny);
      await client.rest.put(`/applications/${client.application.id}/commands`, { body: wanted });
      const echoed = z.array(z.looseObject({})).parse(await (await api('GET', path)).json());
      expect(areSameCommands(wanted, echoed)).toBe(true);
      expect(areSameCommands(wanted.toReversed(), echoed)).toBe(true);
      expect(areSameCommands(wanted.slice(1), echoed)).toBe(false);
      const changed = describeCommands(
        commandsOfAny.map((each) => ({ ...each, description: `${each.description} ${other}` })),
      );
      expect(areSameCommands(changed, echoed)).toBe(false);
    }),
    { numRuns: 10 },
  );
});
