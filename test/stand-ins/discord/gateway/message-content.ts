/** A message as a bot without the MESSAGE_CONTENT intent gets it: its text is left out unless the bot is concerned. */

/** The part of a message that decides, and that is left out. */
interface Readable {
  guild_id?: string | undefined;
  author: { id: string };
  mentions: { id: string }[];
  content: string;
  embeds: unknown[];
  attachments: unknown[];
  components?: unknown[] | undefined;
  poll?: unknown;
  message_snapshots?: { message: object }[] | undefined;
  referenced_message?: Readable | null | undefined;
}

const nothing = { content: '', embeds: [], attachments: [] };

const carriers = new Set(['MESSAGE_CREATE', 'MESSAGE_UPDATE']);

export function withoutContent(type: string, data: unknown, botId: string, guildId: string | undefined): unknown {
  if (!carriers.has(type) || guildId === undefined) return data;
  // These two events carry whole messages, always.
  return blanked(data as Readable, botId);
}

function blanked(message: Readable, botId: string): Readable {
  const { referenced_message: referenced } = message;
  const inside = referenced ? { ...message, referenced_message: blanked(referenced, botId) } : message;
  const isConcerned = message.author.id === botId || message.mentions.some(({ id }) => id === botId);
  if (isConcerned) return inside;
  const { poll: _, message_snapshots: snapshots, ...rest } = inside;
  return {
    ...rest,
    ...nothing,
    ...(message.components && { components: [] }),
    ...(snapshots && {
      message_snapshots: snapshots.map(({ message: copy }) => ({ message: { ...copy, ...nothing } })),
    }),
  };
}
