import type { Clock } from '../clock.ts';
import { endLease, type Lease, renewLease, type Store, type Tx, type TxRows } from '../store/index.ts';

export type { Lease };

/** What a question is stored with so that whoever admits it has it. */
export function firstLease(instance: string, now: Date, leaseMs: number) {
  return { state: 'answering' as const, leaseOwner: instance, leaseUntil: new Date(now.getTime() + leaseMs), fence: 1 };
}

/** Takes a question that nobody works on, or whose instance let its lease run out. Undefined when another was quicker. */
export function takeLease(
  store: Store,
  questionId: string,
  { instance, now, leaseMs }: { instance: string; now: Date; leaseMs: number },
): Promise<Lease | undefined> {
  return store.write(async (tx) => {
    const { count } = await tx.question.updateMany({
      where: {
        id: questionId,
        OR: [
          { state: 'waiting' },
          { state: { in: [...underWay] }, OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] },
        ],
      },
      data: {
        leaseOwner: instance,
        leaseUntil: new Date(now.getTime() + leaseMs),
        fence: { increment: 1 },
      },
    });
    if (count === 0) return undefined;
    await tx.question.updateMany({ where: { id: questionId, state: 'waiting' }, data: { state: 'answering' } });
    const { fence } = await tx.question.findUniqueOrThrow({ where: { id: questionId }, select: { fence: true } });
    return { questionId, fence };
  });
}

/** The states in which an instance holds the question. */
export const underWay = ['answering', 'delivering'] as const;

/** Ends the work under a lease. False when the lease was lost meanwhile: then nothing may be written under it any more. */
export function settle(
  rows: TxRows,
  lease: Lease,
  state: 'answered' | 'drafted' | 'cancelled' | 'cutOff',
  stateReason: string | null = null,
): Promise<boolean> {
  return endLease(rows, lease, { state, stateReason });
}

/** Hands a question back as it is, for whoever takes it next. */
export async function release(tx: Tx, { questionId, fence }: Lease): Promise<void> {
  const held = { id: questionId, fence };
  const data = { leaseOwner: null, leaseUntil: null };
  await tx.question.updateMany({ where: { ...held, state: 'answering' }, data: { ...data, state: 'waiting' } });
  await tx.question.updateMany({ where: { ...held, state: 'delivering' }, data });
}

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Keeps a lease alive while `work` runs; aborts the work when the lease is lost or the caller gives up. */
export async function underLease<T>(
  { store, clock, leaseMs }: { store: Store; clock: Clock; leaseMs: number },
  lease: Lease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const done = new AbortController();
  const renewing = renew();
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    done.abort();
    await renewing;
  }

  async function renew(): Promise<void> {
    for (;;) {
      try {
        await clock.wait(leaseMs / 3, done.signal);
      } catch {
        return; // the work is done
      }
      const leaseUntil = new Date(clock.now() + leaseMs);
      const isRenewed = await store.writeRows((rows) => renewLease(rows, lease, leaseUntil)).catch(() => true); // the next round tries again, and the fence guards what is written in the end
      if (!isRenewed) lost.abort(new LeaseLost('Another instance took the question over.'));
    }
  }
}
