import { expect, test } from 'vitest';
import type { Person } from '../../stand-ins/discord/people/index.ts';
import { openServer } from './stage.ts';

/** A forum with a post that is solved, one that is not, and one that its asker solved alone. */
async function openServerWithForum() {
  const server = await openServer();
  const { community, ada, bob, room, store } = server;
  const forum = community.forum('help', { tags: ['Solved', 'Bug'] });
  const { owner } = community;

  function solves(title: string, own: { by?: Person; text?: string; tags?: string[]; isMarked?: boolean } = {}) {
    const { by = bob, text = 'A night in the fridge.', tags = ['Solved'], isMarked = true } = own;
    const { thread } = ada.posts(forum, title, 'How long does it take?', { tags });
    by.sends(thread, 'Let me think.');
    const reply = by.sends(thread, text);
    if (isMarked) ada.reacts(reply, '✅');
    return { thread, reply };
  }

  return {
    ...{ ...server, forum, owner, solves },
    /** What is said in the end; how far it is, before. */
    async reads() {
      const reply = await owner.nextReply(owner.uses('/knowledge import', { forum: forum.id }, { in: room }));
      await expect.poll(() => reply.content).toContain('put before moderators.');
      return reply.content;
    },
    waiting: async () => (await store.read.reviewItem.findMany({ where: { state: 'open' } })).map(({ text }) => text),
  };
}

test('what solved a forum’s posts goes to review, once, and its author is asked when it is approved', async () => {
  const server = await openServerWithForum();
  const { ada, owner, solves, reads, waiting, store, written } = server;
  const { thread, reply } = solves('Cold brew');
  solves('Own answer', { by: ada });
  solves('No mark', { isMarked: false });
  solves('Not solved', { tags: ['Bug'] });
  solves('Nothing', { text: 'TODO' });
  await expect.poll(() => store.read.personReply.count()).toBe(2);
  owner.archives(thread);
  await server.bot.votesSettled();
  await store.write((tx) => tx.personReply.deleteMany({})); // as if all of it had been marked before Quorum came
  const said = await reads();
  expect(said).toContain('5 posts read, 4 solved, 1 reply put before moderators.');
  expect(said).toContain('- 2 have no reply of somebody else that is marked as right');
  expect(said).toContain('- 1 holds a secret, or nothing that answers');
  expect(await waiting()).toEqual(['A night in the fridge.']);
  expect(await store.read.personReply.findMany()).toMatchObject([
    {
      question: 'Cold brew\n\nHow long does it take?',
      standing: 'open',
      url: expect.stringContaining(reply.id),
    },
  ]);
  expect(await reads()).toContain('- 1 was put before moderators earlier');
  expect(await waiting()).toHaveLength(1);
  expect(written(thread)).toEqual([]);
  const { id } = await store.read.reviewItem.findFirstOrThrow();
  await owner.nextReply(owner.uses('/review', { item: id, decision: 'approve' }, { in: server.room }));
  await expect
    .poll(() => written(thread).map(({ content }) => content))
    .toEqual([expect.stringContaining('**bob**, your reply is said to be right.')]);
});

test('a channel that is no forum, and a forum without a tag for solved posts, are refused in a sentence', async () => {
  const { owner, community, room } = await openServerWithForum();
  const read = async (forum: { id: string }) =>
    (await owner.nextReply(owner.uses('/knowledge import', { forum: forum.id }, { in: room }))).content;
  expect(await read(room)).toBe('That is no forum, or I cannot read it.');
  expect(await read(community.forum('talk', { tags: ['Bug'] }))).toContain('No tag of that forum says');
});
