import { Failure } from '../../failure.ts';
import type { Store } from '../../store/index.ts';
import { applyUndo } from './apply-undo.ts';
import { record } from './record.ts';
import { undos } from './undo.ts';

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
    const inverse = await applyUndo({ tx, rows, communityId, actor, now }, undo);
    if (!inverse) throw refused('There is nothing left of it to take back.');
    await tx.feedItem.update({ where: { id: item.id }, data: { undoneAt: now } });
    const what = `Taken back: ${item.what}`;
    const { roomId: of, answerId } = item;
    await record(tx, { communityId, kind: 'undo.done', actor, what, roomId: of, answerId, undo: inverse }, now);
    return { what: item.what };
  });
}

function refused(memberText: string): Failure {
  return new Failure('nothing-to-undo', 'Something was to be taken back that cannot be.', { memberText });
}
