import { type Client, type GuildTextBasedChannel, type Message, Routes } from 'discord.js';
import type { Bot, Marks, PersonMessage, StandingMark, Voter } from '../../../bot/index.ts';
import type { Log } from '../../../log.ts';
import { placeOf, platform } from '../connection/index.ts';
import { markOf, marksIn, routeOf, signOf } from './mark.ts';
import { readUsers } from './read-back-votes.ts';
import { isByPerson, readMessage, titleOf } from './read-message.ts';

export interface MarkedMessagesParts {
  client: Client;
  bot: Pick<Bot, 'markReply' | 'marksOf'>;
  log: Log;
  selfId: () => string;
  voterOf: (guildId: string | null, userId: string) => Promise<Voter>;
  /** Where Quorum listens at all. */
  mayReadIn: (channel: GuildTextBasedChannel) => boolean;
}

interface Name {
  messageId: string;
  channelId: string;
}

/** What people wrote and others marked: fetched once a mark says so, and no more than that takes. */
export interface MarkedMessages {
  /** Undefined where it is no person's reply to another's question, or not to be read. */
  read(name: Name): Promise<PersonMessage | undefined>;
  /** The marks that stand under it now. */
  standing(name: Name): Promise<StandingMark[]>;
  /** Tells the bot of the marks under a message that has been read back. */
  readBack(message: Message): Promise<void>;
  /** Whether it is known to be nobody's reply: such a message may collect thousands of marks. */
  isOfNobody(messageId: string): boolean;
  fetch(name: Name): Promise<Message<true> | undefined>;
  /** A message of a post, as what answers the post's first one. */
  readAnswer(message: Message<true>): Promise<PersonMessage | undefined>;
}

const mostRemembered = 1000;

export function createMarkedMessages(parts: MarkedMessagesParts): MarkedMessages {
  const { client, bot, log, selfId } = parts;
  const ofNobody = new Set<string>();

  function remember(messageId: string): void {
    ofNobody.add(messageId);
    const [oldest] = ofNobody;
    if (oldest !== undefined && ofNobody.size > mostRemembered) ofNobody.delete(oldest);
  }

  async function fetch({ messageId, channelId }: Name): Promise<Message<true> | undefined> {
    const channel = await client.channels.fetch(channelId);
    if (!channel || channel.isDMBased() || !channel.isTextBased() || !parts.mayReadIn(channel)) return undefined;
    return channel.messages.fetch({ message: messageId, cache: false, force: true });
  }

  async function readPerson(
    message: Message<true>,
    findQuestion = questionOf,
  ): Promise<Omit<PersonMessage, 'standing'> | undefined> {
    const { id: messageId, author, channel, reference } = message;
    const isReply = reference !== null || (channel.isThread() && messageId !== channel.id);
    if (!isByPerson(message) || !isReply) {
      remember(messageId);
      return undefined;
    }
    const { text } = readMessage(message, selfId(), false);
    if (text === '') return undefined;
    const original = await findQuestion(message);
    if (!original) return undefined;
    const words = [titleOf(original), readMessage(original, selfId(), false).text].filter((part) => part !== '');
    const question = { messageId: original.id, memberId: original.author.id, text: words.join('\n\n') };
    if (question.text === '') return undefined;
    const wrote = { messageId, memberId: author.id, name: author.displayName, text, url: message.url };
    return { ...placeOf(channel), ...wrote, question };
  }

  async function standingUnder(message: Message<true>): Promise<StandingMark[]> {
    const { channelId, guildId, id } = message;
    const standing: StandingMark[] = [];
    const marks = await marksIn(bot, guildId);
    for (const { emoji } of message.reactions.cache.values()) {
      const said = markOf(emoji, marks);
      const value = said && signOf(said);
      if (value === undefined) continue;
      const route = Routes.channelMessageReaction(channelId, id, routeOf(emoji));
      for (const { id: memberId, bot: isBot } of await readUsers(client.rest, route)) {
        if (isBot === true) continue;
        const voter = await parts.voterOf(guildId, memberId);
        standing.push({ memberId, value, voter, ...(said?.isFormer && { isFormer: true as const }) });
      }
    }
    return standing;
  }

  return {
    fetch,
    async readAnswer(message) {
      const read = await readPerson(message, openingOf);
      return read && { ...read, standing: [] };
    },
    isOfNobody: (messageId) => ofNobody.has(messageId),
    async read(name) {
      if (ofNobody.has(name.messageId)) return undefined;
      const message = await fetch(name);
      const read = message && (await readPerson(message));
      // Of a text that was edited nobody knows which of the marks were meant for it, but the one that has just come.
      const isSure = message?.editedTimestamp === null && marksUnder(message, await marksIn(bot, message.guildId)) > 1;
      return read && { ...read, standing: isSure ? await standingUnder(message) : [] };
    },
    async standing(name) {
      const message = await fetch(name);
      return message ? standingUnder(message) : [];
    },
    async readBack(message) {
      if (!message.inGuild() || message.editedTimestamp !== null || message.reactions.cache.size === 0) return;
      try {
        if (marksUnder(message, await marksIn(bot, message.guildId)) === 0) return;
        const read = await readPerson(message);
        const standing = read ? await standingUnder(message) : [];
        const [first] = standing.filter((mark) => mark.value > 0 && !mark.isFormer && mark.memberId !== read?.memberId);
        if (!read || !first) return;
        const mark = { platform, messageId: message.id, ...first, isOn: true };
        await bot.markReply(mark, async () => ({ ...read, standing }));
      } catch (error) {
        log.debug('Marks under a message could not be read back.', { reason: String(error) });
      }
    },
  };
}

function marksUnder(message: Message, marks: Marks): number {
  const standing = message.reactions.cache.filter(({ emoji }) => {
    const said = markOf(emoji, marks);
    return said !== undefined && !said.isFormer && signOf(said) !== undefined;
  });
  return standing.reduce((total, { count }) => total + count, 0);
}

/** Another person's message that it replies to, or else the one that opened its thread. What is passed on from another channel is no reply. */
async function questionOf(message: Message<true>): Promise<Message | undefined> {
  const isHere = message.reference?.channelId === message.channelId;
  const original = isHere ? await message.fetchReference().catch(() => null) : null;
  return anothers(original, message) ?? openingOf(message);
}

async function openingOf(message: Message<true>): Promise<Message | undefined> {
  if (!message.channel.isThread()) return undefined;
  return anothers(await message.channel.fetchStarterMessage({ cache: false }).catch(() => null), message);
}

function anothers(original: Message | null, { author }: Message): Message | undefined {
  return original !== null && isByPerson(original) && original.author.id !== author.id ? original : undefined;
}
