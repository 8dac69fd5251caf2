import { PermissionFlagsBits as May } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { type Channel, type Message, overwrite } from '../../stand-ins/discord/index.ts';
import { openServer, patientDiscord, type StageOptions } from './stage.ts';

async function openServerWithDrafts(options: StageOptions = {}) {
  const server = await openServer({ answer: () => 'Earl Grey.', discord: patientDiscord(), ...options });
  const { community, store, ada, self, written, textOf } = server;
  const mods = community.role('mods', 'ManageMessages');
  const hidden = { id: community.id, kind: 'role' as const, allow: 0n, deny: May.ViewChannel };
  const quorum = { id: self.id, kind: 'member' as const, allow: May.ViewChannel | May.SendMessages, deny: 0n };
  /** A channel for those of a role, and for Quorum. */
  const closedChannel = (name: string, role: typeof mods) =>
    community.channel(name, { overwrites: [hidden, quorum, overwrite(role, { allow: ['ViewChannel'] })] });
  const moderators = closedChannel('moderators', mods);
  const { id: communityId } = await store.read.community.findFirstOrThrow({ where: { platformId: community.id } });
  const settings = { moderatorsRoom: moderators.id };
  await store.write((tx) => tx.community.update({ where: { id: communityId }, data: { settings } }));

  return {
    ...{ ...server, moderators, mods, closedChannel, mia: community.member('mia', { roles: [mods] }) },
    /** What is asked there is drafted first. */
    async draftsIn({ id: platformId }: Channel) {
      const made = { communityId, platformId, kind: 'channel' as const, name: 'drafts', open: false };
      await store.write((tx) => tx.room.create({ data: { ...made, mode: 'draft', createdAt: new Date() } }));
    },
    async asksForDraft(room: Channel): Promise<Message> {
      const question = ada.sends(room, 'Which tea?', { mentions: [self] });
      await expect
        .poll(() => store.read.question.findFirst({ where: { messageId: question.id, state: 'drafted' } }))
        .not.toBeNull();
      expect(textOf(question)).toContain('A moderator looks at my answer first.');
      return question;
    },
    notices: () => written(moderators).map(({ content }) => content),
  };
}

describe('a draft of a private channel', () => {
  test('is shown to moderators where all who see theirs can read it', async () => {
    const { community, closedChannel, mods, ada, draftsIn, asksForDraft, notices } = await openServerWithDrafts();
    community.owner.givesRole(ada, mods);
    const staff = closedChannel('staff', mods);
    await draftsIn(staff);
    await asksForDraft(staff);
    expect(notices()).toEqual([expect.stringContaining('Earl Grey.')]);
  });

  test('is shown to nobody where one of them could not', async () => {
    const { community, closedChannel, ada, draftsIn, asksForDraft, notices } = await openServerWithDrafts();
    const board = community.role('board');
    community.owner.givesRole(ada, board);
    const boardroom = closedChannel('boardroom', board);
    await draftsIn(boardroom);
    await asksForDraft(boardroom);
    expect(notices()).toEqual([]);
  });
});

describe('what moderators see of a draft', () => {
  const labels = (message: Message) => JSON.stringify(message.components).match(/(?<="label":")[^"]+/g);

  async function openServerWithDraft() {
    const server = await openServerWithDrafts();
    const { moderators, draftsIn, asksForDraft, room, store, written } = server;
    await draftsIn(room);
    const question = await asksForDraft(room);
    const [notice] = written(moderators);
    if (!notice) throw new Error('Moderators see no draft.');
    expect(labels(notice)).toEqual(['Send', 'Edit', 'Drop']);
    return { ...server, question, notice, draft: await store.read.draft.findFirstOrThrow() };
  }

  test('gives way to who decided', async () => {
    const { mia, notice, draft, question, textOf } = await openServerWithDraft();
    mia.clicks(notice, `draft:send:${draft.id}`);
    await expect.poll(() => labels(notice)).toEqual(['Sent by mia']);
    expect(notice.content).toContain('Earl Grey.');
    expect(textOf(question)).toContain('Earl Grey.');
  });

  test('gives way when nobody decides in time', async () => {
    const { clock, bot, notice, question, textOf } = await openServerWithDraft();
    await clock.advance(30 * 60_000);
    await bot.takeOver();
    expect(labels(notice)).toEqual(['Nobody decided in time']);
    expect(textOf(question)).toContain('No moderator came to look');
  });

  test('quotes a question no longer than it stands there', async () => {
    const { ada, notice, question } = await openServerWithDraft();
    ada.deletes(question);
    await expect.poll(() => notice.content).toBe('-# Its question was deleted.');
    expect(labels(notice)).toBeNull();
  });

  test('can be wiped away by them, and is then let be', async () => {
    const { community, clock, bot, notice, store, question, textOf } = await openServerWithDraft();
    community.owner.deletes(notice);
    await clock.advance(30 * 60_000);
    await bot.takeOver();
    expect(textOf(question)).toContain('No moderator came to look');
    expect(await store.read.draft.findFirst()).toMatchObject({ state: 'expired', overSince: null });
  });
});

test('a draft of what was asked by a command is shown in its response, also after Discord has closed that', async () => {
  const { ada, mia, room, moderators, draftsIn, clock, bot, store, written } = await openServerWithDrafts();
  await draftsIn(room);
  ada.uses('/ask', { question: 'Which tea?' }, { in: room });
  await expect.poll(() => store.read.draft.count()).toBe(1);
  await expect.poll(() => written(moderators).length).toBe(1);
  await clock.advance(20 * 60_000);
  await bot.takeOver(); // forgets what Discord takes no more
  const [notice] = written(moderators);
  const { id } = await store.read.draft.findFirstOrThrow();
  if (!notice) throw new Error('Moderators see no draft.');
  mia.clicks(notice, `draft:send:${id}`);
  await expect.poll(() => written(room).map(({ content }) => content)).toEqual([expect.stringContaining('Earl Grey.')]);
});

test('where drafts were right often enough, moderators are asked in their channel, and one press lets Quorum help', async () => {
  const { mia, room, moderators, draftsIn, asksForDraft, store, written } = await openServerWithDrafts();
  await draftsIn(room);
  await asksForDraft(room);
  const { id, questionId } = await store.read.draft.findFirstOrThrow();
  const { id: _, messageId, ...question } = await store.read.question.findUniqueOrThrow({ where: { id: questionId } });
  await store.write(async (tx) => {
    for (let count = 0; count < 49; count++) {
      const { id: earlier } = await tx.question.create({ data: { ...question, messageId: `${messageId} ${count}` } });
      const at = new Date();
      const decided = { state: 'sent', decidedAt: at, expiresAt: at, createdAt: at } as const;
      await tx.draft.create({ data: { ...decided, questionId: earlier } });
    }
  });
  const [notice] = written(moderators);
  if (!notice) throw new Error('Moderators see no draft.');
  mia.clicks(notice, `draft:send:${id}`);
  await expect.poll(() => written(moderators)[1]?.content).toContain('50 of 50 drafts were sent as they were');
  const proposal = written(moderators)[1];
  if (!proposal) throw new Error('Moderators were asked nothing.');
  const press = mia.clicks(proposal, `command1:["settings earned",{"room":"${room.id}","accept":true}]`);
  expect((await mia.nextReply(press)).content).toContain('is **help** now');
  expect(await store.read.room.findFirst({ where: { platformId: room.id } })).toMatchObject({ mode: 'help' });
});
