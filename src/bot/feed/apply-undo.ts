/** Taking something back, in its caller's transaction. */
import { bringBackEntry, swapEntries, takeOutEntry } from '../../knowledge/index.ts';
import type { Tx, TxRows } from '../../store/index.ts';
import { setLesson } from '../lessons/change-lesson.ts';
import { setMode } from '../settings/set-mode.ts';
import { giveBack, rule, ruleReply, takeBack } from '../votes/take-back.ts';
import type { Undo, UndoStep } from './undo.ts';

export interface Undoing {
  tx: Tx;
  rows: TxRows;
  communityId: string;
  /** By name. */
  actor: string;
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

async function applyStep(
  { tx, rows, communityId, actor, now }: Undoing,
  step: UndoStep,
): Promise<UndoStep | undefined> {
  if ('lesson' in step) return setLesson(tx, step.lesson, step.to, actor);
  if ('mode' in step) return setMode(tx, communityId, step.mode, now);
  if ('rule' in step) {
    const isDone = await rule(tx, step.rule, step.as);
    return isDone ? { rule: step.rule, as: step.before, before: step.as } : undefined;
  }
  if ('ruleReply' in step) {
    const isDone = await ruleReply(tx, step.ruleReply, step.as);
    return isDone ? { ruleReply: step.ruleReply, as: step.before, before: step.as } : undefined;
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
  if ('reviewed' in step) return review(tx, step.reviewed);
  if ('doubt' in step) return doubtAgain(tx, step.doubt);
  if ('giveBack' in step) {
    const votes = await giveBack(tx, rows, step.giveBack, now);
    if (!votes) return undefined;
    const { memberId, from, until, lighterThan } = votes;
    return { takeBack: { memberId, from: from.toISOString(), until: until.toISOString(), lighterThan } };
  }
  const { from, until, ...whose } = step.takeBack;
  const votes = { communityId, ...whose, from: new Date(from), until: new Date(until) };
  const { id } = await takeBack(tx, rows, votes, now);
  return { giveBack: id };
}

type Step<Key extends string> = Extract<UndoStep, Record<Key, unknown>>;

async function review(
  tx: Tx,
  { item: id, state, by: decidedBy }: Step<'reviewed'>['reviewed'],
): Promise<UndoStep | undefined> {
  const item = await tx.reviewItem.findUnique({ where: { id }, select: { state: true, decidedBy: true } });
  if (!item || item.state === state) return undefined;
  await tx.reviewItem.update({ where: { id }, data: { state, decidedBy } });
  return { reviewed: { item: id, state: item.state, by: item.decidedBy } };
}

async function doubtAgain(tx: Tx, { entry: id, since, why }: Step<'doubt'>['doubt']): Promise<UndoStep | undefined> {
  const entry = await tx.entry.findFirst({ where: { id, retiredAt: null } });
  if (!entry) return undefined;
  const data = { reviewSince: since === null ? null : new Date(since), reviewReason: why };
  await tx.entry.update({ where: { id }, data });
  return { doubt: { entry: id, since: entry.reviewSince?.toISOString() ?? null, why: entry.reviewReason } };
}
