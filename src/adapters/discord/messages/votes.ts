import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageReactionAddDispatchData,
  type MessageReaction,
  type PartialMessageReaction,
  type PartialUser,
  type User,
} from 'discord.js';
import type { Bot, Mark, Voter } from '../../../bot/index.ts';
import type { Log } from '../../../log.ts';
import { platform } from '../connection/index.ts';
import { markOf, signOf } from './mark.ts';
import type { MarkedMessages } from './marked-messages.ts';
import { readBackVotes } from './read-back-votes.ts';

export interface VotesParts {
  client: Client;
  bot: Pick<Bot, 'react' | 'reconcile' | 'shown' | 'markReply' | 'reconcileReply'>;
  marked: MarkedMessages;
  log: Log;
  selfId: () => string;
  /** What is known of a member when they vote. */
  voterOf: (guildId: string | null, userId: string) => Promise<Voter>;
  /** How somebody stands in a server, as the event of their thumb says. */
  told: (guildId: string, member: NonNullable<GatewayMessageReactionAddDispatchData['member']>) => void;
}

type AnyReaction = MessageReaction | PartialMessageReaction;

/** Tells the bot of thumbs and marks under answers and people's replies, as they come and go. */
export function watchVotes({ client, bot, log, selfId, marked, voterOf, told: toldOf }: VotesParts): void {
  function told(isOn: boolean) {
    return (reaction: AnyReaction, user: User | PartialUser) => {
      const value = markOf(reaction.emoji.name);
      if (value === undefined || user.id === selfId() || user.bot) return;
      void tell(reaction, user.id, value, isOn).catch((error: unknown) => {
        log.error('A reaction could not be kept.', { reason: String(error) });
      });
    };
  }

  async function tell({ message }: AnyReaction, memberId: string, value: Mark, isOn: boolean): Promise<void> {
    const { id: messageId, guildId, channelId } = message;
    if (await bot.shown.find(platform, messageId)) {
      const voter = await voterOf(guildId, memberId);
      await bot.react({ platform, messageId, memberId, value, isOn, voter });
    } else if (guildId !== null && (value === 2 || value === -2) && !marked.isOfNobody(messageId)) {
      const voter = await voterOf(guildId, memberId);
      const mark = { platform, messageId, memberId, value: signOf(value), isOn, voter };
      await bot.markReply(mark, () => marked.read({ messageId, channelId }));
    }
  }

  async function cleared(messageId: string): Promise<void> {
    if (await bot.shown.find(platform, messageId)) await bot.reconcile({ platform, messageId }, []);
    else await bot.reconcileReply({ platform, messageId }, async () => []);
  }

  /** Who had put that thumb is not told, and other skin tones of it still stand. */
  async function countAgain({ message: { id, channelId: roomId } }: AnyReaction): Promise<void> {
    const isAnswer = await bot.shown.find(platform, id);
    if (isAnswer) await readBackVotes({ client, bot, selfId: selfId(), voterOf }, { messageId: id, roomId });
    else
      await bot.reconcileReply({ platform, messageId: id }, () =>
        marked.standing({ messageId: id, channelId: roomId }),
      );
  }

  // discord.js passes on who it was, but not how they stand; the raw event comes just before its own.
  const tellOf = ({ guild_id, member, emoji }: GatewayMessageReactionAddDispatchData) => {
    if (guild_id && member && markOf(emoji.name) !== undefined) toldOf(guild_id, member);
  };
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, tellOf);
  client.on(Events.MessageReactionAdd, told(true));
  client.on(Events.MessageReactionRemove, told(false));
  const later = () => {}; // it is read back at the next start
  client.on(Events.MessageReactionRemoveAll, ({ id }) => void cleared(id).catch(later));
  client.on(Events.MessageReactionRemoveEmoji, (reaction) => {
    if (markOf(reaction.emoji.name) !== undefined) void countAgain(reaction).catch(later);
  });
}
