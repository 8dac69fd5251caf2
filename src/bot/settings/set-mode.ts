import type { RoomMode, Tx } from '../../store/index.ts';

export interface ModeStep {
  mode: { room: string; to: RoomMode | null };
}

/** Sets a room's mode; what its drafts have earned begins anew. Returns what takes it back; undefined where nothing changed. */
export async function setMode(
  tx: Tx,
  communityId: string,
  { room: id, to }: ModeStep['mode'],
  now: Date,
): Promise<ModeStep | undefined> {
  const before = await tx.room.findFirst({ where: { id, communityId }, select: { mode: true } });
  if (!before || before.mode === to) return undefined;
  await tx.room.update({ where: { id }, data: { mode: to, modeSince: now, proposedOver: null } });
  return { mode: { room: id, to: before.mode } };
}
