/** Taking something back, in its caller's transaction. */
import { bringBackEntry, swapEntries, takeOutEntry } from '../../knowledge/index.ts';
import type { Tx, TxRows } from '../../store/index.ts';
import { giveBack, rule, takeBack } from '../votes/take-back.ts';
import type { Undo, UndoStep } from './undo.ts';

export interface Undoing {
  tx: Tx;
  rows: TxRows;
  communityId: string;
  now: Date;
}

/** Does it, and returns what takes that back in its turn; undefined where there was nothing to do: then nothing may be kept of it. */
export async function applyUndo(undoing: Undoing, undo: Undo): Promise<Undo | undefined> {
  if (!('steps' in undo)) return applyStep(undoing, undo);
  const inverses: UndoStep[] = [];
  for (const step of undo.steps) {
    const inverse = await applyStep(undoing, step);
    if (!inverse) return undefined;
    inverses.unshift(inverse);
  }
  return { steps: inverses };
}

async function applyStep({ tx, rows, communityId, now }: Undoing, step: UndoStep): Promise<UndoStep | undefined> {
  if ('rule' in step) {
    const isDone = await rule(tx, step.rule, step.as);
    return isDone ? { rule: step.rule, as: step.before, before: step.as } : undefined;
  }
  if ('takeOut' in step) {
    const isDone = await takeOutEntry(tx, { communityId, id: step.takeOut }, now);
    return isDone ? { bringBack: step.takeOut } : undefined;
  }
  if ('bringBack' in step) {
    const isDone = await bringBackEntry(tx, { communityId, id: step.bringBack }, now);
    return isDone ? { takeOut: step.bringBack } : undefined;
  }
  if ('swap' in step) {
    const { out, back } = step.swap;
    const isDone = await swapEntries(tx, { communityId, out, back }, now);
    return isDone ? { swap: { out: back, back: out } } : undefined;
  }
  if ('giveBack' in step) {
    const votes = await giveBack(tx, rows, step.giveBack, now);
    if (!votes) return undefined;
    const { memberId, from, until } = votes;
    return { takeBack: { memberId, from: from.toISOString(), until: until.toISOString() } };
  }
  const { memberId, from, until } = step.takeBack;
  const { id } = await takeBack(tx, rows, { communityId, memberId, from: new Date(from), until: new Date(until) }, now);
  return { giveBack: id };
}
