import { RESTJSONErrorCodes as Code, DiscordAPIError } from 'discord.js';
import type { Bot } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import { platform } from '../connection/index.ts';
import type { MarkedMessages } from './marked-messages.ts';
import { readMessage } from './read-message.ts';

export interface CatchUpRepliesParts {
  client: { user: { id: string } };
  bot: Pick<Bot, 'keptReplies' | 'reconcileReply' | 'revise' | 'withdraw'>;
  marked: MarkedMessages;
  clock: Pick<Clock, 'now'>;
  log: Log;
  signal: AbortSignal;
}

const ageMs = 7 * 24 * 60 * 60_000;
const mostReplies = 100;

/** Looks after people's replies that are kept, the newest first: what was marked, edited or deleted meanwhile. */
export async function catchUpReplies(parts: CatchUpRepliesParts): Promise<void> {
  const { bot, marked, clock, log, signal } = parts;
  for (const kept of await bot.keptReplies(platform, new Date(clock.now() - ageMs), mostReplies)) {
    if (signal.aborted) return;
    const { messageId, roomId: channelId, text } = kept;
    const name = { platform, messageId };
    try {
      const message = await marked.fetch({ messageId, channelId });
      if (!message) continue;
      const now = readMessage(message, parts.client.user.id, false).text;
      if (now === '') continue; // it is not ours to read any more
      if (now !== text) await bot.revise({ ...name, text: now }, signal);
      else if (message.editedTimestamp === null)
        await bot.reconcileReply(name, () => marked.standing({ messageId, channelId }));
    } catch (error) {
      const isGone = error instanceof DiscordAPIError && error.code === Code.UnknownMessage;
      if (isGone) await bot.withdraw(name);
      else log.debug('A reply could not be looked after.', { reason: String(error) });
    }
  }
}
