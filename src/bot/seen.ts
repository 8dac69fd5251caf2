import type { Store } from '../store/index.ts';
import type { PlaceName } from './platform.ts';

/** How far rooms have been read, so that what is written while Quorum is away is read back; see the platforms. */
export interface Seen {
  /** Moves marks; rooms that the store does not know are passed over. */
  mark(platform: string, marks: ReadonlyMap<string, string>): Promise<void>;
  /** A community's marks by room; the newest is how far it has been read at all. */
  of(community: PlaceName): Promise<Map<string, string>>;
  /** Direct messages that have a mark, those of the last questions first. */
  direct(platform: string, limit: number): Promise<Map<string, string>>;
}

export function createSeen(store: Store): Seen {
  return {
    async mark(platform, marks) {
      if (marks.size === 0) return;
      await store.write(async (tx) => {
        const rooms = await tx.room.findMany({
          where: { platformId: { in: [...marks.keys()] }, community: { platform } },
          select: { id: true, platformId: true },
        });
        for (const { id, platformId } of rooms)
          await tx.room.update({ where: { id }, data: { lastSeenId: marks.get(platformId) ?? null } });
      });
    },
    async of({ platform, platformId }) {
      const rooms = await store.read.room.findMany({
        where: { community: { platform, platformId }, lastSeenId: { not: null } },
        select: { platformId: true, lastSeenId: true },
      });
      return new Map(rooms.map((room) => [room.platformId, room.lastSeenId ?? '0']));
    },
    async direct(platform, limit) {
      const rooms = await store.read.room.findMany({
        where: { kind: 'dm', community: { platform }, lastSeenId: { not: null } },
        orderBy: { createdAt: 'desc' },
        take: limit,
        select: { platformId: true, lastSeenId: true },
      });
      return new Map(rooms.map((room) => [room.platformId, room.lastSeenId ?? '0']));
    },
  };
}
