import { wordsVersion } from '../knowledge/index.ts';
import type { Reader, Room, RoomMode, Store, Tx } from '../store/index.ts';
import type { IncomingQuestion, IncomingRoom } from './platform.ts';

/** The community and the room a question was asked in, as they are stored; made or brought up to date when need be. */
export async function findPlace(
  store: Store,
  { community, room }: Pick<IncomingQuestion, 'community' | 'room'>,
  now: Date,
) {
  const known = await store.read.community.findUnique({
    where: { platform_platformId: { platform: community.platform, platformId: community.platformId } },
    include: { rooms: { where: { platformId: room.platformId }, include: { parent: true } } },
  });
  const knownRoom = known?.rooms[0];
  const isAsBefore =
    known?.name === community.name &&
    known.leftAt === null &&
    knownRoom !== undefined &&
    isSameRoom(knownRoom, room) &&
    (room.parent ? knownRoom.parent !== null && isSameRoom(knownRoom.parent, room.parent) : knownRoom.parent === null);
  if (isAsBefore) return { community: known, room: knownRoom };
  return store.write(async (tx) => {
    const stored = await upsertCommunity(tx, community, now);
    return { community: stored, room: await upsertRoom(tx, stored.id, room, now) };
  });
}

/** A room's mode, its parent's where it has none of its own. */
export function modeOf(room: { mode: RoomMode | null; parent: { mode: RoomMode | null } | null }): RoomMode {
  return room.mode ?? room.parent?.mode ?? 'mention';
}

/** A room's mode where nothing is to be written for a message that is none of Quorum's business; `off` while all is paused. */
export async function listenedMode(
  read: Reader,
  { community, room }: Pick<IncomingQuestion, 'community' | 'room'>,
): Promise<RoomMode> {
  const { platform, platformId } = community;
  const ids = room.parent ? [room.platformId, room.parent.platformId] : [room.platformId];
  const known = await read.community.findUnique({
    where: { platform_platformId: { platform, platformId } },
    select: { paused: true, rooms: { where: { platformId: { in: ids } }, select: { platformId: true, mode: true } } },
  });
  if (known?.paused) return 'off';
  const modeById = (id: string | undefined) => known?.rooms.find((each) => each.platformId === id)?.mode ?? null;
  return modeOf({ mode: modeById(room.platformId), parent: { mode: modeById(room.parent?.platformId) } });
}

/** Makes a community known; the playground's is made at start, so that it can be given its starter knowledge. */
export function upsertCommunity(
  tx: Tx,
  { platform, platformId, name }: IncomingQuestion['community'],
  createdAt: Date,
) {
  return tx.community.upsert({
    where: { platform_platformId: { platform, platformId } },
    create: { platform, platformId, name, wordsVersion, createdAt },
    update: { name, leftAt: null },
  });
}

/**
 * Brings a room up to date. One that has become private takes its threads and what was asked in them along; nothing makes
 * what was asked public again.
 */
export async function upsertRoom(
  tx: Tx,
  communityId: string,
  room: IncomingRoom,
  createdAt: Date,
): Promise<RoomInPlace> {
  const { platformId, kind, name, open } = room;
  const parent = room.parent && (await upsertRoom(tx, communityId, room.parent, createdAt));
  const parentId = parent?.id ?? null;
  const stored = await tx.room.upsert({
    where: { communityId_platformId: { communityId, platformId } },
    create: { communityId, platformId, kind, name, open, parentId, createdAt },
    update: { name, open, parentId },
    include: { parent: true },
  });
  if (!open) await keepWithin(tx, stored.id);
  return stored;
}

export type RoomInPlace = Room & { parent: Room | null };

async function keepWithin(tx: Tx, roomId: string): Promise<void> {
  await tx.room.updateMany({ where: { parentId: roomId, open: true }, data: { open: false } });
  await tx.question.updateMany({
    where: { communityWide: true, room: { OR: [{ id: roomId }, { parentId: roomId }] } },
    data: { communityWide: false },
  });
}

function isSameRoom(known: Pick<Room, 'platformId' | 'name' | 'open'>, room: Omit<IncomingRoom, 'parent'>): boolean {
  return known.platformId === room.platformId && known.name === room.name && known.open === room.open;
}
