/** The message inside an interaction's answer, read as REST reads any other. */
import { MessageFlags } from 'discord-api-types/v10';
import { allowedIn, attach, editOf, readMessage, requireSomething } from '../rest/index.ts';
import {
  type Channel,
  type Edit,
  editMessage,
  type Message,
  type Sent,
  type Upload,
  type World,
} from '../world/index.ts';

export interface Body {
  body: unknown;
  uploads: Upload[];
}

export interface NewMessage extends Omit<Sent, 'author'> {
  isEphemeral: boolean;
}

export function readNew(world: World, channel: Channel, { body, uploads }: Body): NewMessage {
  const form = readMessage(body);
  requireSomething(form, uploads);
  return {
    content: form.content ?? '',
    embeds: form.embeds ?? [],
    components: form.components ?? [],
    attachments: attach(world, channel, form, uploads),
    allowedMentions: allowedIn(form),
    ...readFlags(body),
  };
}

/** All that matters of a message that is yet to be written. */
export function readFlags(body: unknown): { flags: number; isEphemeral: boolean } {
  const { flags } = readMessage(body);
  const given = flags ?? 0;
  return { flags: given & ~MessageFlags.Ephemeral, isEphemeral: (given & MessageFlags.Ephemeral) !== 0 };
}

/** Who sees a message is decided once: an edit changes nothing in that. "Is thinking …" ends with it. */
export function rewrite(world: World, channel: Channel, message: Message, { body, uploads }: Body): void {
  const { flags: _, ...edit }: Edit = editOf({ world, uploads }, message, readMessage(body));
  editMessage(world, channel, message, { ...edit, flags: message.flags & ~MessageFlags.Loading });
}
