/** What may come after the first answer, for fifteen minutes: follow-ups, and changes to what was said. */
import { type InteractionsPort, unknown } from '../rest/index.ts';
import { deleteMessage, type Message, type World } from '../world/index.ts';
import { post } from './answers.ts';
import { checkFollowing } from './deadlines.ts';
import { type Interaction, originalOf } from './interaction.ts';
import { type Body, readNew, rewrite } from './message-body.ts';
import type { Outcomes } from './outcomes.ts';

export interface Following {
  world: World;
  outcomes: Outcomes;
  find(token: string): Interaction | undefined;
}

export function createWebhook({ world, outcomes, find }: Following): Omit<InteractionsPort, 'callback'> {
  function following(applicationId: string, token: string): Interaction {
    const interaction = find(token);
    if (applicationId !== world.applicationId || interaction === undefined) throw unknown('Webhook');
    checkFollowing(interaction, world.clock);
    if (!world.channels.has(interaction.channel.id)) throw unknown('Channel');
    return interaction;
  }

  function edit(interaction: Interaction, message: Message, sent: Body): Message {
    rewrite(world, interaction.channel, message, sent);
    if (originalOf(interaction) === message) outcomes.settle(interaction, { kind: 'message', message });
    return message;
  }

  return {
    followUp(applicationId, token, body, uploads) {
      const interaction = following(applicationId, token);
      const { answer, channel } = interaction;
      // Discord takes the first follow-up after "is thinking …" for the answer itself.
      const isThinking = answer.kind === 'thinking' && channel.messages.has(answer.message.id);
      if (isThinking) return edit(interaction, answer.message, { body, uploads });
      const read = readNew(world, channel, { body, uploads });
      const message = post(world, interaction, read, { isFollowUp: true });
      interaction.followUpIds.add(message.id);
      return message;
    },
    getMessage: (applicationId, token, messageId) => messageOf(following(applicationId, token), messageId),
    editMessage(applicationId, token, messageId, body, uploads) {
      const interaction = following(applicationId, token);
      return edit(interaction, messageOf(interaction, messageId), { body, uploads });
    },
    deleteMessage(applicationId, token, messageId) {
      const interaction = following(applicationId, token);
      deleteMessage(world, interaction.channel, messageOf(interaction, messageId));
    },
  };
}

/** Only what this interaction's token has sent. */
function messageOf(interaction: Interaction, messageId: string): Message {
  const originalId = originalOf(interaction)?.id;
  const id = messageId === '@original' ? originalId : messageId;
  const isOwn = id === originalId || (id !== undefined && interaction.followUpIds.has(id));
  const message = isOwn && id !== undefined ? interaction.channel.messages.get(id) : undefined;
  if (message === undefined) throw unknown('Message');
  return message;
}
