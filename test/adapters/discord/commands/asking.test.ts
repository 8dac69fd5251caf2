import { PermissionFlagsBits as May, MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { startServing } from './serving.ts';

const minuteMs = 60_000;

/** Somebody has asked, and the sign of life is there. */
async function startAsked({ isPrivate = false } = {}) {
  const started = await startServing();
  const { serve, ada, bot, clock } = started;
  const served = await serve();
  const asked = bot.next();
  const made = ada.uses('/ask', { question: 'Is there coffee?', ...(isPrivate && { private: true }) });
  const turn = await asked;
  const signed = ada.nextReply(made);
  await clock.advance(400);
  return { ...started, ...served, made, turn, sign: await signed };
}

describe('a question asked by a command', () => {
  test('is answered in the response, with a sign of life before', async () => {
    const { turn, sign, ada, channel, community, made, done } = await startAsked();
    expect(sign.content).toBe('-# Looking that up …');
    await turn.answer('Plenty.|And tea.');
    await done();
    expect(ada.sees(channel).map(({ content }) => content)).toEqual(['Plenty.', 'And tea.']);
    expect(turn.question).toEqual({
      platform: 'discord',
      messageId: made.id,
      community: { platform: 'discord', platformId: community.id, name: 'Coffee' },
      room: { platformId: channel.id, kind: 'channel', name: 'general', open: true },
      memberId: ada.id,
      text: 'Is there coffee?',
      origin: 'command',
      trainable: true,
      wish: {},
      replyToken: { token: made.token, validUntil: expect.any(Date) },
    });
  });

  test('is offered thumbs where everyone sees the answer', async () => {
    const { turn, ada, channel } = await startAsked();
    await turn.answer('Plenty.');
    const [answer] = ada.sees(channel);
    expect(answer?.reactions.map(({ emoji }) => emoji.name)).toEqual(['👍', '👎']);
  });

  test('in private is asked in a room of one, and seen and voted on by nobody else', async () => {
    const { turn, ada, mia, channel } = await startAsked({ isPrivate: true });
    await turn.answer('Plenty.|And tea.');
    expect(turn.question.room).toEqual({ platformId: `private:${ada.id}`, kind: 'dm', name: 'private', open: false });
    expect(ada.sees(channel).map(({ content, onlyFor }) => [content, onlyFor])).toEqual([
      ['Plenty.', ada.id],
      ['And tea.', ada.id],
    ]);
    expect(ada.sees(channel).flatMap(({ reactions }) => reactions)).toEqual([]);
    expect(mia.sees(channel)).toEqual([]);
  });

  test('from the menu of a message is that message with its files, and names nobody', async () => {
    const { serve, ada, mia, bot, channel } = await startServing();
    await serve();
    const attachments = [{ filename: 'log.txt', data: Buffer.from('error') }];
    const message = mia.sends(channel, 'Ask ada why it is cold.', { mentions: [ada], attachments });
    const asked = bot.next();
    const made = ada.opensMenu('Ask Quorum about this', message);
    const turn = await asked;
    expect(turn.question).toMatchObject({
      text: '@ada Ask ada why it is cold.',
      memberId: ada.id,
      attached: [{ name: 'log.txt', text: 'what it says' }],
      trainable: false,
    });
    const answered = ada.nextReply(made);
    await turn.answer(`It was left standing, ${mia.mention}.`);
    expect((await answered).mentions.users).toEqual([]);
  });

  test('from the menu of a message without text is refused', async () => {
    const { serve, ada, mia, channel } = await startServing();
    await serve();
    const message = mia.sends(channel, '', { attachments: [{ filename: 'cat.png', data: Buffer.from('cat') }] });
    ada.opensMenu('Ask Quorum about this', message);
    const refusal = await ada.nextMessage(channel, ({ content, onlyFor }) => onlyFor === ada.id && content !== '');
    expect(refusal.content).toBe('That message has no text that I could take for a question.');
  });
});

describe('an answer that takes longer than an interaction lives', () => {
  test('comes as an ordinary message, to which the response points', async () => {
    const { turn, sign, ada, clock, channel, made, discord } = await startAsked();
    turn.reply.text('Ple');
    const moved = ada.nextMessage(channel);
    const pointed = ada.nextEdit(sign, ({ content }) => content.startsWith('This takes longer'));
    await clock.advance(14 * minuteMs);
    const [message] = await Promise.all([moved, pointed]);
    expect(message.content).toBe('Ple');
    expect(sign.content).toContain('My answer follows here, as a message of its own.');
    await clock.advance(2 * minuteMs);
    await turn.answer('Plenty.');
    expect([message.content, message.replyTo?.messageId, message.interaction]).toEqual(['Plenty.', sign.id, undefined]);
    expect(message.reactions.map(({ emoji }) => emoji.name)).toEqual(['👍', '👎']);
    const late = discord.requests.filter(({ path, status }) => path.includes(made.token) && status >= 400);
    expect(late).toEqual([]);
  });

  test('in private comes as a direct message', async () => {
    const { turn, sign, ada, mia, clock, channel } = await startAsked({ isPrivate: true });
    const direct = ada.nextMessage(ada.direct());
    await clock.advance(14 * minuteMs + 400);
    expect((await direct).content).toBe('-# Looking that up …');
    await clock.advance(2 * minuteMs);
    await turn.answer('Plenty.');
    expect(ada.sees(ada.direct()).map(({ content }) => content)).toEqual(['Plenty.']);
    expect(sign.content).toContain('My answer follows as a direct message');
    expect(ada.sees(channel)).toEqual([sign]);
    expect(mia.sees(channel)).toEqual([]);
  });

  test('in private is shown nowhere when its asker takes no direct messages', async () => {
    const { turn, sign, ada, mia, clock, channel, discord, done } = await startAsked({ isPrivate: true });
    ada.leaves(); // Discord lets nobody be written to by a bot that they share no server with
    await clock.advance(20 * minuteMs);
    await turn.answer('Plenty.');
    await done();
    expect(discord.requests.map(({ status }) => status)).toContain(403);
    expect([...channel.messages.values()]).toEqual([sign]);
    expect([...ada.direct().messages.values()]).toEqual([]);
    expect(mia.sees(channel)).toEqual([]);
  });

  test('that is there in time moves nowhere', async () => {
    const { turn, sign, ada, clock, channel, discord } = await startAsked();
    await clock.advance(13 * minuteMs);
    await turn.answer('Plenty.');
    await clock.advance(60 * minuteMs);
    expect(ada.sees(channel)).toEqual([sign]);
    expect(sign.content).toBe('Plenty.');
    expect(discord.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/channels'))).toEqual(
      [],
    );
    expect(clock.waiting).toBe(0);
  });
});

test('an answer in a channel that Quorum does not see is given all the same, without thumbs', async () => {
  const { serve, ada, bot, channel, community, world } = await startServing();
  const { done } = await serve();
  const unseen = { id: world.bot.id, kind: 'member', allow: 0n, deny: May.ViewChannel } as const;
  community.owner.setsOverwrites(channel, [unseen]);
  const asked = bot.next();
  const made = ada.uses('/ask', { question: 'Is there coffee?' });
  const answered = ada.nextReply(made);
  await (await asked).answer('Plenty.');
  expect((await answered).content).toBe('Plenty.');
  await done();
  expect((await answered).reactions).toEqual([]);
  expect((await answered).flags & MessageFlags.Ephemeral).toBe(0);
});
