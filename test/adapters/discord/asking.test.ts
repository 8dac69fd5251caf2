import { describe, expect, test } from 'vitest';
import { helpWaitMs } from '../../bot/quorum-builder.ts';
import { createCommunity, type Message } from '../../stand-ins/discord/index.ts';
import { openServer, type StageOptions } from './stage.ts';

const says = (text: string): StageOptions => ({ answer: () => text });
const isDone = ({ reactions }: Message) => reactions.length === 2;

describe('a member asks', () => {
  test('by replying to an answer, with what was said before as context', async () => {
    const { ada, room, self, repliesTo, textOf, ollama, store } = await openServer(says('Two spoons.'));
    const first = ada.sends(room, 'How much tea?', { mentions: [self] });
    await expect.poll(() => repliesTo(first).some(isDone)).toBe(true);
    const [answer] = repliesTo(first);
    if (!answer) throw new Error('There is no answer.');
    const second = ada.sends(room, 'And for two?', { replyTo: answer });
    await expect.poll(() => textOf(second)).toContain('Two spoons.');
    const said =
      ollama.chats
        .at(-1)
        ?.messages.map(({ content }) => content)
        .join('\n') ?? '';
    expect(said).toContain('How much tea?');
    const [, follower] = await store.read.question.findMany({ orderBy: { id: 'asc' } });
    expect(follower?.followsId).not.toBeNull();
  });

  test('with a bare mention under somebody’s message, about that message', async () => {
    const { ada, bob, room, self, textOf, store } = await openServer(says('At four.'));
    const asked = bob.sends(room, 'When is tea?');
    const call = ada.sends(room, '', { mentions: [self], replyTo: asked });
    await expect.poll(() => textOf(call)).toContain('At four.');
    const revision = () => store.read.revision.findFirst();
    expect(await revision()).toMatchObject({ text: 'When is tea?' });
    bob.deletes(asked);
    await expect.poll(revision).toMatchObject({ text: '' });
  });

  test('about somebody’s message, which is kept no longer than it stands there', async () => {
    const { ada, bob, room, self, textOf, store } = await openServer(says('At four.'));
    const mentioned = bob.sends(room, 'Tea is at half past three.');
    const inMenu = bob.sends(room, 'Or is it?');
    const call = ada.sends(room, 'Is that right?', { mentions: [self], replyTo: mentioned });
    await expect.poll(() => textOf(call)).toContain('At four.');
    ada.opensMenu('Ask Quorum about this', inMenu);
    await expect.poll(() => store.read.answer.count()).toBe(2);
    const kept = async () => {
      const revisions = await store.read.revision.findMany({ orderBy: { id: 'asc' } });
      return revisions.map(({ text, attached }) => [text, attached]);
    };
    const name = 'the message that this one replies to';
    expect(await kept()).toEqual([
      ['Is that right?', [{ name, text: 'Tea is at half past three.' }]],
      ['Or is it?', null],
    ]);
    bob.deletes(mentioned);
    bob.deletes(inMenu);
    await expect.poll(kept).toEqual([
      ['Is that right?', []],
      ['', []],
    ]);
  });

  test('with a log file, which is quoted to the model as data', async () => {
    const { ada, room, self, textOf, ollama } = await openServer(says('The kettle is empty.'));
    const log = { filename: 'kettle.log', contentType: 'text/plain', data: Buffer.from('ERROR E42: no water') };
    const call = ada.sends(room, 'Why does this fail?', { mentions: [self], attachments: [log] });
    await expect.poll(() => textOf(call)).toContain('The kettle is empty.');
    expect(ollama.chats.at(-1)?.messages.at(-1)?.content).toContain('| ERROR E42: no water');
  });

  test('directly, of the one community that they share, and never anywhere else', async () => {
    const { ada, discord, textOf, store, written, room } = await openServer(says('In private.'));
    const call = ada.sends(ada.direct(), 'Between us?');
    await expect.poll(() => textOf(call)).toContain('In private.');
    expect(await store.read.question.findFirst({ include: { room: true, community: true } })).toMatchObject({
      communityWide: false,
      room: { kind: 'dm', open: false },
      community: { name: 'Tea' },
    });
    expect(written(room)).toEqual([]);
    expect(discord.refusals).toEqual([]);
  });

  test('directly, of the community that they choose among several', async () => {
    const { ada, discord, textOf, store, written } = await openServer(says('Of coffee.'));
    const coffee = createCommunity(discord.desk, 'Coffee');
    coffee.admits(ada.user);
    await expect.poll(() => store.read.community.count({ where: { name: 'Coffee' } })).toBe(1);
    const call = ada.sends(ada.direct(), 'How strong?');
    await expect.poll(() => written(ada.direct()).length).toBe(1);
    const [menu] = written(ada.direct());
    if (!menu) throw new Error('Nobody asked which community.');
    ada.selects(menu, `dm:${call.id}`, [coffee.id]);
    await expect.poll(() => textOf(call)).toContain('Of coffee.');
    const names = async () =>
      (await store.read.question.findMany({ include: { community: true } })).map(({ community }) => community.name);
    expect(await names()).toEqual(['Coffee']);
    coffee.owner.kicks(ada);
    const later = ada.sends(ada.direct(), 'And now?');
    await expect.poll(() => textOf(later)).toContain('Of coffee.');
    expect(await names()).toEqual(['Coffee', 'Tea']);
  });

  test('and stops it with the button, which is not for others', async () => {
    const { ada, bob, room, self, repliesTo, textOf, ollama, store } = await openServer();
    const gate = ollama.faults.hold('/api/chat');
    const call = ada.sends(room, 'Tell me everything', { mentions: [self] });
    await gate.reached;
    await expect.poll(() => repliesTo(call).length).toBe(1);
    const [reply] = repliesTo(call);
    const question = await store.read.question.findFirstOrThrow();
    if (!reply) throw new Error('There is no sign of life.');
    bob.clicks(reply, `stop:${question.id}`);
    await expect.poll(() => bob.sees(room).some(({ onlyFor }) => onlyFor === bob.id)).toBe(true); // why not
    ada.clicks(reply, `stop:${question.id}`);
    await expect.poll(() => textOf(call)).toContain('Stopped.');
    gate.release();
    expect(await store.read.answer.count()).toBe(0);
  });

  test('and adds the mention a moment later', async () => {
    const { ada, room, self, textOf } = await openServer(says('Now I hear you.'));
    const call = ada.sends(room, 'Anyone?');
    ada.edits(call, `<@${self.id}> Anyone?`);
    await expect.poll(() => textOf(call)).toContain('Now I hear you.');
  });

  test('privately by a command, and nobody else sees any of it', async () => {
    const { ada, bob, room, store, written } = await openServer(says('For you alone.'));
    const asked = ada.uses('/ask', { question: 'A secret?', private: true }, { in: room });
    const reply = await ada.nextReply(asked);
    expect(reply.onlyFor).toBe(ada.id);
    await expect
      .poll(() =>
        ada
          .sees(room)
          .map(({ content }) => content)
          .join(),
      )
      .toContain('For you alone.');
    expect(bob.sees(room).filter(({ author }) => author.id !== bob.id)).toEqual([]);
    expect(written(room).every(({ onlyFor }) => onlyFor === ada.id)).toBe(true);
    expect(await store.read.question.findFirst()).toMatchObject({ communityWide: false, origin: 'command' });
  });
});

describe('a help forum', () => {
  test('lets people go first, then answers what is known, once', async () => {
    const { ada, community, clock, store, textOf, knowsHere } = await openServerThatKnows();
    const forum = community.forum('help');
    await helpIn(store, community.id, forum.id);
    await knowsHere('How do I warm a teapot?', 'Rinse it with boiling water.');
    const { thread, message } = ada.posts(forum, 'How do I warm a teapot?', 'Thanks in advance!');
    await expect.poll(() => clock.waiting).toBeGreaterThan(0);
    expect(textOf(message)).toBe('');
    await clock.advance(helpWaitMs + 5000);
    await expect.poll(() => textOf(message)).not.toBe('');
    expect(thread.parentId).toBe(forum.id);
  });

  test('stays silent where a person was quicker', async () => {
    const { ada, bob, community, clock, store, textOf, knowsHere } = await openServerThatKnows();
    const forum = community.forum('help');
    await helpIn(store, community.id, forum.id);
    await knowsHere('How do I warm a teapot?', 'Rinse it with boiling water.');
    const { thread, message } = ada.posts(forum, 'How do I warm a teapot?', 'It is cold.');
    await expect.poll(() => clock.waiting).toBeGreaterThan(0);
    bob.sends(thread, 'With hot water, I would say.');
    await expect.poll(() => store.read.room.count({ where: { kind: 'post' } })).toBeLessThanOrEqual(1);
    await clock.advance(helpWaitMs + 5000);
    await clock.advance(helpWaitMs + 5000);
    expect(textOf(message)).toBe('');
    expect(await store.read.answer.count()).toBe(0);
  });
});

describe('moderators', () => {
  test('see a draft first, and send it with a button', async () => {
    const { ada, community, room, self, store, textOf, written } = await openServer(says('Earl Grey.'));
    const moderators = community.channel('moderators');
    await store.write(async (tx) => {
      const { id: communityId } = await tx.community.findFirstOrThrow({ where: { platformId: community.id } });
      await tx.community.update({ where: { id: communityId }, data: { settings: { moderatorsRoom: moderators.id } } });
      const made = { communityId, kind: 'channel' as const, name: 'general', open: true, createdAt: new Date() };
      await tx.room.upsert({
        where: { communityId_platformId: { communityId, platformId: room.id } },
        create: { ...made, platformId: room.id, mode: 'draft' },
        update: { mode: 'draft' },
      });
    });
    const call = ada.sends(room, 'Which tea?', { mentions: [self] });
    await expect.poll(() => textOf(call)).toContain('A moderator looks at my answer first.');
    await expect.poll(() => written(moderators).length).toBe(1);
    const [draft] = written(moderators);
    const { id } = await store.read.draft.findFirstOrThrow();
    if (!draft) throw new Error('The moderators see no draft.');
    expect(draft.content).toContain('Earl Grey.');
    community.owner.clicks(draft, `draft:send:${id}`);
    await expect.poll(() => textOf(call)).toContain('Earl Grey.');
    expect(await store.read.vote.findFirst()).toMatchObject({ value: 1, weight: 3 });
  });

  test('deny an answer by deleting it', async () => {
    const { ada, community, room, self, repliesTo, store } = await openServer(says('Nonsense.'));
    const call = ada.sends(room, 'Is it?', { mentions: [self] });
    await expect.poll(() => repliesTo(call).some(isDone)).toBe(true);
    const [reply] = repliesTo(call);
    if (!reply) throw new Error('There is no answer.');
    community.owner.deletes(reply);
    await expect.poll(() => store.read.vote.findFirst()).toMatchObject({ value: -1, weight: 3 });
  });
});

describe('never twice', () => {
  test('two processes on one store answer a message and a command once', async () => {
    const one = await openServer(says('Once.'));
    const two = await openServer({
      ...says('Once.'),
      on: one.discord,
      url: one.storeUrl,
      clock: one.clock,
      joins: one,
    });
    const { ada, room, self, repliesTo, textOf, store, written } = one;
    const call = ada.sends(room, 'How often?', { mentions: [self] });
    await expect.poll(() => textOf(call)).toContain('Once.');
    await expect.poll(() => repliesTo(call).some(isDone)).toBe(true);
    expect(repliesTo(call)).toHaveLength(1);
    expect(await store.read.answer.count()).toBe(1);
    ada.uses('/ask', { question: 'And by command?' }, { in: room });
    await expect.poll(() => store.read.answer.count()).toBe(2);
    await expect.poll(() => written(room).filter(isDone).length).toBe(2);
    expect(two.self.id).toBe(self.id);
  });
});

async function openServerThatKnows() {
  const server = await openServer(says('Rinse it with boiling water [1].'));
  const { store, community, room, commands, bot } = server;
  const { id, platform, platformId, name } = await store.read.community.findFirstOrThrow();
  const { roomId } = await bot.findPlace({
    community: { platform, platformId, name },
    room: { platformId: room.id, kind: 'channel', name: 'general', open: true },
  });
  return {
    ...server,
    async knowsHere(question: string, answer: string) {
      await commands.run(
        'knowledge add',
        { question, answer },
        {
          actor: { platform, memberId: community.owner.id, name: 'owner', rank: 'manager', roleIds: [] },
          community: { id, platform, platformId, name },
          room: { id: roomId, platformId: room.id, kind: 'channel', name: 'general', open: true },
          signal: new AbortController().signal,
          progress() {},
        },
      );
    },
  };
}

type Store = Awaited<ReturnType<typeof openServer>>['store'];

async function helpIn(store: Store, platformId: string, forumId: string): Promise<void> {
  await store.write(async (tx) => {
    const { id: communityId } = await tx.community.findFirstOrThrow({ where: { platformId } });
    const forum = { communityId, platformId: forumId, kind: 'forum' as const, name: 'help', open: true };
    await tx.room.create({ data: { ...forum, mode: 'help', createdAt: new Date() } });
  });
}
