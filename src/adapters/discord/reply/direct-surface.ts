import { type APIChannel, type REST, Routes } from 'discord.js';
import type { Surface } from './surface.ts';

export interface DirectSurfaceParts {
  rest: Pick<REST, 'post'>;
  userId: string;
  surfaceIn: (channelId: string) => Surface;
}

/** Direct messages to a member, whose channel is opened when there is something to say. */
export function createDirectSurface({ rest, userId, surfaceIn }: DirectSurfaceParts): Surface {
  let opened: Promise<Surface> | undefined;
  const surface = () => {
    opened ??= rest.post(Routes.userChannels(), { body: { recipient_id: userId } }).then((channel) => {
      return surfaceIn((channel as APIChannel).id); // what Discord answers to this request
    });
    return opened;
  };
  return {
    find: async () => (await surface()).find(),
    send: async (part, content) => (await surface()).send(part, content),
    edit: async (sent, content) => (await surface()).edit(sent, content),
    remove: async (sent) => (await surface()).remove(sent),
  };
}
