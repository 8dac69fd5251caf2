/** A question's state and its lease, moved on together: only ever by whoever holds the lease. */
import type { QuestionState } from './generated/enums.ts';
import { asStored, type TxRows } from './rows.ts';

/** The right to answer a question, held by one instance for a while. Its fence is higher than that of every lease before it. */
export interface Lease {
  questionId: string;
  fence: number;
}

/** Ends the work under a lease. False when it was lost meanwhile. */
export async function endLease(
  rows: TxRows,
  lease: Lease,
  end: { state: QuestionState; stateReason: string | null },
): Promise<boolean> {
  return (await rows.run(endSql, { ...lease, ...end })) === 1;
}

/** The answer is stored, and now it is shown under the same lease. False as above. */
export async function startDelivering(rows: TxRows, lease: Lease): Promise<boolean> {
  return (await rows.run(deliverSql, { ...lease })) === 1;
}

/** Holds a lease for longer. False as above. */
export async function renewLease(rows: TxRows, lease: Lease, until: Date): Promise<boolean> {
  return (await rows.run(renewSql, { ...lease, until: asStored(until) })) === 1;
}

const isHeld = `id = @questionId AND fence = @fence AND state IN ('answering', 'delivering')`;

const endSql = `
  UPDATE Question SET state = @state, stateReason = @stateReason, leaseOwner = NULL, leaseUntil = NULL WHERE ${isHeld}`;

const deliverSql = `
  UPDATE Question SET state = 'delivering' WHERE id = @questionId AND fence = @fence AND state = 'answering'`;

const renewSql = `UPDATE Question SET leaseUntil = @until WHERE ${isHeld}`;
