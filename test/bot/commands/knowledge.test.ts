import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startCommands } from './caller.ts';

const moderator = { rank: 'moderator', member: 'grace' } as const;
const inStaff = { ...moderator, room: 'staff' } as const;
const defrost = { question: 'How do I defrost the server?', answer: 'Use the **heater**.' };
const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });

/** The id that a reply shows. */
function idIn(text: string): string {
  const [, id = ''] = /`([0-9a-f]{8})`/.exec(text) ?? [];
  return id;
}

describe('what is taught', () => {
  test('in an open room is found and shown everywhere, edited and taken out', async () => {
    const { say, refusal, suggest, store } = await startCommands();
    const added = await say('knowledge add', { ...defrost, url: 'https://example.org/frost' }, moderator);
    expect(added).toMatch(
      /^I know now: \*\*How do I defrost the server\?\*\*.*\nThe whole community may be told of it\.$/,
    );
    const entry = idIn(added);
    expect(await say('knowledge search', { question: 'defrost the server' }, { room: 'staff' })).toMatch(
      /^1\. ✔ \*\*How do I defrost the server\?\*\* · 100 % · `[0-9a-f]{8}` · <https:\/\/example\.org\/frost> *\n {3}Use the \\\*\\\*heater/,
    );
    expect(await say('knowledge show', { entry })).toContain('\n\nUse the **heater**.');
    expect(await suggest('knowledge edit', 'entry', 'defrost', moderator)).toMatchObject([{ name: defrost.question }]);
    expect(await suggest('knowledge edit', 'entry', 'defrost')).toEqual([]);
    const edited = await say('knowledge edit', { entry, answer: 'Use a hair dryer.', url: '-' }, moderator);
    expect(edited).toMatch(/^Changed the answer, the link: \*\*How do I defrost the server\?\*\* \(now/);
    expect(await say('knowledge show', { entry: idIn(edited) })).toMatch(/\n\nUse a hair dryer\.$/);
    expect(await refusal('knowledge edit', { entry }, moderator)).toMatch(/^What should change\?/);
    expect(await say('knowledge retire', { entry: idIn(edited) }, moderator)).toMatch(/^Taken out: /);
    expect(await say('knowledge search', { question: 'defrost the server' })).toMatch(/^Nothing that is known here/);
    expect(await refusal('knowledge show', { entry })).toMatch(/^I know no entry/);
    expect(await say('knowledge show', { entry }, moderator)).toContain('another entry says it now');
    expect(
      (await store.read.feedItem.findMany({ orderBy: { id: 'asc' } })).map(({ kind, actor }) => [kind, actor]),
    ).toEqual([
      ['knowledge.added', 'grace'],
      ['knowledge.edited', 'grace'],
      ['knowledge.retired', 'grace'],
    ]);
  });

  test('in a room that is not open stays there, and says so', async () => {
    const { say, refusal, suggest } = await startCommands();
    const added = await say('knowledge add', defrost, inStaff);
    expect(added).toContain('Only [\\#staff](room:staff) may be told of it, as what is said in this room stays in it');
    const entry = idIn(added);
    const question = { question: 'defrost the server' };
    expect(await say('knowledge search', question, inStaff)).toContain('defrost');
    expect(await say('knowledge show', { entry }, inStaff)).toContain('for staff alone');
    for (const room of ['general', 'other']) {
      const elsewhere = { ...moderator, room };
      expect(await say('knowledge search', question, elsewhere)).toMatch(/^Nothing that is known here/);
      expect(await suggest('knowledge show', 'entry', 'defrost', elsewhere)).toEqual([]);
      const unknown = await refusal('knowledge show', { entry: 'ffffffff' }, elsewhere);
      for (const command of ['knowledge show', 'knowledge retire', 'knowledge edit'])
        expect(await refusal(command, { entry }, elsewhere)).toBe(unknown.replace('ffffffff', entry));
      expect(await say('feed', {}, elsewhere)).toBe('Nothing has happened yet.');
    }
    expect(await say('feed', {}, inStaff)).toContain('**How do I defrost the server?** was taught');
    const shared = await say('knowledge edit', { entry, audience: 'community' }, inStaff);
    expect(shared).toContain('The whole community may be told of it.');
    expect(await say('knowledge search', question)).toContain('defrost');
    // what led there is still the room's
    expect(await say('feed', {}, moderator)).toBe('Nothing has happened yet.');
  });

  test('in a room whose moderators keep it to itself stays there, too', async () => {
    const { say, run } = await startCommands();
    await run('settings set', { setting: 'audience', value: 'room' }, moderator);
    expect(await say('knowledge add', defrost, moderator)).toContain('Only [\\#general](room:general) may be told');
    expect(await say('knowledge search', { question: 'defrost' }, { room: 'other' })).toMatch(/^Nothing/);
  });

  test('of one community is not another’s', async () => {
    const { say, refusal } = await startCommands();
    const entry = idIn(await say('knowledge add', defrost, moderator));
    const there = { ...moderator, community: 'elsewhere' };
    expect(await refusal('knowledge show', { entry }, there)).toMatch(/no entry/);
    expect(await refusal('knowledge retire', { entry }, there)).toMatch(/no entry/);
    expect(await say('knowledge search', { question: 'defrost the server' }, there)).toMatch(/^Nothing/);
  });

  test('is refused by the rules for all that is known, in their words', async () => {
    const { say, refusal, store } = await startCommands();
    await say('knowledge add', defrost, moderator);
    expect(await refusal('knowledge add', { question: 'What is it?', answer: 'TODO' }, moderator)).toMatch(
      /^It was not saved \(placeholder\)\./,
    );
    expect(await refusal('knowledge add', defrost, moderator)).toMatch(
      /near-duplicate.*add this one all the same with `anyway`\.$/,
    );
    expect(await say('knowledge add', { ...defrost, anyway: true }, moderator)).toMatch(/^I know now/);
    expect(await store.read.feedItem.count()).toBe(2);
  });

  test('cannot write its own formatting into what is said of it', async () => {
    const { say } = await startCommands();
    const question = '**Who** [is](https://evil.example) <@&1> `it`?';
    const added = await say('knowledge add', { question, answer: 'Nobody that you know of.' }, moderator);
    const shown = '\\*\\*Who\\*\\* \\[is\\](https://evil.example) \\<@\\&1\\> \\`it\\`?';
    expect(added).toContain(shown);
    expect(await say('feed', {}, moderator)).toContain(shown);
    expect(await say('knowledge search', { question: 'Who is it?' })).toContain(shown);
  });
});

describe('an attached file', () => {
  const csv =
    'question,answer\nHow do I oil the hinge?,Use goose fat.\nWhat is a grommet?,A ring that keeps cables whole.\n';

  test('is brought in whole, and again by its name', async () => {
    const { commands, calling, say, folder, store } = await startCommands();
    const { call, said } = await calling(moderator);
    const imported = await commands.run('knowledge import', { file: file('faq.csv', csv), verified: true }, call);
    expect(imported).toMatchObject({
      text: expect.stringMatching(/^\*\*faq\.csv\*\* \(csv\): 2 added, .*\nThe whole community may be told of it\.$/s),
    });
    expect(said).toEqual(['Reading faq.csv: 2 rows …']);
    expect(await say('knowledge search', { question: 'oil the hinge' })).toContain('goose fat');
    const again = csv.replace('goose fat', 'olive oil');
    expect(await say('knowledge import', { file: file('faq.csv', again), verified: true }, moderator)).toContain(
      '0 added, 1 changed, 1 unchanged',
    );
    expect((await store.read.feedItem.findMany({ orderBy: { id: 'asc' } })).map(({ what }) => what)).toEqual([
      '**faq.csv** was imported: 2 added, 0 changed, 0 retired.',
      '**faq.csv** was imported: 0 added, 1 changed, 0 retired.',
    ]);
    expect(readdirSync(join(folder, 'attachments'))).toEqual([]);
  });

  test('that is broken brings nothing, and says where', async () => {
    const { refusal, say, folder, store } = await startCommands();
    const broken = file('faq.jsonl', '{"question":"Why?","answer":"Because."}\n{"question":');
    expect(await refusal('knowledge import', { file: broken }, moderator)).toMatch(
      /^faq\.jsonl:2.*Nothing of it was kept\.$/,
    );
    expect(await refusal('knowledge import', { file: file('a.zip', 'PK\u0003\u0004xxxx') }, moderator)).toMatch(/zip/i);
    expect(await refusal('knowledge import', { file: { name: 'a' } }, moderator)).toContain('a file of at most 8 MB');
    const strict = { file: file('faq.csv', `${csv}What is the password?,\n`), strict: true };
    expect(await say('knowledge import', strict, moderator)).toMatch(
      /1 row was refused:\n- faq\.csv:4 empty The answer is empty\.\nNothing of it was kept, because `strict`/,
    );
    expect(await store.read.entry.count()).toBe(0);
    expect(await store.read.feedItem.count()).toBe(0);
    expect(readdirSync(join(folder, 'attachments'))).toEqual([]);
  });

  test('cannot name its way out of the folder that it is kept in', async () => {
    const { say, folder } = await startCommands();
    for (const name of [
      '../../../escape.csv',
      '/etc/passwd',
      '..',
      '.',
      'a\u0000b.csv',
      '\ud800.csv',
      'x'.repeat(300),
    ]) {
      await say('knowledge import', { file: file(name, csv), format: 'csv' }, moderator);
    }
    expect(existsSync(join(folder, '../escape.csv'))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['attachments']);
    expect(readdirSync(join(folder, 'attachments'))).toEqual([]);
  });

  test('of a private room is a source of its own, whatever others call theirs', async () => {
    const { say } = await startCommands();
    await say('knowledge import', { file: file('faq.csv', csv) }, inStaff);
    expect(await say('knowledge import', { file: file('faq.csv', csv) }, moderator)).toContain('2 added, 0 changed');
    expect(await say('knowledge import', { file: file('faq.csv', 'question,answer\n') }, moderator)).toContain(
      '2 retired',
    );
    expect(await say('knowledge search', { question: 'oil the hinge' })).toMatch(/^Nothing/);
    expect(await say('knowledge search', { question: 'oil the hinge' }, inStaff)).toContain('goose fat');
  });

  test('with many refused rows names the first, and has them all in a file', async () => {
    const { run } = await startCommands();
    const rows = Array.from({ length: 30 }, (_, row) => `What is part ${row}?,`).join('\n');
    const reply = await run('knowledge import', { file: file('faq.csv', `${csv}${rows}\n`) }, moderator);
    if (!('text' in reply)) throw new Error('It asked a question.');
    expect(reply.text.match(/^- /gm)).toHaveLength(10);
    expect(
      Buffer.from(reply.files?.[0]?.bytes ?? [])
        .toString()
        .trim()
        .split('\n'),
    ).toHaveLength(30);
  });
});

test('an export has what the community may be told, and in a private room what that room alone may be', async () => {
  const { run, say, store } = await startCommands();
  const manager = { rank: 'manager', member: 'linus' } as const;
  await say('knowledge add', defrost, moderator);
  await say('knowledge add', { question: 'Where is the key?', answer: 'Under the third mat.' }, inStaff);
  const rowsOf = async (from: object) => {
    const reply = await run('knowledge export', {}, { ...manager, ...from });
    if (!('text' in reply)) throw new Error('It asked a question.');
    const [exported] = reply.files ?? [];
    expect(exported).toMatchObject({ name: 'knowledge.jsonl' });
    return [
      reply.text,
      ...Buffer.from(exported?.bytes ?? [])
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ];
  };
  expect(await rowsOf({})).toMatchObject([
    '1 entry that the community may be told.\n1 entry was left out, which single rooms alone may be told.',
    { question: defrost.question },
  ]);
  expect(await rowsOf({ room: 'staff' })).toMatchObject([
    '1 entry that this room alone may be told.',
    { question: 'Where is the key?' },
  ]);
  const exports = await store.read.feedItem.findMany({ where: { kind: 'knowledge.exported' }, orderBy: { id: 'asc' } });
  expect(exports.map(({ actor, roomId }) => [actor, roomId === null])).toEqual([
    ['linus', true],
    ['linus', false],
  ]);
});
