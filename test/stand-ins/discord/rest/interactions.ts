/** What REST does for interactions: the callback, and the webhook under which their messages are written. */
import { messagePayload } from '../world/index.ts';
import { type Asked, done, ok, type Route } from './route.ts';

const webhook = '/webhooks/{webhook_id}/{webhook_token}';

export const interactionRoutes: Route[] = [
  {
    name: 'POST /interactions/{interaction_id}/{interaction_token}/callback',
    answer(asked) {
      const { params, query, world } = asked;
      const { interaction_id: id = '', interaction_token: token = '' } = params;
      const { interaction, type, message } = asked.interactions.callback(id, token, asked.body, asked.uploads);
      if (query.get('with_response') !== 'true') return done;
      const isEphemeral = message?.onlyFor !== undefined;
      return ok({
        interaction: {
          id: interaction.id,
          type: interaction.type,
          ...(interaction.channelId !== undefined && { channel_id: interaction.channelId }),
          ...(interaction.guildId !== undefined && { guild_id: interaction.guildId }),
          ...(message !== undefined && {
            response_message_id: message.id,
            response_message_loading: type === 5,
            response_message_ephemeral: isEphemeral,
          }),
        },
        // While it is only "thinking", Discord shows the message and does not call it a resource of type 5.
        ...(message !== undefined &&
          (type === 4 || type === 7) && { resource: { type, message: messagePayload(world, message) } }),
      });
    },
  },
  {
    name: `POST ${webhook}`,
    answer(asked) {
      const [applicationId, token] = whose(asked);
      const message = asked.interactions.followUp(applicationId, token, asked.body, asked.uploads);
      return ok(messagePayload(asked.world, message));
    },
  },
  ...(['@original', '{message_id}'] as const).flatMap((which): Route[] => [
    {
      name: `GET ${webhook}/messages/${which}`,
      answer: (asked) => ok(messagePayload(asked.world, asked.interactions.getMessage(...whichOf(asked)))),
    },
    {
      name: `PATCH ${webhook}/messages/${which}`,
      answer(asked) {
        const message = asked.interactions.editMessage(...whichOf(asked), asked.body, asked.uploads);
        return ok(messagePayload(asked.world, message));
      },
    },
    {
      name: `DELETE ${webhook}/messages/${which}`,
      answer(asked) {
        asked.interactions.deleteMessage(...whichOf(asked));
        return done;
      },
    },
  ]),
];

function whose({ params }: Asked): [applicationId: string, token: string] {
  return [params.webhook_id ?? '', params.webhook_token ?? ''];
}

function whichOf(asked: Asked): [applicationId: string, token: string, messageId: string] {
  return [...whose(asked), asked.params.message_id ?? '@original'];
}
