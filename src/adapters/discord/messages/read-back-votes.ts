import { type APIMessage, type APIUser, type Client, type REST, Routes } from 'discord.js';
import type { Bot, Standing, Voter } from '../../../bot/index.ts';
import { platform } from '../connection/index.ts';
import { markOf, marksIn, routeOf } from './mark.ts';

export interface ReadBackVotesParts {
  client: Pick<Client, 'rest' | 'channels'>;
  bot: Pick<Bot, 'reconcile' | 'marksOf'>;
  selfId: string;
  voterOf: (guildId: string | null, userId: string) => Promise<Voter>;
}

/** Reads what stands under a message of ours, and brings the votes in line with it. Returns how many had been missed. */
export async function readBackVotes(
  { client, bot, selfId, voterOf }: ReadBackVotesParts,
  { messageId, roomId }: { messageId: string; roomId: string },
): Promise<number> {
  const { rest } = client;
  const message = (await rest.get(Routes.channelMessage(roomId, messageId))) as APIMessage; // what Discord answers to this request
  const standing: Standing[] = [];
  const guildId = guildOf(client, roomId);
  const marks = await marksIn(bot, guildId);
  for (const { emoji, count, me } of message.reactions ?? []) {
    const said = markOf(emoji, marks);
    if (said === undefined || (me && count === 1)) continue;
    const users = await readUsers(rest, Routes.channelMessageReaction(roomId, messageId, routeOf(emoji)));
    for (const { id: memberId, bot: isBot } of users) {
      if (memberId === selfId || isBot === true) continue;
      // Only of who may decide alone does it matter who they are.
      const voter = Math.abs(said.value) === 2 ? { voter: await voterOf(guildId, memberId) } : {};
      standing.push({ memberId, ...said, ...voter });
    }
  }
  return bot.reconcile({ platform, messageId }, standing);
}

function guildOf(client: Pick<Client, 'channels'>, roomId: string): string | null {
  const channel = client.channels.cache.get(roomId);
  return channel && 'guildId' in channel ? channel.guildId : null;
}

const pageSize = 100;
const mostPages = 20;

export async function readUsers(rest: Pick<REST, 'get'>, route: `/${string}`): Promise<APIUser[]> {
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
