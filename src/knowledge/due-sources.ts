import type { Store } from '../store/index.ts';

export interface DueSource {
  id: string;
  communityId: string;
  name: string;
}

/**
 * The source whose time for another import came first. Its next time is written with the claim, so that of any number
 * of instances one alone imports it; one at a time, so that what a process has not come to stays due.
 */
export function claimDueSource(
  store: Store,
  now: Date,
  nextRun: (schedule: string, from: Date) => Date,
): Promise<DueSource | undefined> {
  return store.write(async (tx) => {
    const due = await tx.source.findFirst({
      where: { nextImportAt: { lte: now }, schedule: { not: null } },
      select: { id: true, communityId: true, name: true, schedule: true },
      orderBy: { nextImportAt: 'asc' },
    });
    if (!due || due.schedule === null) return undefined;
    await tx.source.update({ where: { id: due.id }, data: { nextImportAt: nextRun(due.schedule, now) } });
    return { id: due.id, communityId: due.communityId, name: due.name };
  });
}
