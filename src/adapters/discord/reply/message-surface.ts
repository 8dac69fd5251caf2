import { createHash } from 'node:crypto';
import {
  type APIMessage,
  RESTJSONErrorCodes as Code,
  DiscordAPIError,
  HTTPError,
  MessageFlags,
  MessageReferenceType,
  RateLimitError,
  type REST,
  Routes,
} from 'discord.js';
import type { Shown } from '../../../bot/index.ts';
import type { Content, Sent, Surface } from './surface.ts';

export interface MessageSurfaceParts {
  rest: Pick<REST, 'get' | 'post' | 'patch' | 'put' | 'delete'>;
  shown: Pick<Shown, 'of'>;
  /** Our own user. */
  selfId: string;
  channelId: string;
  /** The message that asked; undefined where the reply stands by itself. */
  messageId?: string;
  /** Known once the question is stored. */
  questionId: () => string;
  revision: number;
  /** Called for each message that we delete, so that its deletion is not taken for a moderator's. */
  onRemove: (messageId: string) => void;
  /** Runs what writes into a room; see ../connection. */
  guard: <T>(channelId: string, work: () => Promise<T>) => Promise<T>;
}

/** A reply in a room: its first part replies to the message that asked, its others to the first. */
export function createMessageSurface(parts: MessageSurfaceParts): Surface {
  const { rest, shown, selfId, channelId, messageId, questionId, revision, onRemove, guard } = parts;
  let firstId: string | undefined;

  const surface: Surface = {
    async find() {
      const known = (await shown.of(questionId())).map(({ messageId: id, roomId }) => ({ messageId: id, roomId }));
      const found = known.length > 0 ? known : await findByReference();
      firstId = found[0]?.messageId;
      return found;
    },

    async send(part, content) {
      const replyTo = part === 1 ? messageId : firstId;
      const body = {
        ...bodyOf(content),
        nonce: nonceOf(`${questionId()} ${revision} ${part}`),
        enforce_nonce: true,
        ...(replyTo !== undefined && {
          message_reference: { type: MessageReferenceType.Default, message_id: replyTo, fail_if_not_exists: false },
        }),
      };
      const send = () => rest.post(Routes.channelMessages(channelId), sending(body, content));
      const message = (await guard(channelId, () => persist(send))) as APIMessage; // what Discord answers to this request
      const sent = { messageId: message.id, roomId: channelId };
      firstId ??= message.id;
      // An earlier attempt of ours may have arrived, with an older text.
      if (message.content !== content.text.trim()) await surface.edit(sent, content);
      return sent;
    },

    async edit(sent, content) {
      const route = Routes.channelMessage(sent.roomId, sent.messageId);
      const edit = () => rest.patch(route, sending(bodyOf(content), content));
      await guard(channelId, () => persist(edit)).catch(unlessGone);
    },

    async remove(sent) {
      onRemove(sent.messageId);
      await rest.delete(Routes.channelMessage(sent.roomId, sent.messageId)).catch(unlessGone);
    },

    async react(sent, emoji) {
      await rest
        .put(Routes.channelMessageOwnReaction(sent.roomId, sent.messageId, encodeURIComponent(emoji)))
        .catch(unlessGone);
    },

    async clearReactions(sent) {
      const { reactions = [] } = (await rest.get(Routes.channelMessage(sent.roomId, sent.messageId))) as APIMessage;
      if (reactions.every(({ count, me }) => me && count === 1)) return true; // ours alone
      return rest.delete(Routes.channelMessageAllReactions(sent.roomId, sent.messageId)).then(
        () => true,
        () => false,
      );
    },
  };

  return surface;

  /** Written by an instance that died before it could keep what it had written. */
  async function findByReference(): Promise<Sent[]> {
    if (messageId === undefined) return [];
    const query = new URLSearchParams({ after: messageId, limit: '100' });
    const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
    const oldestFirst = messages
      .filter(({ author }) => author.id === selfId)
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    const first = oldestFirst.find(({ message_reference }) => message_reference?.message_id === messageId);
    if (!first) return [];
    const others = oldestFirst.filter(({ message_reference }) => message_reference?.message_id === first.id);
    return [first, ...others].map(({ id }) => ({ messageId: id, roomId: channelId }));
  }
}

const mostAttempts = 4;

/**
 * Repeats what went wrong on the way to Discord or back, which discord.js does not: an edit may be done twice, and a send
 * bears a nonce.
 */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isAnswer =
        error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError;
      if (isAnswer || attempt === mostAttempts) throw error;
    }
  }
}

/** Discord takes a second message with the same nonce for the first. */
function nonceOf(what: string): string {
  return createHash('sha256').update(what).digest('base64url').slice(0, 25);
}

function bodyOf({ text, components }: Content) {
  return { content: text, components, allowed_mentions: { parse: [] }, flags: MessageFlags.SuppressEmbeds };
}

function sending(body: object, { file }: Content) {
  return { body, ...(file && { files: [{ name: file.name, data: Buffer.from(file.text) }] }) };
}

const gone = new Set<string | number>([Code.UnknownMessage, Code.UnknownChannel]);

/** A moderator may have deleted the message meanwhile, or its channel; then it is not written again. */
function unlessGone(error: unknown): void {
  if (error instanceof DiscordAPIError && gone.has(error.code)) return;
  throw error;
}
