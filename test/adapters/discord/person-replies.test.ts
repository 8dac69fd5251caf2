import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Channel, Message } from '../../stand-ins/discord/index.ts';
import { openServer, type StageOptions } from './stage.ts';

const rows = z.array(
  z.looseObject({ components: z.array(z.looseObject({ label: z.string(), custom_id: z.string() })) }),
);

function buttonOf({ components }: Message, wanted: string): string {
  const buttons = rows.parse(components).flatMap((row) => row.components);
  const found = buttons.find(({ label }) => label.endsWith(wanted));
  if (!found) throw new Error(`There is no button ${wanted}.`);
  return found.custom_id;
}

/** Ada asks, Bob replies. */
async function openServerWithReply(options: StageOptions = {}) {
  const server = await openServer(options);
  const { ada, bob, room, store, community } = server;
  const question = ada.sends(room, 'How long does green tea draw?');
  const reply = bob.sends(room, 'Two minutes, at 70 degrees.', { replyTo: question });
  return {
    ...{ ...server, question, reply, owner: community.owner },
    kept: () => store.read.personReply.findMany(),
    known: () => store.read.entry.findMany({ where: { retiredAt: null } }),
  };
}

test('a reply that its asker marks is approved in review, learned when its author agrees, credited, and gone when they say so', async () => {
  const { ada, bob, room, owner, reply, self, kept, known, written, repliesTo, textOf } = await openServerWithReply();
  ada.reacts(reply, '✅');
  await expect.poll(kept).toMatchObject([{ text: 'Two minutes, at 70 degrees.', standing: 'open' }]);

  const list = await owner.nextReply(owner.uses('/review', {}, { in: room }));
  expect(list.content).toContain('A person’s reply: **How long does green tea draw?**');
  const decided = owner.nextEdit(list);
  owner.clicks(list, buttonOf(list, 'Approve'));
  expect((await decided).content).toContain('Nothing waits for moderators here.');

  await expect.poll(() => repliesTo(reply)).toHaveLength(1);
  const [asking] = repliesTo(reply);
  if (!asking) throw new Error('Nobody was asked.');
  expect(asking.content).toContain('**bob**, your reply is said to be right.');
  expect(asking.mentions.users).toEqual([]);
  expect(await known()).toEqual([]);

  const refused = await ada.nextReply(ada.clicks(asking, buttonOf(asking, 'Agree')));
  expect(refused).toMatchObject({ onlyFor: ada.id, content: expect.stringContaining('Only whoever wrote that reply') });
  const thanks = await bob.nextReply(bob.clicks(asking, buttonOf(asking, 'Agree')));
  expect(thanks).toMatchObject({ onlyFor: bob.id, content: expect.stringContaining('1 is known') });

  const call = ada.sends(room, 'How long does green tea draw?', { mentions: [self] });
  await expect.poll(() => textOf(call)).toContain('Two minutes, at 70 degrees.');
  expect(textOf(call)).toContain('✔ verified');
  expect(textOf(call)).toContain(`/${reply.channelId}/${reply.id}`);
  expect(textOf(call)).toContain(String.raw`by bob, in \#general`);

  await bob.nextReply(bob.clicks(asking, buttonOf(asking, 'No')));
  expect([await kept(), await known()]).toEqual([[], []]);
  expect(written(room).filter(({ content }) => content.includes('your reply is said'))).toHaveLength(1);
});

test('a forum post’s first message is the question of what is answered in it', async () => {
  const { community, ada, bob, owner, kept } = await openServerWithReply();
  const forum = community.forum('help');
  const { thread } = ada.posts(forum, 'Cold brew', 'How long does it take?');
  const reply = bob.sends(thread, 'A night in the fridge.');
  owner.reacts(reply, '✅');
  await expect.poll(kept).toMatchObject([{ question: 'Cold brew\n\nHow long does it take?', standing: 'approved' }]);
});

test('nothing of what else people mark is kept, and what is nobody’s reply is read once', async () => {
  const { community, ada, bob, room, question, owner, kept, discord } = await openServerWithReply();
  const bot = community.member('other-bot', { isBot: true });
  const own = ada.sends(room, 'Found it: two minutes.', { replyTo: question });
  const poll = bot.sends(room, 'Is it?', { replyTo: question });
  const reads = ({ id }: Message) =>
    discord.requests.filter(({ method, path }) => method === 'GET' && path.endsWith(`/messages/${id}`)).length;
  for (const message of [question, poll]) for (const who of [ada, bob, owner]) who.reacts(message, '✅');
  owner.reacts(own, '✅');
  await expect.poll(() => [question, poll, own].map(reads)).toEqual([2, 1, 1]); // the question for its reply as well
  expect(await kept()).toEqual([]);
});

test('marks that stood there before are counted with the first one that comes', async () => {
  const { community, reply, owner, store, whileAway } = await openServerWithReply();
  const [eve, kim] = [community.member('eve'), community.member('kim')];
  await whileAway(() => eve.reacts(reply, '✅'));
  kim.reacts(reply, '✅');
  await expect.poll(() => store.read.replyMark.count()).toBe(2);
  owner.clears(reply, '✅');
  await expect.poll(() => store.read.personReply.count()).toBe(0);
});

test('what was written and marked while Quorum was away is found when it is back', async () => {
  const { bob, room, question, owner, kept, whileAway } = await openServerWithReply();
  await whileAway(() => {
    const late = bob.sends(room, 'Three minutes for black tea.', { replyTo: question });
    owner.reacts(late, '✅');
  });
  await expect.poll(kept).toMatchObject([{ text: 'Three minutes for black tea.', standing: 'approved' }]);
});

test('a reply that is edited or deleted leaves, also while Quorum is away', async () => {
  const { bob, room, question, reply, owner, kept, whileAway } = await openServerWithReply();
  const others = ['One.', 'Two.', 'Three.'].map((text) =>
    bob.sends(room, `${text} It depends.`, { replyTo: question }),
  );
  const [one, two, three] = others;
  if (!one || !two || !three) throw new Error('Somebody said nothing.');
  for (const each of [reply, ...others]) owner.reacts(each, '✅');
  await expect.poll(kept).toHaveLength(4);
  bob.edits(reply, 'Never mind.');
  bob.deletes(one);
  await expect.poll(kept).toHaveLength(2);
  await whileAway(() => {
    bob.edits(two, 'Never mind.');
    bob.deletes(three);
  });
  await expect.poll(kept).toEqual([]);
});

test('a private channel’s replies are told there alone', async () => {
  const { community, ada, bob, owner, self, store } = await openServerWithReply();
  const hidden: Channel = community.channel('hidden');
  const everyone = { id: community.id, kind: 'role' as const, allow: 0n, deny: 1n << 10n };
  const seen = (1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 6n);
  const let_ = ({ id }: { id: string }) => ({ id, kind: 'member' as const, allow: seen, deny: 0n });
  owner.setsOverwrites(hidden, [everyone, let_(ada), let_(bob), let_(self)]);
  const reply = bob.sends(hidden, 'Under the mat.', { replyTo: ada.sends(hidden, 'Where is the key?') });
  owner.reacts(reply, '✅');
  await expect.poll(() => store.read.personReply.findMany()).toMatchObject([{ communityWide: false }]);
});
