import type { Reader, Store } from '../store/index.ts';
import { upsertCommunity, upsertRoom } from './places.ts';
import type { IncomingQuestion, PlaceName } from './platform.ts';

/** Rooms in which the platform refuses what Quorum writes: nothing is asked there before it may write again. */
export interface BlockedRoom {
  platformId: string;
  since: Date;
}

/**
 * False where the room was blocked already, by whichever process: whoever blocks it is the one to tell its moderators. So
 * it is in a community that was left meanwhile, where nobody can be told.
 */
export function blockRoom(
  store: Store,
  { community, room }: Pick<IncomingQuestion, 'community' | 'room'>,
  now: Date,
): Promise<boolean> {
  return store.write(async (tx) => {
    const { platform, platformId } = community;
    const left = await tx.community.count({ where: { platform, platformId, leftAt: { not: null } } });
    if (left > 0) return false;
    const { id: communityId } = await upsertCommunity(tx, community, now);
    const { id } = await upsertRoom(tx, communityId, room, now);
    const { count } = await tx.room.updateMany({ where: { id, blockedAt: null }, data: { blockedAt: now } });
    return count === 1;
  });
}

/** False where it was not blocked. */
export async function unblockRoom(store: Store, community: PlaceName, roomPlatformId: string): Promise<boolean> {
  const { count } = await store.write((tx) =>
    tx.room.updateMany({
      where: { platformId: roomPlatformId, community, blockedAt: { not: null } },
      data: { blockedAt: null },
    }),
  );
  return count > 0;
}

export async function blockedRooms(read: Reader, platform: string): Promise<BlockedRoom[]> {
  const rows = await read.room.findMany({
    where: { community: { platform }, blockedAt: { not: null } },
    select: { platformId: true, blockedAt: true },
  });
  return rows.flatMap(({ platformId, blockedAt }) => (blockedAt ? [{ platformId, since: blockedAt }] : []));
}
