import { type DraftRecord, readDraftRecord } from '../earned-help.ts';
import type { CommandParts } from './command.ts';

/** What moderators did with the drafts of a room; undefined where it has not the mode `draft` of its own. */
export async function draftRecordOf(
  { store }: Pick<CommandParts, 'store'>,
  id: string,
): Promise<DraftRecord | undefined> {
  const select = { id: true, mode: true, modeSince: true };
  const room = await store.read.room.findUnique({ where: { id }, select });
  return room?.mode === 'draft' ? readDraftRecord(store.read, room) : undefined;
}
