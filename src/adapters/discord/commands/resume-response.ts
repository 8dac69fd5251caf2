import { type Client, InteractionWebhook } from 'discord.js';
import type { StoredQuestion } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import type { Sent, Surface } from '../reply/surface.ts';
import { isPrivateRoom } from './ask-question.ts';
import { createInteractionSurface } from './interaction-surface.ts';

/** The response to an interaction that another process had acknowledged, as a place for the reply to go on. */
export function resumeResponse(
  client: Client,
  token: string,
  { room }: StoredQuestion,
  written: readonly Sent[],
): Surface {
  if (!client.isReady()) throw new Failure('discord-away', 'Discord is not connected yet.');
  const webhook = new InteractionWebhook(client, client.application.id, token);
  const places = written.map(({ messageId, roomId }) => ({ messageId, roomId }));
  const channelId = places[0]?.roomId ?? room.platformId;
  return createInteractionSurface({ webhook, channelId, isPrivate: isPrivateRoom(room), written: places });
}
