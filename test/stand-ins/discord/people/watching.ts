/** What a person sees: a channel as it is, and what comes next. Its messages are the world's own and go on changing. */
import { PermissionFlagsBits as May } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Choice, Desk, Interaction, Modal } from '../interactions/index.ts';
import { type Channel, findMessage, type Message, may } from '../world/index.ts';
import type { Acting } from './allowed.ts';

export interface Watching {
  /** What she can read there, oldest first, with the ephemeral messages that are for her. */
  sees(channel: Channel): Message[];
  /** The next message of somebody else that she sees there. */
  nextMessage(channel: Channel, is?: (message: Message) => boolean): Promise<Message>;
  nextEdit(message: Message, is?: (message: Message) => boolean): Promise<Message>;
  /** The answer once it says something; rejects where the application does not respond in time. */
  nextReply(interaction: Interaction): Promise<Message>;
  /** The form that is opened for her. */
  nextModal(interaction: Interaction): Promise<Modal>;
  /** What is offered to her while she types. */
  nextChoices(interaction: Interaction): Promise<Choice[]>;
}

const told = z.looseObject({ id: z.string() });

export function createWatching({ world, user }: Acting, { outcomes }: Desk): Watching {
  function isVisible(channel: Channel, message: Message): boolean {
    if (message.onlyFor !== undefined && message.onlyFor !== user.id) return false;
    return may(world, channel, user.id, May.ViewChannel);
  }

  function next(type: string, channelId: string, is: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const stop = world.on(({ t, d, channelId: where }) => {
        if (t !== type || where !== channelId) return;
        const channel = world.channels.get(channelId);
        const message = findMessage(world, channelId, told.parse(d).id);
        if (channel === undefined || message === undefined) return;
        if (!isVisible(channel, message) || !is(message)) return;
        stop();
        resolve(message);
      });
    });
  }

  return {
    sees(channel) {
      if (!may(world, channel, user.id, May.ViewChannel | May.ReadMessageHistory)) return [];
      return [...channel.messages.values()].filter((message) => isVisible(channel, message));
    },
    nextMessage: (channel, is = () => true) =>
      next('MESSAGE_CREATE', channel.id, (message) => message.author !== user && is(message)),
    nextEdit: ({ id, channelId }, is = () => true) =>
      next('MESSAGE_UPDATE', channelId, (message) => message.id === id && is(message)),
    async nextReply(interaction) {
      let answer = await outcomes.of(interaction);
      while (answer.kind === 'acknowledged' || answer.kind === 'thinking') answer = await outcomes.changed(interaction);
      if (answer.kind === 'message') return answer.message;
      throw new Error(`The application answered with ${answer.kind}, not with a message.`);
    },
    async nextModal(interaction) {
      const answer = await outcomes.of(interaction);
      if (answer.kind === 'modal') return answer.modal;
      throw new Error(`The application answered with ${answer.kind}, not with a form.`);
    },
    async nextChoices(interaction) {
      const answer = await outcomes.of(interaction);
      if (answer.kind === 'choices') return answer.choices;
      throw new Error(`The application answered with ${answer.kind}, not with choices.`);
    },
  };
}
