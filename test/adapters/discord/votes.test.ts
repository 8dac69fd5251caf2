import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { type Log, silentLog } from '../../../src/log.ts';
import type { Store } from '../../../src/store/index.ts';
import type { Channel, Message } from '../../stand-ins/discord/index.ts';
import { openServer, type StageOptions } from './stage.ts';

const isDone = ({ reactions }: Message) => reactions.length === 2;

async function openServerToVoteIn(options: StageOptions = {}) {
  const server = await openServer({ answer: () => 'At four.', ...options });
  const { ada, self, repliesTo, store } = server;
  return {
    ...server,
    async answerIn(room: Channel): Promise<Message> {
      const question = ada.sends(room, 'When is tea?', { mentions: [self] });
      await expect.poll(() => repliesTo(question).some(isDone)).toBe(true);
      const [answer] = repliesTo(question);
      if (!answer) throw new Error('There is no answer.');
      return answer;
    },
    votes: async () => (await store.read.vote.findMany()).map(({ value }) => value).sort(),
  };
}

test('a moderator who clears one thumb under an answer takes back the votes that it was, and no others', async () => {
  const { answerIn, votes, community, room, ada, bob } = await openServerToVoteIn();
  const answer = await answerIn(room);
  bob.reacts(answer, '👍');
  community.member('eve').reacts(answer, '👍🏽');
  ada.reacts(answer, '👎');
  await expect.poll(votes).toEqual([-1, 1, 1]);
  community.owner.clears(answer, '👍');
  await expect.poll(votes).toEqual([-1, 1]);
  community.owner.clears(answer, '👎');
  await expect.poll(votes).toEqual([1]);
});

test('a moderator who clears all reactions takes back all votes', async () => {
  const { answerIn, votes, community, room, ada, bob } = await openServerToVoteIn();
  const answer = await answerIn(room);
  ada.reacts(answer, '👍');
  bob.reacts(answer, '👎');
  await expect.poll(votes).toEqual([-1, 1]);
  community.owner.clears(answer);
  await expect.poll(votes).toEqual([]);
});

describe('the small line under an answer', () => {
  test('says that it is verified, in the message that stands there, and says so no more once the ✅ is gone', async () => {
    const { answerIn, community, room, bot, clock } = await openServerToVoteIn();
    const answer = await answerIn(room);
    const said = () => room.messages.get(answer.id)?.content;
    const made = said();
    expect(made).toContain('-# ◇ generated without sources · ');
    community.owner.reacts(answer, '✅');
    const isVerified = async () => (await bot.recall())?.answer?.label === 'verified';
    await expect.poll(isVerified).toBe(true);
    await bot.votesSettled();
    await clock.advance(5_000);
    await expect.poll(said).toBe(made?.replace('◇ generated without sources', '✔ verified'));
    expect(room.messages.get(answer.id)?.components).toEqual(answer.components);
    community.owner.unreacts(answer, '✅');
    await expect.poll(isVerified).toBe(false);
    await bot.votesSettled();
    await clock.advance(5_000);
    await expect.poll(said).toBe(made);
  });

  test('is left alone where its message was deleted meanwhile', async () => {
    const { answerIn, community, room, bot, clock, store } = await openServerToVoteIn({ refuses: true });
    const answer = await answerIn(room);
    community.owner.reacts(answer, '✅');
    await expect.poll(async () => (await bot.recall())?.answer?.label).toBe('verified');
    await bot.votesSettled();
    room.messages.delete(answer.id);
    await clock.advance(5_000);
    await expect.poll(() => store.read.answer.count({ where: { relabelAt: { not: null } } })).toBe(0);
  });
});

describe('✅ and ❌', () => {
  const standings = async (store: Store) => (await store.read.answer.findMany()).map(({ standing }) => standing);

  test('of a moderator decide alone, while they stand; those of members say nothing', async () => {
    const { answerIn, community, room, bob, store } = await openServerToVoteIn();
    const answer = await answerIn(room);
    bob.reacts(answer, '✅');
    await expect.poll(() => store.read.reaction.count()).toBe(1);
    expect(await standings(store)).toEqual(['open']);
    community.owner.reacts(answer, '✅');
    await expect.poll(() => standings(store)).toEqual(['approved']);
    expect(await store.read.entry.findMany({ where: { source: { uri: 'learned:' } } })).toMatchObject([
      { title: 'When is tea?', text: 'At four.', verified: true },
    ]);
    community.owner.unreacts(answer, '✅');
    community.owner.reacts(answer, '❌');
    await expect.poll(() => standings(store)).toEqual(['denied']);
  });

  test('of a moderator that were put while Quorum was away count when it is back', async () => {
    const { answerIn, community, room, store, whileAway } = await openServerToVoteIn();
    const answer = await answerIn(room);
    await whileAway(async () => community.owner.reacts(answer, '✅'));
    await expect.poll(() => standings(store)).toEqual(['approved']);
  });
});

test('votes whose event was lost are counted when reactions are read again, as they are every night', async () => {
  const { answerIn, votes, room, ada, bob, discord, bot } = await openServerToVoteIn();
  const answer = await answerIn(room);
  ada.reacts(answer, '👎');
  await expect.poll(votes).toEqual([-1]);
  discord.faults.gateway.lose('MESSAGE_REACTION_REMOVE');
  discord.faults.gateway.lose('MESSAGE_REACTION_ADD');
  ada.unreacts(answer, '👎');
  bob.reacts(answer, '👍');
  await bot.countVotesAgain(new AbortController().signal);
  expect(await votes()).toEqual([1]);
});

describe('marks that moderators chose', () => {
  const set = { setting: 'marks', value: '<:right:1575381000777629700> 🔴' };

  test('decide instead of ✅ and ❌; what was said with those stands until it is taken back', async () => {
    const { answerIn, community, room, store, whileAway } = await openServerToVoteIn();
    const { owner } = community;
    const [one, other] = [await answerIn(room), await answerIn(room)];
    owner.reacts(one, '✅');
    await expect.poll(() => store.read.verdict.count()).toBe(1);
    const { content } = await owner.nextReply(owner.uses('/settings set', set, { in: room }));
    expect(content).toContain('`marks` is');
    owner.reacts(other, '✅');
    owner.reacts(other, 'right:1575381000777629700');
    await expect.poll(() => store.read.verdict.count()).toBe(2);
    expect(await store.read.reaction.count()).toBe(2);
    owner.unreacts(other, 'right:1575381000777629700');
    await expect.poll(() => store.read.verdict.count()).toBe(1);
    await whileAway(() => owner.reacts(other, '🔴'));
    await expect
      .poll(async () => (await store.read.verdict.findMany()).map(({ value }) => value).sort())
      .toEqual([-1, 1]);
    owner.unreacts(one, '✅');
    await expect.poll(async () => (await store.read.verdict.findMany()).map(({ value }) => value)).toEqual([-1]);
  });
});

describe('after an absence', () => {
  /** What is logged of thumbs that were read back. */
  function createReadLog() {
    const readBack: unknown[] = [];
    const info: Log['info'] = (event, facts) => void (event.startsWith('Thumbs') && readBack.push(facts));
    return { readBack, log: { ...silentLog, info } };
  }

  test('thumbs are read back in several rooms at once, first where people talk, and it is said how many', async () => {
    const { log, readBack } = createReadLog();
    const { answerIn, votes, community, bob, discord, whileAway } = await openServerToVoteIn({ log });
    const [quiet, busy] = [community.channel('quiet'), community.channel('busy')];
    const [inBusy, inQuiet] = [await answerIn(busy), await answerIn(quiet)];
    const gate = await whileAway(() => {
      bob.reacts(inQuiet, '👎');
      bob.reacts(inBusy, '👍');
      bob.sends(busy, 'Lovely weather.');
      return discord.faults.hold('GET /channels/{channel_id}/messages/{message_id}');
    });
    await gate.reached;
    await expect.poll(votes).toEqual([-1]); // while the first room is being waited for
    gate.release();
    await expect.poll(votes).toEqual([-1, 1]);
    await expect.poll(() => readBack.at(-1)).toEqual({ answers: 2, rooms: 2, votes: 2 });
  });

  test('a room that Discord shows no more is asked for once', async () => {
    const { log, readBack } = createReadLog();
    const server = await openServerToVoteIn({ log, refuses: true });
    const { answerIn, community, room, self, discord, whileAway } = server;
    await answerIn(room);
    await answerIn(room);
    const hidden = { id: self.id, kind: 'member' as const, allow: 0n, deny: PermissionFlagsBits.ViewChannel };
    await whileAway(() => community.owner.setsOverwrites(room, [hidden]));
    await expect.poll(() => readBack.at(-1)).toEqual({ answers: 0, rooms: 1, votes: 0 });
    expect(discord.requests.filter(({ method, status }) => method === 'GET' && status === 403)).toHaveLength(1);
  });
});
