import type { Client } from 'discord.js';
import type { Bot, ShownMessage } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import { isRefusedThere, platform } from '../connection/index.ts';
import { type ReadBackVotesParts, readBackVotes } from './read-back-votes.ts';

export interface CatchUpVotesParts {
  client: Client<true>;
  bot: Pick<Bot, 'shown' | 'reconcile' | 'marksOf'>;
  clock: Pick<Clock, 'now'>;
  log: Log;
  voterOf: ReadBackVotesParts['voterOf'];
  signal: AbortSignal;
}

const votesAgeMs = 7 * 24 * 60 * 60_000;
const mostAnswers = 300;
/** Discord's pace is one of each room, and one of fifty requests a second in all, of which answers need some. */
const roomsAtOnce = 4;

/**
 * Counts the thumbs that came or went under recent answers meanwhile: a few rooms at a time, first those where people talk
 * now, and in each one answer after another.
 */
export async function catchUpVotes(parts: CatchUpVotesParts): Promise<void> {
  const { client, bot, clock, log } = parts;
  const recent = await bot.shown.since(platform, new Date(clock.now() - votesAgeMs), mostAnswers);
  if (recent.length === 0) return;
  const rooms = [...Map.groupBy(recent, ({ roomId }) => roomId)].map(([roomId, messages]) => ({
    messages,
    lastMessageId: lastMessageIn(client, roomId) ?? messages[0]?.messageId ?? '0',
  }));
  const liveliestFirst = rooms.sort((one, other) => (BigInt(one.lastMessageId) > BigInt(other.lastMessageId) ? -1 : 1));
  const counted = { answers: 0, rooms: rooms.length, votes: 0 };
  await fewAtOnce(liveliestFirst, roomsAtOnce, async ({ messages }) => {
    for await (const missed of readRoom(parts, messages)) {
      counted.answers += 1;
      counted.votes += missed;
    }
  });
  log.info('Thumbs under recent answers have been read back.', counted);
}

/** How many votes had been missed under each of a room's messages that can be read. */
async function* readRoom(
  { client, bot, log, signal, voterOf }: CatchUpVotesParts,
  messages: readonly ShownMessage[],
): AsyncGenerator<number> {
  for (const shown of messages) {
    if (signal.aborted) return;
    try {
      yield await readBackVotes({ client, bot, selfId: client.user.id, voterOf }, shown);
    } catch (error) {
      if (isRefusedThere(error)) return; // none of them is ours to read
      log.debug('Thumbs under an answer could not be read back.', { reason: String(error) }); // it is gone, say
    }
  }
}

function lastMessageIn(client: Client, roomId: string): string | undefined {
  const channel = client.channels.cache.get(roomId);
  return channel?.isTextBased() ? (channel.lastMessageId ?? undefined) : undefined;
}

/** Does the work for all of them, in order, and for so many at a time. */
async function fewAtOnce<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const workOff = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: most }, workOff));
}
