import { expect, test } from 'vitest';
import type { Message } from '../../stand-ins/discord/index.ts';
import { openServer } from './stage.ts';

const isDone = ({ reactions }: Message) => reactions.length === 2;

async function openServerWithAnswer() {
  const server = await openServer({ answer: () => 'At four.' });
  const { ada, room, self, repliesTo, store } = server;
  const question = ada.sends(room, 'When is tea?', { mentions: [self] });
  await expect.poll(() => repliesTo(question).some(isDone)).toBe(true);
  const [answer] = repliesTo(question);
  if (!answer) throw new Error('There is no answer.');
  const votes = async () => (await store.read.vote.findMany()).map(({ value }) => value).sort();
  return { ...server, answer, votes };
}

test('a moderator who clears one thumb under an answer takes back the votes that it was, and no others', async () => {
  const { answer, votes, community, ada, bob } = await openServerWithAnswer();
  const eve = community.member('eve');
  bob.reacts(answer, '👍');
  eve.reacts(answer, '👍🏽');
  ada.reacts(answer, '👎');
  await expect.poll(votes).toEqual([-1, 1, 1]);
  community.owner.clears(answer, '👍');
  await expect.poll(votes).toEqual([-1, 1]);
  community.owner.clears(answer, '👎');
  await expect.poll(votes).toEqual([1]);
});

test('a moderator who clears all reactions takes back all votes', async () => {
  const { answer, votes, community, ada, bob } = await openServerWithAnswer();
  ada.reacts(answer, '👍');
  bob.reacts(answer, '👎');
  await expect.poll(votes).toEqual([-1, 1]);
  community.owner.clears(answer);
  await expect.poll(votes).toEqual([]);
});
