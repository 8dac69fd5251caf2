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
import type { Bot, Marks, Voter } from '../../../bot/index.ts';
import type { Log } from '../../../log.ts';
import { platform } from '../connection/index.ts';
import { markOf, marksIn, type Said, signOf } from './mark.ts';
import type { MarkedMessages } from './marked-messages.ts';
import { readBackVotes } from './read-back-votes.ts';

export interface VotesParts {
  client: Client;
  bot: Pick<Bot, 'react' | 'reconcile' | 'shown' | 'markReply' | 'reconcileReply' | 'marksOf'>;
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
  /** Each server's, as they were last looked up. */
  const lastMarks = new Map<string, Marks>();

  async function knowMarks(guildId: string | null): Promise<Marks> {
    const marks = await marksIn(bot, guildId);
    if (guildId !== null) lastMarks.set(guildId, marks);
    return marks;
  }

  function told(isOn: boolean) {
    return (reaction: AnyReaction, user: User | PartialUser) => {
      if (user.id === selfId() || user.bot) return;
      void read(reaction, user.id, isOn).catch((error: unknown) => {
        log.error('A reaction could not be kept.', { reason: String(error) });
      });
    };
  }

  /** What was said with a mark of former days may be taken back; it is said no more. */
  async function read(reaction: AnyReaction, memberId: string, isOn: boolean): Promise<void> {
    const said = markOf(reaction.emoji, await knowMarks(reaction.message.guildId));
    if (said && !(said.isFormer && isOn)) await tell(reaction, memberId, said, isOn);
  }

  async function tell({ message }: AnyReaction, memberId: string, said: Said, isOn: boolean): Promise<void> {
    const { id: messageId, guildId, channelId } = message;
    const { value } = said;
    const sign = signOf(said);
    if (await bot.shown.find(platform, messageId)) {
      const voter = await voterOf(guildId, memberId);
      await bot.react({ platform, messageId, memberId, value, isOn, voter });
    } else if (guildId !== null && sign !== undefined && !marked.isOfNobody(messageId)) {
      const voter = await voterOf(guildId, memberId);
      const mark = { platform, messageId, memberId, value: sign, isOn, voter };
      await bot.markReply(mark, () => marked.read({ messageId, channelId }));
    }
  }

  async function cleared(messageId: string): Promise<void> {
    if (await bot.shown.find(platform, messageId)) await bot.reconcile({ platform, messageId }, []);
    else await bot.reconcileReply({ platform, messageId }, async () => []);
  }

  /** Who had put that thumb is not told, and other skin tones of it still stand. */
  async function countAgain({ emoji, message: { id, guildId, channelId: roomId } }: AnyReaction): Promise<void> {
    if (!markOf(emoji, await knowMarks(guildId))) return;
    const isAnswer = await bot.shown.find(platform, id);
    if (isAnswer) await readBackVotes({ client, bot, selfId: selfId(), voterOf }, { messageId: id, roomId });
    else
      await bot.reconcileReply({ platform, messageId: id }, () =>
        marked.standing({ messageId: id, channelId: roomId }),
      );
  }

  // discord.js passes on who it was, but not how they stand; the raw event comes just before its own.
  const tellOf = ({ guild_id, member, emoji }: GatewayMessageReactionAddDispatchData) => {
    const marks = guild_id === undefined ? undefined : lastMarks.get(guild_id);
    if (guild_id && member && (!marks || markOf(emoji, marks))) toldOf(guild_id, member);
  };
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, tellOf);
  client.on(Events.MessageReactionAdd, told(true));
  client.on(Events.MessageReactionRemove, told(false));
  const later = () => {}; // it is read back at the next start
  client.on(Events.MessageReactionRemoveAll, ({ id }) => void cleared(id).catch(later));
  client.on(Events.MessageReactionRemoveEmoji, (reaction) => {
    void countAgain(reaction).catch(later);
  });
}
