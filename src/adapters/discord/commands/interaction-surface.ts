/**
 * The response to an interaction as a place for a reply: its first message takes the place of "is thinking …", the
 * others follow it, for as long as Discord lets the interaction be answered.
 */
import { DiscordAPIError, type InteractionWebhook, MessageFlags, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Content, Sent, Surface } from '../reply/surface.ts';

export interface InteractionSurface extends Surface {
  /** The message that the interaction itself was answered with, once there is one. */
  first(): Sent | undefined;
  /** The reply goes on elsewhere: whatever `end` takes back, the first message is left there, and says so. */
  leave(sentence: string, end: () => Promise<void>): Promise<void>;
}

export interface SurfaceOptions {
  /** Of an interaction that was acknowledged as its reply is to be seen: by everyone, or by whoever called alone. */
  webhook: InteractionWebhook;
  channelId: string;
  isPrivate: boolean;
  /** What was written there by a process that died. */
  written?: readonly Sent[];
}

export function createInteractionSurface(options: SurfaceOptions): InteractionSurface {
  const { webhook, channelId, isPrivate, written = [] } = options;
  const sent = new Map(written.map((each, index) => [index + 1, each]));
  let isLeft = false;

  const first = () => sent.values().next().value;

  async function change(message: string, { text, components, file }: Content): Promise<string> {
    const files = file ? [{ name: file.name, attachment: Buffer.from(file.text) }] : [];
    // What was attached before is named no more, so that a file takes the place of an earlier one.
    const body = { content: text, components, files, attachments: [], allowedMentions: { parse: [] } };
    const { id } = await webhook.editMessage(message, { ...body, flags: MessageFlags.SuppressEmbeds });
    return id;
  }

  async function follow({ text, components, file }: Content): Promise<string> {
    const files = file ? [{ name: file.name, attachment: Buffer.from(file.text) }] : [];
    const flags: (MessageFlags.Ephemeral | MessageFlags.SuppressEmbeds)[] = [MessageFlags.SuppressEmbeds];
    if (isPrivate) flags.push(MessageFlags.Ephemeral);
    const body = { content: text, components, files, allowedMentions: { parse: [] } };
    const { id } = await webhook.send({ ...body, flags });
    return id;
  }

  const surface: InteractionSurface = {
    first,
    async leave(sentence, end) {
      isLeft = true;
      await end();
      await change(first()?.messageId ?? '@original', { text: sentence, components: [] });
    },
    find: async () => [...sent.entries()].sort(([one], [other]) => one - other).map(([, each]) => each),
    async send(part, content) {
      const known = sent.get(part);
      if (known) return known;
      const messageId = sent.size === 0 ? await change('@original', content) : await follow(content);
      const written = { messageId, roomId: channelId };
      sent.set(part, written);
      return written;
    },
    async edit({ messageId }, content) {
      await change(messageId, content);
    },
    async remove({ messageId }) {
      if (isLeft && messageId === first()?.messageId) return;
      await webhook.deleteMessage(messageId).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
    },
  };
  if (isPrivate) return surface; // ephemeral messages take no reactions
  return {
    ...surface,
    async react({ messageId, roomId }, emoji) {
      await webhook.client.rest.put(Routes.channelMessageOwnReaction(roomId, messageId, encodeURIComponent(emoji)));
    },
  };
}

function isGone(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage;
}
