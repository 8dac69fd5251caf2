/** A new version of what the community is about: what is known to hold for an older one should be looked at again. */
import type { Store } from '../store/index.ts';
import { chunksOf } from './chunks.ts';
import { living } from './living.ts';

/** Returns how many entries became due for review. */
export async function announceRelease(store: Store, communityId: string, version: string, at: Date): Promise<number> {
  const held = await store.read.entry.findMany({
    where: { ...living(communityId), holdsFor: { not: null }, reviewSince: null },
    select: { id: true, holdsFor: true },
  });
  const older = held.filter(({ holdsFor }) => holdsFor !== null && isOlderRelease(holdsFor, version));
  const review = { reviewSince: at, reviewReason: `It holds for an older version than ${version}.` };
  return store.write(async (tx) => {
    await tx.community.update({ where: { id: communityId }, data: { release: version } });
    let count = 0;
    for (const ids of chunksOf(older.map(({ id }) => id))) {
      const waiting = { id: { in: ids }, retiredAt: null, reviewSince: null };
      count += (await tx.entry.updateMany({ where: waiting, data: review })).count;
    }
    return count;
  });
}

/** Whether one version came before another: `24.05` before `24.11`, `3.9` before `3.12`, `v2` before `v10`. */
export function isOlderRelease(one: string, other: string): boolean {
  return order.compare(plain(one), plain(other)) < 0;
}

const order = new Intl.Collator('en', { numeric: true });

const plain = (version: string) => version.trim().replace(/^v(?=\d)/i, '');
