import type { Log } from '../log.ts';
import type { Store } from '../store/index.ts';
import { type Lease, settle } from './lease.ts';
import type { RecordedAnswer, Reply } from './platform.ts';

/** Shows an answer that is stored; it stands, whatever its platform makes of it. False where it could not be shown. */
export async function deliver(
  { store, log }: { store: Store; log: Log },
  lease: Lease,
  reply: Reply,
  answer: RecordedAnswer,
): Promise<boolean> {
  const isShown = await tell(reply.answered(answer), log);
  await store.writeRows((rows) => settle(rows, lease, 'answered', isShown ? null : 'not-shown'));
  return isShown;
}

/** Waits for a last word to be shown. False where it could not be. */
export async function tell(shown: Promise<void>, log: Log): Promise<boolean> {
  try {
    await shown;
    return true;
  } catch (error) {
    log.error('A reply could not be shown.', { reason: messageOf(error) });
    return false;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
