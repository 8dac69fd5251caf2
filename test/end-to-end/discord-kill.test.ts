/**
 * The real process on the Discord of the tests, killed and cut off at random moments while hundreds ask: each question has
 * one reply in the end, which is an answer or says that there is none, and what the store knows agrees with what people see.
 */
import { expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../../src/knowledge/index.ts';
import { openStore } from '../../src/store/index.ts';
import { createCommunity, type Message, startDiscord } from '../stand-ins/discord/index.ts';
import { startOllama } from '../stand-ins/ollama/index.ts';
import { type Running, workplace } from './quorum-process.ts';

const channels = 20;
const members = 60;
const questions = 200;
const kills = 3;

test('a process that is killed and cut off at random answers each question once', { timeout: 300_000 }, async () => {
  const random = createRandom(20_261_125);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)];
    if (found === undefined) throw new Error('There is nothing to pick from.');
    return found;
  };
  const ollama = await startOllama({
    models: [{ name: 'llama3.2:3b' }],
    answer: () => 'This is an answer of several words.',
  });
  const discord = await startDiscord();
  onTestFinished(async () => {
    await ollama.close();
    await discord.close();
  });
  const community = createCommunity(discord.desk, 'Tea');
  const rooms = Array.from({ length: channels }, (_, index) => community.channel(`room-${index}`));
  const people = Array.from({ length: members }, (_, index) => community.member(`member${index}`));
  const place = workplace({
    QUORUM_HOSTS_LOCAL_URL: ollama.url,
    QUORUM_DISCORD_TOKEN: discord.token,
    QUORUM_DISCORD_API: discord.api,
    QUORUM_TIMEOUTS_LEASE_MS: '5000',
    QUORUM_COMMUNITY_STARTER_PACK: 'false',
    QUORUM_LIMITS_QUESTIONS_PER_MINUTE_PER_MEMBER: '1000',
    QUORUM_LIMITS_QUESTIONS_PER_MINUTE_PER_ROOM: '1000',
    QUORUM_LIMITS_WAITING_PER_MEMBER: '100',
    QUORUM_LIMITS_QUEUE_LENGTH: '1000',
  });
  const bot = { id: discord.world.bot.id };
  let quorum: Running = place.start(['start']);
  await quorum.line(/on Discord/i);

  const asked: Message[] = [];
  const perLife = questions / (kills + 1);
  for (let life = 0; life <= kills; life++) {
    for (let count = 0; count < perLife; count++) {
      asked.push(pick(people).sends(pick(rooms), `what about ${asked.length}?`, { mentions: [bot] }));
      if (random() < 0.04) discord.faults.gateway.dropSockets();
      if (random() < 0.02) discord.faults.loseReply('POST /channels/{channel_id}/messages');
      await new Promise((resolve) => setTimeout(resolve, random() * 60)); // people do not all ask at once
    }
    if (life === kills) break;
    quorum.process.kill('SIGKILL');
    await quorum.ended;
    for (let away = 0; away < 3; away++)
      asked.push(pick(people).sends(pick(rooms), `anyone? ${away}`, { mentions: [bot] }));
    quorum = place.start(['start']);
    await quorum.line(/on Discord/i);
  }

  const repliesTo = (question: Message): Message[] =>
    rooms.flatMap((room) =>
      [...room.messages.values()].filter(
        ({ author, replyTo }) => author.id === bot.id && replyTo?.messageId === question.id,
      ),
    );
  const isFinal = ({ content }: Message) => content.includes('This is an answer') || /ask again/.test(content);
  await expect
    .poll(() => asked.filter((question) => !repliesTo(question).some(isFinal)).length, {
      timeout: 180_000,
      interval: 500,
    })
    .toBe(0);
  quorum.process.kill('SIGTERM');
  await quorum.ended;

  const counts = asked.map((question) => repliesTo(question).length);
  expect(counts.filter((count) => count !== 1)).toEqual([]);
  const store = await openStore({ url: `file:${place.folder}/data/quorum.db` });
  onTestFinished(() => store.close());
  const stored = await store.read.question.groupBy({ by: ['state'], _count: true });
  const sum = stored.reduce((total, { _count }) => total + _count, 0);
  expect(sum).toBe(asked.length);
  expect(stored.map(({ state }) => state).filter((state) => state !== 'answered' && state !== 'cutOff')).toEqual([]);
  const answered = asked.filter((question) => repliesTo(question)[0]?.content.includes('This is an answer')).length;
  expect(await store.read.answer.count()).toBe(answered);
  const cutOff = asked.length - answered;
  console.info(
    `${asked.length} asked, ${kills} kills: ${answered} answered once, ${cutOff} told that they were cut off.`,
  );
  expect(discord.refusals).toEqual([]);
});
