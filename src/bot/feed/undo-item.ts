import { Failure } from '../../failure.ts';
import type { Store, Tx, TxRows } from '../../store/index.ts';
import { setLesson } from '../lessons/change-lesson.ts';
import { giveBack, rule, takeBack } from '../votes/take-back.ts';
import { record } from './record.ts';
import { type Undo, undos } from './undo.ts';

export interface UndoneItem {
  /** What it was that was taken back. */
  what: string;
}

/** Takes back what an item of the feed tells of, with all that followed from it; once. That is in the feed as well, with its own undo. */
export function undoItem(
  store: Store,
  { itemId, communityId, roomId, actor }: { itemId: string; communityId: string; roomId: string; actor: string },
  now: Date,
): Promise<UndoneItem> {
  return store.write(async (tx, rows) => {
    const here = { communityId, OR: [{ roomId: null }, { roomId }] };
    const item = await tx.feedItem.findFirst({ where: { ...here, id: { endsWith: itemId } } });
    if (!item) throw refused('There is no such item in this feed.');
    if (item.undoneAt) throw refused('It has been taken back already.');
    const undo = undos.nullable().parse(item.undo);
    if (!undo) throw refused('This cannot be taken back: nothing followed from it.');
    const inverse = await apply(tx, rows, undo, { communityId, actor }, now);
    if (!inverse) throw refused('There is nothing left of it to take back.');
    await tx.feedItem.update({ where: { id: item.id }, data: { undoneAt: now } });
    const what = `Taken back: ${item.what}`;
    await record(tx, { communityId, kind: 'undo.done', actor, what, roomId: item.roomId, undo: inverse }, now);
    return { what: item.what };
  });
}

/** Does it, and returns what takes that back in its turn; undefined where there was nothing to do. */
async function apply(
  tx: Tx,
  rows: TxRows,
  undo: Undo,
  { communityId, actor }: { communityId: string; actor: string },
  now: Date,
): Promise<Undo | undefined> {
  if ('lesson' in undo) return setLesson(tx, undo.lesson, undo.to, actor);
  if ('rule' in undo) {
    const isDone = await rule(tx, undo.rule, undo.as);
    return isDone ? { rule: undo.rule, as: undo.before, before: undo.as } : undefined;
  }
  if ('giveBack' in undo) {
    const votes = await giveBack(tx, rows, undo.giveBack, now);
    if (!votes) return undefined;
    const { memberId, from, until, lighterThan } = votes;
    return { takeBack: { memberId, from: from.toISOString(), until: until.toISOString(), lighterThan } };
  }
  const { from, until, ...whose } = undo.takeBack;
  const votes = { communityId, ...whose, from: new Date(from), until: new Date(until) };
  const { id } = await takeBack(tx, rows, votes, now);
  return { giveBack: id };
}

function refused(memberText: string): Failure {
  return new Failure('nothing-to-undo', 'Something was to be taken back that cannot be.', { memberText });
}
