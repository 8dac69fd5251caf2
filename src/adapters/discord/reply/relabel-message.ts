import { type APIMessage, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { Clock } from '../../../clock.ts';
import { Failure } from '../../../failure.ts';
import type { EditLane } from './edit-lane.ts';
import type { Sent } from './surface.ts';

export interface RelabelParts {
  rest: Pick<REST, 'get' | 'patch'>;
  lane: EditLane;
  clock: Clock;
  /** Runs what writes into a room; see ../connection. */
  guard: <T>(channelId: string, work: () => Promise<T>) => Promise<T>;
}

/**
 * Changes the label in a message as it stands there, and nothing else of it: what wrote it may have laid it out otherwise. Waits
 * until the room allows an edit; what is gone, or Discord refuses for good, is left as it is.
 */
export async function relabelMessage(
  { rest, lane, clock, guard }: RelabelParts,
  { roomId, messageId }: Sent,
  relabelled: (content: string) => string,
): Promise<void> {
  const route = Routes.channelMessage(roomId, messageId);
  try {
    const { content } = (await rest.get(route)) as APIMessage; // what Discord answers to this request
    const text = relabelled(content);
    if (text === content) return;
    while (!lane.take(roomId)) await clock.wait(lane.freeIn(roomId));
    await guard(roomId, () => rest.patch(route, { body: { content: text, allowed_mentions: { parse: [] } } }));
  } catch (error) {
    const isRefused = error instanceof Failure && error.code === 'discord-room-refused';
    if (!isRefused && !(error instanceof DiscordAPIError)) throw error;
  }
}
