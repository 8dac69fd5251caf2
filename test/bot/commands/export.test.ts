import { expect, test } from 'vitest';
import { withAnswer } from '../votes/with-answer.ts';
import { startCommands } from './caller.ts';

const manager = { rank: 'manager', member: 'grace' } as const;
const elsewhere = { ...manager, community: 'elsewhere' } as const;

async function startOwning() {
  const quorum = await startCommands();
  /** The files of an export, by name. */
  async function exported(options = {}, from: Parameters<typeof quorum.run>[2] = manager) {
    const reply = await quorum.run('export', options, from);
    if (!('text' in reply)) throw new Error('Nothing was exported.');
    const files = (reply.files ?? []).map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')] as const);
    return { text: reply.text, files: new Map(files), lines: (name: string) => linesOf(new Map(files).get(name)) };
  }
  return { ...quorum, exported };
}

function linesOf(text = ''): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** What is known in a community, as far as an export says it. */
const known = (entry: Record<string, unknown>) => {
  const { title, text, category, url, verified, holdsFor, kind } = entry;
  return { title, text, category, url, verified, holdsFor, kind };
};

test('what is exported is imported again as the same knowledge', async () => {
  const { exported, run, store } = await startOwning();
  const defrost = { question: 'How do I defrost the server?', answer: 'Use the heater.\n\n```\nheat --on\n```' };
  await run('knowledge add', { ...defrost, url: 'https://example.org/frost', category: 'cold' }, manager);
  await run('knowledge add', { question: 'Who is root?', answer: 'Nobody here.' }, manager);
  const { files } = await exported();
  const file = { name: 'knowledge.jsonl', bytes: Buffer.from(files.get('knowledge.jsonl') ?? '') };
  await run('knowledge import', { file }, elsewhere);
  const of = async (platformId: string) =>
    (await store.read.entry.findMany({ where: { community: { platformId } }, orderBy: { title: 'asc' } })).map(known);
  expect(await of('elsewhere')).toEqual(await of('community'));
  expect(await of('elsewhere')).toHaveLength(2);
});

test('what members denied is imported again as denied', async () => {
  const { exported, run, store } = await startOwning();
  await run('knowledge add', { question: 'Who is root?', answer: 'Everybody.' }, manager);
  await store.write((tx) => tx.entry.updateMany({ data: { standing: 'denied' } }));
  const { files, lines } = await exported();
  expect(lines('knowledge.jsonl')).toEqual([]);
  const file = { name: 'bad-examples.json', bytes: Buffer.from(files.get('bad-examples.json') ?? '') };
  await run('knowledge import', { file }, elsewhere);
  const of = { community: { platformId: 'elsewhere' } };
  expect(await store.read.entry.findMany({ where: of })).toMatchObject([
    { title: 'Who is root?', text: 'Everybody.', standing: 'denied' },
  ]);
});

test('a question is exported with its answer and its votes as counts, its asker as a hash, and nobody’s vote', async () => {
  const quorum = await startOwning();
  const { react } = await withAnswer('How do I pin nixpkgs?', { quorum });
  await react('bob', 1);
  await react('eve', -1);
  const { lines, files } = await quorum.exported();
  expect(lines('questions.jsonl')).toMatchObject([
    {
      ...{ question: 'How do I pin nixpkgs?', room: 'general', state: 'answered', standing: 'contested' },
      askedBy: expect.stringMatching(/^[\w-]{20,}$/),
      votes: { up: 1, down: 1, upWeight: 1, downWeight: 1 },
    },
  ]);
  expect([...files.values()].join('')).not.toMatch(/bob|eve|asker/);
  expect(JSON.parse(files.get('settings.json') ?? '')).toMatchObject({ name: 'Test', rooms: [{ name: 'general' }] });
  const again = await quorum.exported();
  expect(again.lines('feed.jsonl')).toMatchObject([{ kind: 'export.done', actor: 'grace' }]);
});

test('what one room alone may be told is exported in that room, and what is private not at all', async () => {
  const { exported, ask, calling } = await startOwning();
  await calling({ room: 'staff' });
  const room = (platformId: string, kind: 'channel' | 'dm') => ({ platformId, kind, name: platformId, open: false });
  await ask('Who gets banned?', { room: room('staff', 'channel') });
  await ask('Am I ill?', { room: room('dm', 'dm') });
  await ask('How do I update?');
  const asked = async (from: Parameters<typeof exported>[1]) =>
    (await exported({}, from)).lines('questions.jsonl').map(({ question }) => question);
  expect(await asked(manager)).toEqual(['How do I update?']);
  expect(await asked({ ...manager, room: 'staff' })).toEqual(['Who gets banned?']);
  expect(await asked({ ...manager, room: 'dm', kind: 'dm' })).toEqual([]);
});

test('what may train is what was taught, and what authors agreed to where their platform allows it', async () => {
  const quorum = await startOwning();
  const { exported, run, ask, store } = quorum;
  await run('knowledge add', { question: 'Who is root?', answer: 'Nobody here.' }, manager);
  const agreed = { trainable: true, consent: 'granted' } as const;
  const texts = {
    approved: ['Which shell is best?', { ...agreed, memberId: 'bob' }],
    denied: ['Where is the printer?', { ...agreed, memberId: 'bob' }],
    platform: ['When is lunch?', { ...agreed, trainable: false }],
    unasked: ['What is a derivation?', { trainable: true }],
    refused: ['How do I reboot?', { ...agreed, consent: 'refused' }],
    others: ['Where are my socks?', { ...agreed, borrowed: [{ messageId: 'of somebody else' }] }],
    secret: ['Is this fine: password = "hunter2-Zx81!kQ9v"?', agreed],
    direct: ['Am I ill?', { ...agreed, room: { platformId: 'dm', kind: 'dm', name: 'dm', open: false } }],
  } as const;
  for (const [text, own] of Object.values(texts)) await ask(text, own);
  for (const standing of ['approved', 'denied'] as const) {
    const where = { revision: { text: texts[standing][0] } };
    await store.write((tx) => tx.answer.updateMany({ where, data: { standing } }));
  }
  const { text, lines, files } = await exported({ what: 'training' });
  const [taught, approved, denied] = lines('training.jsonl');
  expect(taught).toMatchObject({
    messages: [{ content: 'Who is root?' }, { content: 'Nobody here.' }],
    approved: true,
  });
  expect(approved).toMatchObject({ messages: [{ role: 'user', content: texts.approved[0] }, {}], approved: true });
  expect(denied).toMatchObject({ messages: [{ content: texts.denied[0] }, { role: 'assistant' }], approved: false });
  expect([taught?.why, denied?.why]).toEqual([expect.stringContaining('taught'), expect.stringContaining('agreed')]);
  expect(text).toMatch(/^3 pairs may train, 3 of them approved or denied; each says why\./);
  expect(text).toContain('- 1 question that the rules of its platform keep out of training');
  expect(text).toContain('- 1 question whose author refused');
  expect(text).toContain('- 1 question whose author did not agree');
  expect(text).toContain('- 1 question that may be in the words of somebody else');
  expect(text).toContain('- 1 question with a secret in it');
  expect([...files.values()].join('')).not.toMatch(/ill|socks|lunch|derivation|reboot|hunter2/);

  const memory = { name: 'memory.json', bytes: Buffer.from(files.get('memory.json') ?? '') };
  await run('knowledge import', { file: memory }, elsewhere);
  const of = { community: { platformId: 'elsewhere' } };
  const entries = await store.read.entry.findMany({ where: of, orderBy: { standing: 'asc' } });
  expect(entries.map(({ title, standing }) => [title, standing]).sort()).toEqual(
    [
      [texts.approved[0], 'approved'],
      [texts.denied[0], 'denied'],
      ['Who is root?', 'approved'],
    ].sort(),
  );
});

test('whoever takes their consent back takes it back for what they asked before', async () => {
  const { exported, ask, store } = await startOwning();
  await ask('Which shell is best?', { trainable: true, consent: 'granted' });
  const { memberId, communityId } = await store.read.question.findFirstOrThrow();
  const own = { memberId, communityId, consent: 'refused', createdAt: new Date(0) } as const;
  await store.write((tx) => tx.membership.create({ data: own }));
  expect((await exported({ what: 'training' })).text).toContain('- 1 question whose author refused');
});

test('what is too much for a chat is refused there, and written where there is room for it', async () => {
  const { calling, commands, store } = await startOwning();
  const { call } = await calling(manager);
  const many = Array.from({ length: 900 }, (_, at) => ({
    ...{ communityId: call.community.id, kind: 'problem.reported', what: `${at} ${'x'.repeat(10_000)}` },
    createdAt: new Date(0),
  }));
  await store.write((tx) => tx.feedItem.createMany({ data: many }));
  await expect(commands.run('export', {}, call)).rejects.toMatchObject({
    code: 'export-too-large',
    memberText: expect.stringContaining('in the terminal'),
  });
  const reply = await commands.run('export', {}, { ...call, mostReplyBytes: Number.POSITIVE_INFINITY });
  const sizes = 'files' in reply ? reply.files?.map(({ bytes }) => bytes.length) : undefined;
  expect(Math.max(...(sizes ?? []))).toBeGreaterThan(9_000_000);
});
