import type { Store } from '../store/index.ts';

/**
 * The right to say once who Quorum is in a community. It is taken before anything is sent, so that neither a second
 * process nor a second start says it again: rather never than twice.
 */
export async function claimIntroduction(store: Store, communityId: string, now: Date): Promise<boolean> {
  const { count } = await store.write((tx) =>
    tx.community.updateMany({ where: { id: communityId, introducedAt: null }, data: { introducedAt: now } }),
  );
  return count === 1;
}
