import type { Store } from '../store/index.ts';
import { type BlockedRoom, blockedRooms, blockRoom, unblockRoom } from './blocked-rooms.ts';
import { claimIntroduction } from './introduce.ts';
import { upsertCommunity } from './places.ts';
import type { IncomingQuestion, IncomingRoom } from './platform.ts';

/** Where Quorum is on one platform, as it is remembered: its communities, their rooms, and those that refuse it. */
export interface Whereabouts {
  /** Those that it has not left. */
  communities(): Promise<KnownCommunity[]>;
  /** Makes a community known, or brings it up to date; one that was left is joined again. */
  arrive(community: IncomingQuestion['community']): Promise<KnownCommunity>;
  /** True for one caller only, ever: the one that says who Quorum is. */
  claimIntroduction(communityId: string): Promise<boolean>;
  rooms(communityPlatformId: string): Promise<IncomingRoom[]>;
  blockedRooms(): Promise<BlockedRoom[]>;
  /** True for whoever blocked it first. */
  block(place: Pick<IncomingQuestion, 'community' | 'room'>): Promise<boolean>;
  unblock(communityPlatformId: string, roomPlatformId: string): Promise<boolean>;
}

export interface KnownCommunity {
  id: string;
  platformId: string;
  name: string;
  isIntroduced: boolean;
}

export function createWhereabouts(parts: { store: Store; platform: string; now: () => Date }): Whereabouts {
  const { store, platform, now } = parts;
  return {
    async communities() {
      const rows = await store.read.community.findMany({ where: { platform, leftAt: null }, select: shown });
      return rows.map(toKnown);
    },
    arrive: (community) =>
      store.write(async (tx) => {
        const { id } = await upsertCommunity(tx, community, now());
        return toKnown(await tx.community.update({ where: { id }, data: { leftAt: null } }));
      }),
    claimIntroduction: (communityId) => claimIntroduction(store, communityId, now()),
    async rooms(platformId) {
      const rows = await store.read.room.findMany({
        where: { community: { platform, platformId } },
        select: { ...ofRoom, parent: { select: ofRoom } },
      });
      return rows.map(({ parent, ...room }) => ({ ...room, ...(parent && { parent }) }));
    },
    blockedRooms: () => blockedRooms(store.read, platform),
    block: (place) => blockRoom(store, place, now()),
    unblock: (platformId, roomPlatformId) => unblockRoom(store, { platform, platformId }, roomPlatformId),
  };
}

const shown = { id: true, platformId: true, name: true, introducedAt: true };
const ofRoom = { platformId: true, kind: true, name: true, open: true };

function toKnown(row: { id: string; platformId: string; name: string; introducedAt: Date | null }): KnownCommunity {
  const { id, platformId, name, introducedAt } = row;
  return { id, platformId, name, isIntroduced: introducedAt !== null };
}
