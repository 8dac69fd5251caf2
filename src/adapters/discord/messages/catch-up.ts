import { type Client, type Guild, type Message, SnowflakeUtil, type TextBasedChannel } from 'discord.js';
import type { Bot } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import { communityOf, platform } from '../connection/index.ts';
import type { Ear } from './ear.ts';
import type { MarkedMessages } from './marked-messages.ts';

export interface CatchUpParts {
  client: Client<true>;
  bot: Pick<Bot, 'seen' | 'readingBack'>;
  ear: Pick<Ear, 'hear'>;
  clock: Clock;
  log: Log;
  /** What was marked meanwhile, of what was written meanwhile. */
  marked: Pick<MarkedMessages, 'readBack'>;
  mayRead: (channel: TextBasedChannel) => boolean;
  signal: AbortSignal;
}

/** What is older is not read back at all, and of a busy room only so much. */
const mostAgeMs = 24 * 60 * 60_000;
const unmarkedAgeMs = 15 * 60_000;
const mostPerRoom = 300;
const mostDirect = 200;

/**
 * Reads back what was written while Quorum was away: each room from where it was last read, as far as Discord says that there
 * is anything new. What was read before is known and does nothing.
 */
export async function catchUpMessages(parts: CatchUpParts): Promise<number> {
  const { client, bot, log, signal } = parts;
  let count = 0;
  const guilds = [...client.guilds.cache.values()];
  const unread = new Map(guilds.map((guild) => [guild.id, bot.readingBack(communityOf(guild))]));
  for (const guild of guilds) {
    if (!signal.aborted) count += await readGuild(parts, guild);
    unread.get(guild.id)?.();
  }
  for (const [channelId, mark] of await bot.seen.direct(platform, mostDirect)) {
    if (signal.aborted) return count;
    const channel = await client.channels.fetch(channelId).catch(() => null);
    if (channel?.isDMBased() && channel.isTextBased()) count += await readRoom(parts, channel, BigInt(mark));
  }
  if (count > 0) log.info('What was written meanwhile has been read back.', { messages: count });
  return count;
}

/** The rooms of one server in which Discord says that there is something new. */
async function readGuild(parts: CatchUpParts, guild: Guild): Promise<number> {
  const { bot, clock, log, signal } = parts;
  let count = 0;
  try {
    const marks = await bot.seen.of(communityOf(guild));
    const newest = [...marks.values()].reduce((most, mark) => (BigInt(mark) > most ? BigInt(mark) : most), 0n);
    const unmarked = unmarkedSince(newest, clock.now());
    for (const channel of guild.channels.cache.values()) {
      if (signal.aborted) break;
      if (!channel.isTextBased() || !parts.mayRead(channel)) continue;
      count += await readRoom(parts, channel, BigInt(marks.get(channel.id) ?? unmarked));
    }
  } catch (error) {
    log.warn('A server could not be read back.', { server: guild.id, reason: String(error) });
  }
  return count;
}

/** A room of its own mark is read from there. Another may have been read, by a process that died before it could note that. */
function unmarkedSince(newest: bigint, now: number): bigint {
  const lastSeen = newest === 0n ? now : SnowflakeUtil.timestampFrom(newest);
  return SnowflakeUtil.generate({ timestamp: Math.max(0, lastSeen - unmarkedAgeMs), increment: 0n });
}

async function readRoom(parts: CatchUpParts, channel: TextBasedChannel, mark: bigint): Promise<number> {
  const { ear, clock, log } = parts;
  if (BigInt(channel.lastMessageId ?? 0) <= mark) return 0;
  const oldest = SnowflakeUtil.generate({ timestamp: Math.max(0, clock.now() - mostAgeMs), increment: 0n });
  const after = mark > oldest ? mark : oldest;
  try {
    const missed = await readSince(channel, after);
    // Oldest first, without waiting for the answers: those may wait for what people said afterwards.
    await Promise.all(missed.map((message) => new Promise<void>((told) => void ear.hear(message, told))));
    for (const message of missed) await parts.marked.readBack(message);
    return missed.length;
  } catch (error) {
    log.warn('A room could not be read back.', { room: channel.id, reason: String(error) });
    return 0;
  }
}

/** The newest messages after that id, oldest first. */
async function readSince(channel: TextBasedChannel, after: bigint): Promise<Message[]> {
  const found: Message[] = [];
  for (let before: string | undefined; found.length < mostPerRoom; ) {
    const page = await channel.messages.fetch({ limit: 100, cache: false, ...(before !== undefined && { before }) });
    const newer = [...page.values()].filter(({ id }) => BigInt(id) > after);
    found.push(...newer);
    before = page.last()?.id;
    if (newer.length < 100 || before === undefined) break;
  }
  return found.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}
