/** A server with people in it, on a Discord whose own work is kept small: what bots are asked from, and measured against. */
import {
  type Channel,
  createCommunity,
  type Discord,
  type DiscordOptions,
  type Message,
  type Person,
  startDiscord,
} from '../../test/stand-ins/discord/index.ts';

export interface Town {
  discord: Discord;
  guildId: string;
  channels: Channel[];
  people: Person[];
  /** What a member asks of the bot; resolves with what followed once `isOver` of the message that answers. */
  ask(question: Asking): Promise<Asked>;
  close(): Promise<void>;
}

interface Asking {
  channel: Channel;
  person: Person;
  text: string;
  /** Whether it is words of the answer that a message shows. */
  isAnswer: (text: string) => boolean;
  /** Whether nothing more is to follow. */
  isOver: (message: Message) => boolean;
}

export interface Asked {
  askedAt: number;
  /** Everything the bot's first reply said, and when. */
  said: { at: number; text: string }[];
  /** When words of the answer could be read. */
  textAt: number;
  overAt: number;
  message: Message;
}

/** Discord's limits, off: where a bot's own speed is what is measured. */
export const unlimited: DiscordOptions = { limits: { buckets: {}, globalPerSecond: 1_000_000 } };

export interface TownSize {
  channels: number;
  people: number;
}

export async function openTown(size: TownSize, options: DiscordOptions = {}): Promise<Town> {
  const discord = await startDiscord({ ...options, validate: false });
  const { world } = discord;
  const community = createCommunity(discord.desk, 'Bench');
  const channels = Array.from({ length: size.channels }, (_, number) => community.channel(`room-${number}`));
  const joinedAt = new Date(Date.now() - 90 * 24 * 60 * 60_000);
  const people = Array.from({ length: size.people }, (_, number) => community.member(`member-${number}`, { joinedAt }));
  return {
    discord,
    guildId: community.id,
    channels,
    people,
    ask({ channel, person, text, isAnswer, isOver }) {
      const { promise, resolve } = Promise.withResolvers<Asked>();
      const said: Asked['said'] = [];
      let textAt = 0;
      let askedAt = 0;
      let questionId = '';
      const stop = world.on(({ channelId }) => {
        if (channelId !== channel.id || questionId === '') return;
        const at = performance.now();
        const message = [...channel.messages.values()].findLast(({ replyTo }) => replyTo?.messageId === questionId);
        if (!message) return;
        if (said.at(-1)?.text !== message.content) said.push({ at, text: message.content });
        if (textAt === 0 && isAnswer(message.content)) textAt = at;
        if (textAt === 0 || !isOver(message)) return;
        stop();
        resolve({ askedAt, said, textAt, overAt: at, message });
      });
      askedAt = performance.now();
      questionId = person.sends(channel, text, { mentions: [world.bot] }).id;
      return promise;
    },
    close: () => discord.close(),
  };
}

/** Quorum's last act on an answer is to offer both thumbs. */
export function hasBothThumbs({ reactions }: Message): boolean {
  return reactions.some(({ emoji }) => emoji.name === '👎');
}
