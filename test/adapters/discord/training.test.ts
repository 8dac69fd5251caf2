import { expect, test } from 'vitest';
import { openServer } from './stage.ts';

/** A server in which ada asks, a moderator verifies the answer, and training data are exported. */
async function openServerToTrain(mayTrainOnMessages: boolean) {
  const server = await openServer({ mayTrainOnMessages, answer: () => 'At four.' });
  const { ada, community, room, self, repliesTo, store, bot, commands, clock } = server;
  const question = ada.sends(room, 'When is tea?', { mentions: [self] });
  await expect.poll(() => repliesTo(question)[0]?.reactions.length).toBe(2);
  const [answer] = repliesTo(question);
  if (!answer) throw new Error('There is no answer.');
  community.owner.reacts(answer, '✅');
  await expect.poll(() => store.read.answer.count({ where: { standing: 'approved' } })).toBe(1);
  await bot.votesSettled();
  await clock.advance(60_000);
  const place = { platform: 'discord', platformId: community.id, name: 'Tea' };
  const here = { platformId: room.id, kind: 'channel', name: 'general', open: true } as const;
  const { communityId, roomId } = await bot.findPlace({ community: place, room: here });
  const call = (memberId: string, rank: 'everyone' | 'manager') => ({
    actor: { platform: 'discord', memberId, name: 'ada', rank, roleIds: [] },
    ...{ community: { ...place, id: communityId }, room: { ...here, id: roomId } },
    ...{ signal: new AbortController().signal, progress() {} },
  });
  return {
    chooses: (choice: 'agree' | 'refuse') => commands.run('training', { choice }, call(ada.id, 'everyone')),
    async exported() {
      const reply = await commands.run('export', { what: 'training' }, call(community.owner.id, 'manager'));
      const files = 'files' in reply ? (reply.files ?? []) : [];
      const lines = files.find(({ name }) => name === 'training.jsonl');
      return Buffer.from(lines?.bytes ?? []).toString();
    },
  };
}

test('with Discord’s permission, what a member agreed to trains, also from before; taken back, it does not', async () => {
  const { chooses, exported } = await openServerToTrain(true);
  expect(await exported()).toBe('');
  await chooses('agree');
  expect(JSON.parse(await exported())).toMatchObject({
    messages: [
      { role: 'user', content: 'When is tea?' },
      { role: 'assistant', content: 'At four.' },
    ],
    approved: true,
  });
  await chooses('refuse');
  expect(await exported()).toBe('');
});

test('without Discord’s permission, what a member agrees to trains nothing', async () => {
  const { chooses, exported } = await openServerToTrain(false);
  await chooses('agree');
  expect(await exported()).toBe('');
});
