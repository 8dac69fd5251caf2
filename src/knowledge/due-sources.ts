import type { Store } from '../store/index.ts';

export interface DueSource {
  id: string;
  name: string;
}

/**
 * The sources whose time for another import has come. Their next time is written with the claim, so that of any number
 * of instances one alone imports each.
 */
export function claimDueSources(
  store: Store,
  now: Date,
  nextRun: (schedule: string, from: Date) => Date,
): Promise<DueSource[]> {
  return store.write(async (tx) => {
    const due = await tx.source.findMany({
      where: { nextImportAt: { lte: now }, schedule: { not: null } },
      select: { id: true, name: true, schedule: true },
      orderBy: { nextImportAt: 'asc' },
    });
    for (const { id, schedule } of due) {
      await tx.source.update({
        where: { id },
        data: { nextImportAt: schedule === null ? null : nextRun(schedule, now) },
      });
    }
    return due.map(({ id, name }) => ({ id, name }));
  });
}
