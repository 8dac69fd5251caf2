import {
  type APIMessage,
  type APIUser,
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageReactionAddDispatchData,
  type MessageReaction,
  type PartialMessageReaction,
  type PartialUser,
  type REST,
  Routes,
  type User,
} from 'discord.js';
import type { Bot, Voter } from '../../../bot/index.ts';
import type { Log } from '../../../log.ts';
import { platform } from '../connection/index.ts';

export interface VotesParts {
  client: Client;
  bot: Pick<Bot, 'react' | 'reconcile' | 'shown'>;
  log: Log;
  selfId: () => string;
  /** What is known of a member when they vote. */
  voterOf: (guildId: string | null, userId: string) => Promise<Voter>;
  /** How somebody stands in a server, as the event of their thumb says. */
  told: (guildId: string, member: NonNullable<GatewayMessageReactionAddDispatchData['member']>) => void;
}

type AnyReaction = MessageReaction | PartialMessageReaction;

/** What a reaction says of an answer; skin tones say nothing else. */
function thumbOf(emoji: string | null): 1 | -1 | undefined {
  const plain = emoji?.replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '');
  return plain === '👍' ? 1 : plain === '👎' ? -1 : undefined;
}

/** Tells the bot of thumbs under answers, as they come and go. */
export function watchVotes({ client, bot, log, selfId, voterOf, told: toldOf }: VotesParts): void {
  function told(isOn: boolean) {
    return (reaction: AnyReaction, user: User | PartialUser) => {
      const value = thumbOf(reaction.emoji.name);
      if (value === undefined || user.id === selfId() || user.bot) return;
      void tell(reaction, user.id, value, isOn).catch((error: unknown) => {
        log.error('A reaction could not be kept.', { reason: String(error) });
      });
    };
  }

  async function tell({ message }: AnyReaction, memberId: string, value: 1 | -1, isOn: boolean): Promise<void> {
    const { id: messageId, guildId } = message;
    if (!(await bot.shown.find(platform, messageId))) return;
    const voter = await voterOf(guildId, memberId);
    await bot.react({ platform, messageId, memberId, value, isOn, voter });
  }

  async function cleared(messageId: string): Promise<void> {
    if (!(await bot.shown.find(platform, messageId))) return;
    await bot.reconcile({ platform, messageId }, []);
  }

  /** Who had put that thumb is not told, and other skin tones of it still stand. */
  async function countAgain({ message: { id, channelId: roomId } }: AnyReaction): Promise<void> {
    if (!(await bot.shown.find(platform, id))) return;
    await readBackVotes({ rest: client.rest, bot, selfId: selfId() }, { messageId: id, roomId });
  }

  // discord.js passes on who it was, but not how they stand; the raw event comes just before its own.
  const tellOf = ({ guild_id, member, emoji }: GatewayMessageReactionAddDispatchData) => {
    if (guild_id && member && thumbOf(emoji.name) !== undefined) toldOf(guild_id, member);
  };
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, tellOf);
  client.on(Events.MessageReactionAdd, told(true));
  client.on(Events.MessageReactionRemove, told(false));
  const later = () => {}; // it is read back at the next start
  client.on(Events.MessageReactionRemoveAll, ({ id }) => void cleared(id).catch(later));
  client.on(Events.MessageReactionRemoveEmoji, (reaction) => {
    if (thumbOf(reaction.emoji.name) !== undefined) void countAgain(reaction).catch(later);
  });
}

/** Reads what stands under a message of ours, and brings the votes in line with it. Returns how many had been missed. */
export async function readBackVotes(
  { rest, bot, selfId }: { rest: Pick<REST, 'get'>; bot: Pick<Bot, 'reconcile'>; selfId: string },
  { messageId, roomId }: { messageId: string; roomId: string },
): Promise<number> {
  const message = (await rest.get(Routes.channelMessage(roomId, messageId))) as APIMessage; // what Discord answers to this request
  const thumbs = (message.reactions ?? []).filter(({ emoji }) => thumbOf(emoji.name) !== undefined);
  const standing: { memberId: string; value: 1 | -1 }[] = [];
  for (const { emoji, count, me } of thumbs) {
    const value = thumbOf(emoji.name);
    if (value === undefined || (me && count === 1)) continue;
    const users = await readUsers(
      rest,
      Routes.channelMessageReaction(roomId, messageId, encodeURIComponent(emoji.name ?? '')),
    );
    for (const user of users) if (user.id !== selfId && user.bot !== true) standing.push({ memberId: user.id, value });
  }
  return bot.reconcile({ platform, messageId }, standing);
}

const pageSize = 100;
const mostPages = 20;

async function readUsers(rest: Pick<REST, 'get'>, route: `/${string}`): Promise<APIUser[]> {
  const users: APIUser[] = [];
  for (let page = 0; page < mostPages; page++) {
    const after = users.at(-1)?.id;
    const query = new URLSearchParams({ limit: String(pageSize), ...(after !== undefined && { after }) });
    const more = (await rest.get(route, { query })) as APIUser[];
    users.push(...more);
    if (more.length < pageSize) break;
  }
  return users;
}
