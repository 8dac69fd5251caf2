import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createWebApp } from '../../../src/adapters/web/index.ts';
import type { Command, CommandReply } from '../../../src/bot/index.ts';
import { createLog } from '../../../src/log.ts';
import { startCommands } from '../../bot/commands/caller.ts';
import { declare, fileOption, roleOption, roomOption } from './declared-commands.ts';
import { declaredCommands, webOptions } from './playground.ts';
import { createScriptedBot } from './scripted-bot.ts';
import { ownPort, visit } from './visit.ts';

function open(...list: Command[]) {
  const lines: string[] = [];
  const log = createLog({ level: 'info', json: true, now: () => 0, write: (line) => lines.push(line) });
  const scripted = createScriptedBot();
  const web = createWebApp({ ...webOptions(scripted), ownPort, log, commands: declaredCommands(...list) });
  return { visitor: visit(web), lines, scripted };
}

/** The page before a Quorum that is one: its own commands, over a store. */
async function openReal() {
  const quorum = await startCommands({ answer: () => 'Because.' });
  const web = createWebApp({ ...webOptions(createScriptedBot()), bot: quorum.bot, ownPort, commands: quorum.commands });
  const visitor = visit(web);
  return {
    ...quorum,
    visitor,
    async run(name: string, options: Record<string, unknown> = {}) {
      const response = await visitor.request('POST', `/api/commands/${encodeURIComponent(name)}`, { options });
      return { status: response.status, said: saidOf.parse(await response.json()) };
    },
  };
}

const namesOf = z.array(z.looseObject({ name: z.string() }));
/** No more of a reply than is looked into here. */
const saidOf = z.looseObject({
  text: z.string().optional(),
  buttons: z.array(z.unknown()).optional(),
  files: z.array(z.looseObject({ base64: z.string() })).optional(),
});

const says = (reply: CommandReply) => async () => reply;

describe('what can be run', () => {
  test('is told with its options, as fields of a form', async () => {
    const options = z.object({
      what: z.string().max(40).describe('What to draw'),
      size: z.int().min(1).max(9).default(3).describe('How large'),
      file: fileOption(1000).optional().describe('What from'),
      room: roomOption().optional().describe('Where'),
      role: roleOption().optional().describe('For whom'),
    });
    const suggest = { what: async () => [] };
    const { visitor } = open(declare({ name: 'draw it', options, suggest, run: says({ text: 'Drawn.' }) }));
    const fields = [
      { name: 'what', kind: 'text', required: true, suggests: true, max: 40 },
      { name: 'size', kind: 'integer', required: false, suggests: false, min: 1, max: 9, default: 3 },
      { name: 'file', kind: 'file', required: false, suggests: false, max: 1000 },
      { name: 'room', kind: 'choice', required: false, suggests: false, choices: ['playground'] },
      { name: 'role', kind: 'choice', required: false, suggests: false, choices: [] },
    ];
    const told = await (await visitor.get('/api/commands')).json();
    expect(told).toEqual([
      {
        name: 'draw it',
        description: 'Does something',
        options: fields.map((field) => ({ ...field, description: expect.any(String) })),
      },
    ]);
  });

  test('is all that there is: whoever sits at this machine runs Quorum', async () => {
    const { visitor, commands } = await openReal();
    const told = namesOf.parse(await (await visitor.get('/api/commands')).json());
    expect(told.map(({ name }) => name)).toEqual(commands.list.map(({ name }) => name));
  });
});

describe('a form that a button opens', () => {
  test('asks for some of a command’s options, with what stands in them already', async () => {
    const options = z.object({
      entry: z.string().describe('Which'),
      text: z.string().max(500).optional().describe('What is right'),
    });
    const edit = declare({
      name: 'edit',
      options,
      form: async ({ entry }) => ({
        title: 'Edit it',
        fields: [{ option: 'text', label: 'What is right', value: `As ${entry} has it`, isRequired: true }],
      }),
      run: says({ text: 'Edited.' }),
    });
    const { visitor } = open(edit, declare({ name: 'ping', run: says({ text: 'There.' }) }));
    expect(await (await visitor.get('/api/commands/edit/form?with.entry=7')).json()).toEqual({
      name: 'edit',
      description: 'Edit it',
      options: [
        {
          ...{ name: 'text', label: 'What is right', kind: 'text', description: '', required: true, max: 500 },
          ...{ default: 'As 7 has it', suggests: false },
        },
      ],
    });
    expect((await visitor.get('/api/commands/ping/form')).status).toBe(404);
    expect((await visitor.get('/api/commands/pong/form')).status).toBe(404);
  });
});

describe('running a command', () => {
  test('does what it says, in the room of the page and by the visitor', async () => {
    const { run, store } = await openReal();
    expect(await run('level', { level: 'expert' })).toMatchObject({
      status: 200,
      said: { text: expect.stringContaining('**expert**'), pictures: [], files: [], buttons: [] },
    });
    expect(await store.read.membership.findMany()).toMatchObject([{ level: 'expert' }]);
    expect((await run('settings set', { setting: 'mode', value: 'help', room: 'playground' })).said.text).toContain(
      '`mode` in [\\#playground](room:playground) is **help** now',
    );
    expect(await store.read.feedItem.findMany()).toMatchObject([{ actor: 'the page', kind: 'settings.changed' }]);
    const paused = await run('pause', { on: true });
    expect(paused.said.buttons).toEqual([
      { label: 'Wake Quorum', style: 'good', command: 'pause', options: { on: false } },
    ]);
  });

  test('tells an option that is not as it should be, beside its name', async () => {
    const { run } = await openReal();
    expect(await run('settings set', { setting: 'quorum', value: 'many' })).toEqual({
      status: 400,
      said: { error: '`quorum` cannot be “many”; expected a whole number from 1 to 100.' },
    });
    expect(await run('level', {})).toEqual({
      status: 400,
      said: { error: '`level` is missing; expected one of novice, regular, expert.' },
    });
    expect((await run('fly')).status).toBe(404);
  });

  test('a file goes in as it is, and pictures and files come out as they are', async () => {
    const options = z.object({ file: fileOption().describe('What from') });
    const png = Uint8Array.of(137, 80, 78, 71);
    const { visitor } = open(
      declare({
        name: 'draw',
        options,
        run: async ({ file: { name, bytes } }) => ({
          text: `${name}: ${bytes.length}`,
          pictures: [{ name: 'a.png', png, alt: 'A line' }],
          files: [{ name, type: 'text/plain', bytes }],
        }),
      }),
    );
    const bytes = Buffer.alloc(8_000_000, 7);
    const file = { name: 'in.txt', base64: bytes.toString('base64') };
    const response = await visitor.request('POST', '/api/commands/draw', { options: { file } });
    expect(response.status).toBe(200);
    const { files, ...rest } = saidOf.parse(await response.json());
    expect(rest).toEqual({
      text: 'in.txt: 8000000',
      pictures: [{ name: 'a.png', alt: 'A line', base64: Buffer.from(png).toString('base64') }],
      buttons: [],
    });
    expect(bytes.equals(Buffer.from(files?.[0]?.base64 ?? '', 'base64'))).toBe(true);
  });

  test.each([
    ['is no JSON', '{'],
    ['has a field too many', { options: {}, rank: 'manager' }],
    ['has an option that is a list', { options: { file: [] } }],
    ['has a file that is no base64', { options: { file: { name: 'a', base64: 'öööö' } } }],
    ['has a file that is too large', { options: { file: { name: 'a', base64: 'A'.repeat(10_666_672) } } }],
  ])('is not begun where the request %s', async (_, body) => {
    const { visitor } = open(
      declare({
        name: 'draw',
        options: z.object({ file: fileOption().describe('What from') }),
        run: async () => {
          throw new Error('It was begun.');
        },
      }),
    );
    const response = await visitor.request('POST', '/api/commands/draw', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining('cannot be read') });
  });

  test('a body beyond all measure is not read to its end', async () => {
    const { visitor } = open();
    expect((await visitor.request('POST', '/api/commands/draw', 'x'.repeat(12_000_000))).status).toBe(413);
  });

  test('what breaks is told without saying how; the log says it', async () => {
    const { visitor, lines } = open(
      declare({
        name: 'break',
        run: async () => {
          throw new Error('The disk is on fire.');
        },
      }),
    );
    const response = await visitor.request('POST', '/api/commands/break', { options: {} });
    expect([response.status, await response.json()]).toEqual([500, { error: 'That did not work. The log says why.' }]);
    expect(lines.join('\n')).toContain('The disk is on fire.');
  });

  test('a question is handed to the page, which asks it, with what was wished of it', async () => {
    const { run } = await openReal();
    const { said } = await run('ask', { question: 'Why?', role: 'coder', model: 'tiny', private: true });
    expect(said).toEqual({ question: { text: 'Why?', role: 'coder', model: 'tiny', isPrivate: true } });

    const { visitor, scripted } = open();
    await visitor.ask('Why?', { role: 'coder', model: 'tiny', isPrivate: true });
    const { question } = await scripted.turn(0);
    expect(question.wish).toEqual({ role: 'coder', model: 'tiny' });
    expect(question.room).toEqual({
      platformId: `private:${question.memberId}`,
      kind: 'dm',
      name: 'private',
      open: false,
    });
  });
});

test('how far a command is, whoever runs it sees in each of their tabs: the newest alone', async () => {
  const { visitor, scripted } = open(
    declare({
      name: 'count',
      async run(_, { progress }) {
        for (const each of ['One …', 'Two …', 'Three …']) progress(each);
        return { text: 'Counted.' };
      },
    }),
  );
  const tab = await visitor.openTab();
  const runId = crypto.randomUUID();
  expect((await visitor.request('POST', '/api/commands/count', { runId, options: {} })).status).toBe(200);
  expect((await visitor.request('POST', '/api/commands/count', { options: {} })).status).toBe(200);
  await visitor.ask('And then?');
  await scripted.turn(0);
  expect(await tab.read()).toEqual({ type: 'progress', runId, sentence: 'Three …' });
  expect(await tab.read()).toMatchObject({ type: 'asked' });
});

test('what a command deletes leaves every tab, and does not come back', async () => {
  const { visitor, run, store } = await openReal();
  const tab = await visitor.openTab();
  await visitor.ask('Why is the sky blue?');
  await tab.next('answered');
  expect((await run('forget', { confirm: true })).said.text).toMatch(/^Deleted in Playground: \*\*1 question\*\*/);
  expect((await tab.next('room')).room.exchanges).toEqual([]);
  expect((await visitor.openTab()).room.exchanges).toEqual([]);
  expect(await store.read.question.count()).toBe(0);
});

test('what a command leaves alone stays as it is', async () => {
  const { visitor, run } = await openReal();
  const tab = await visitor.openTab();
  await visitor.ask('Why is the sky blue?');
  await tab.next('answered');
  await run('help');
  expect((await visitor.openTab()).room.exchanges).toMatchObject([{ phase: 'answered', text: 'Because.' }]);
});

describe('completing an option', () => {
  test('knows what was given to the others', async () => {
    const { visitor } = await openReal();
    const suggest = async (query: string) =>
      (await visitor.get(`/api/commands/settings%20set/suggest?${query}`)).json();
    expect(await suggest('option=value&typed=hel&with.setting=mode')).toEqual([{ name: 'help', value: 'help' }]);
    expect(await suggest('option=value&typed=hel')).toEqual([]);
    expect(await suggest('option=nothing&typed=')).toEqual([]);
  });
});

describe('who may come in', () => {
  test.each([
    ['GET', '/api/commands'],
    ['GET', '/api/commands/draw/suggest?option=what&typed='],
    ['POST', '/api/commands/draw'],
  ])('%s %s: nobody who calls this machine by another name, and no other page', async (method, path) => {
    let count = 0;
    const { visitor } = open(
      declare({
        name: 'draw',
        suggest: {
          what: async () => {
            count += 1;
            return [];
          },
        },
        run: async () => {
          count += 1;
          return { text: 'Drawn.' };
        },
      }),
    );
    const body = method === 'POST' ? { options: {} } : undefined;
    expect((await visitor.request(method, path, body, { host: 'evil.example:7575' })).status).toBe(421);
    expect((await visitor.request(method, path, body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(count).toBe(0);
    expect((await visitor.request(method, path, body)).status).toBe(200);
    if (method === 'GET') return;
    expect((await visitor.request(method, path, body, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await visitor.request(method, path, '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect(count).toBe(1);
  });
});
