/** The first answer to an interaction: which kinds fit what was done, and what each of them does. */
import {
  InteractionResponseType as Kind,
  InteractionType as Made,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidField, readForm, unknown } from '../rest/index.ts';
import { type Message, sendMessage, type World } from '../world/index.ts';
import { type Answer, componentMessageOf, type Interaction, type Modal } from './interaction.ts';
import { type Body, type NewMessage, readFlags, readNew, rewrite } from './message-body.ts';
import { metadataOf } from './metadata.ts';

const callback = z.looseObject({ type: z.int(), data: z.looseObject({}).nullish() });
const choices = z.looseObject({
  choices: z
    .array(z.looseObject({ name: z.string().min(1).max(100), value: z.union([z.string().max(100), z.number()]) }))
    .max(25),
});
const modal = z.looseObject({
  custom_id: z.string().min(1).max(100),
  title: z.string().min(1).max(45),
  components: z
    .array(z.looseObject({ type: z.number() }))
    .min(1)
    .max(5),
});

export function answerFirst(world: World, interaction: Interaction, { body, uploads }: Body) {
  const { type, data } = callback.parse(body);
  if (!fits(type, interaction)) {
    throw invalidField('type', { code: 'BASE_TYPE_CHOICES', message: `Callback ${type} does not answer that.` });
  }
  return { type, answer: act(world, interaction, type, { body: data ?? {}, uploads }) };
}

function fits(type: number, interaction: Interaction): boolean {
  const { cause } = interaction;
  if (cause.type === Made.ApplicationCommandAutocomplete) return type === Kind.ApplicationCommandAutocompleteResult;
  switch (type) {
    case Kind.ChannelMessageWithSource:
    case Kind.DeferredChannelMessageWithSource:
      return true;
    case Kind.DeferredMessageUpdate:
    case Kind.UpdateMessage:
      return componentMessageOf(interaction) !== undefined;
    case Kind.Modal:
      return cause.type !== Made.ModalSubmit;
    default:
      return false;
  }
}

function act(world: World, interaction: Interaction, type: number, sent: Body): Answer {
  const { channel } = interaction;
  if (type === Kind.ApplicationCommandAutocompleteResult) return { kind: 'choices', ...readForm(choices, sent.body) };
  // Safe: what the stand-in itself needs of a modal is checked, the rest by the description.
  if (type === Kind.Modal) return { kind: 'modal', modal: readForm(modal, sent.body) as unknown as Modal };
  const shown = componentMessageOf(interaction);
  if (shown !== undefined && type === Kind.DeferredMessageUpdate) return { kind: 'acknowledged', message: shown };
  if (shown !== undefined && type === Kind.UpdateMessage) {
    if (!channel.messages.has(shown.id)) throw unknown('Message');
    rewrite(world, channel, shown, sent);
    return { kind: 'message', message: shown };
  }
  if (type === Kind.ChannelMessageWithSource) {
    return { kind: 'message', message: post(world, interaction, readNew(world, channel, sent)) };
  }
  const { flags, isEphemeral } = readFlags(sent.body);
  const thinking = { flags: flags | MessageFlags.Loading, isEphemeral };
  return { kind: 'thinking', message: post(world, interaction, thinking) };
}

/** A new message in the interaction's channel, for everybody or for its user alone. */
export function post(
  world: World,
  interaction: Interaction,
  { isEphemeral, ...read }: NewMessage,
  { isFollowUp = false } = {},
): Message {
  const { channel, user } = interaction;
  const metadata = metadataOf(interaction, { isFollowUp });
  const reference = referenceOf(interaction, isFollowUp);
  return sendMessage(world, channel, {
    ...read,
    author: world.bot,
    type: typeOf(interaction, isFollowUp),
    webhookId: world.applicationId,
    ...(metadata !== undefined && { interaction: metadata }),
    ...(isEphemeral && { onlyFor: user.id }),
    ...(reference !== undefined && { replyTo: { messageId: reference.id, channelId: channel.id } }),
  });
}

function typeOf({ cause }: Interaction, isFollowUp: boolean): MessageType {
  if (isFollowUp || cause.type === Made.MessageComponent) return MessageType.Reply;
  if (cause.type !== Made.ApplicationCommand) return MessageType.Default;
  return cause.target === undefined ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
}

/** A component's answer hangs on the component's message, a follow-up on the first answer. */
function referenceOf(interaction: Interaction, isFollowUp: boolean): Message | undefined {
  const { answer, cause } = interaction;
  if (isFollowUp) return 'message' in answer ? answer.message : undefined;
  return cause.type === Made.MessageComponent ? cause.message : undefined;
}
