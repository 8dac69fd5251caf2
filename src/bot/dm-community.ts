import type { HashMember, Store } from '../store/index.ts';
import type { PlaceName } from './platform.ts';

/** Which community's knowledge a member's direct messages are answered from. */
export interface DmCommunities {
  of(platform: string, memberId: string): Promise<(PlaceName & { name: string }) | undefined>;
  choose(platform: string, memberId: string, community: PlaceName & { name: string }): Promise<void>;
}

export function createDmCommunities(store: Store, hashMember: HashMember, now: () => Date): DmCommunities {
  return {
    async of(platform, memberId) {
      const member = await store.read.member.findUnique({
        where: { hash: hashMember(platform, memberId) },
        select: { dmCommunity: { select: { platform: true, platformId: true, name: true, leftAt: true } } },
      });
      const community = member?.dmCommunity;
      if (!community || community.leftAt !== null) return undefined;
      return { platform: community.platform, platformId: community.platformId, name: community.name };
    },
    async choose(platform, memberId, { platform: of, platformId }) {
      const hash = hashMember(platform, memberId);
      await store.write(async (tx) => {
        const { id } = await tx.community.findUniqueOrThrow({
          where: { platform_platformId: { platform: of, platformId } },
          select: { id: true },
        });
        await tx.member.upsert({
          where: { hash },
          create: { hash, dmCommunityId: id, createdAt: now() },
          update: { dmCommunityId: id },
        });
      });
    },
  };
}
