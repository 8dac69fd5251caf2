import type { Call } from './command.ts';
import { noSuchRoom } from './refuse.ts';

export interface NamedRoom {
  id: string;
  platformId: string;
  name: string;
  open: boolean;
}

/** A room of the caller's community, by its platform's id; nobody names another's direct messages. */
export async function findRoom({ community, room, parts }: Call, platformId: string): Promise<NamedRoom> {
  const where = { communityId_platformId: { communityId: community.id, platformId } };
  const select = { id: true, platformId: true, kind: true, name: true, open: true };
  const found = await parts.store.read.room.findUnique({ where, select });
  const isAnothers = found?.kind === 'dm' && found.id !== room.id;
  if (!found || isAnothers) throw noSuchRoom();
  return found;
}
