import { wordsVersion } from '../knowledge/index.ts';
import {
  type Room,
  type RoomMode,
  type Rows,
  readPlace,
  type Store,
  type StoredPlace,
  type Tx,
} from '../store/index.ts';
import { keepWithin } from './keep-within.ts';
import type { IncomingQuestion, IncomingRoom } from './platform.ts';

/** The community and the room a question was asked in, as they are stored; made or brought up to date when need be. */
export async function findPlace(
  store: Store,
  place: Pick<IncomingQuestion, 'community' | 'room'>,
  now: Date,
): Promise<Place> {
  const known = await lookUp(store.rows, place);
  if (known?.room && isAsBefore(known.community, known.room, place)) return { ...known, room: known.room };
  const { community, room } = place;
  return store.write(async (tx, rows) => {
    const { id } = await upsertCommunity(tx, community, now);
    await upsertRoom(tx, id, room, now);
    const made = await lookUp(rows, place);
    if (!made?.room) throw new Error('The room that was just written is not there.');
    return { ...made, room: made.room };
  });
}

export type Place = StoredPlace & { room: NonNullable<StoredPlace['room']> };

function lookUp(rows: Rows, { community, room }: Pick<IncomingQuestion, 'community' | 'room'>) {
  const { platform, platformId } = community;
  return readPlace(rows, { platform, communityId: platformId, roomId: room.platformId });
}

function isAsBefore(
  known: Place['community'],
  knownRoom: Place['room'],
  { community, room }: Pick<IncomingQuestion, 'community' | 'room'>,
): boolean {
  if (known.name !== community.name || !isSameRoom(knownRoom, room)) return false;
  return room.parent
    ? knownRoom.parent !== null && isSameRoom(knownRoom.parent, room.parent)
    : knownRoom.parent === null;
}

/** A room's mode, its parent's where it has none of its own. */
export function modeOf(room: { mode: RoomMode | null; parent: { mode: RoomMode | null } | null }): RoomMode {
  return room.mode ?? room.parent?.mode ?? 'mention';
}

/** A room's mode where nothing is to be written for a message that is none of Quorum's business; `off` while all is paused. */
export async function listenedMode(rows: Rows, place: Pick<IncomingQuestion, 'community' | 'room'>): Promise<RoomMode> {
  const { parent } = place.room;
  const known = await lookUp(rows, place);
  if (known?.community.paused) return 'off';
  if (known?.room || !parent) return modeOf(known?.room ?? { mode: null, parent: null });
  const above = await lookUp(rows, { ...place, room: parent }); // nobody has heard of the thread itself yet
  return modeOf(above?.room ?? { mode: null, parent: null });
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
    update: { name },
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
  if (!open) {
    await tx.room.updateMany({ where: { parentId: stored.id, open: true }, data: { open: false } });
    await keepWithin(tx, stored.id);
  }
  return stored;
}

export type RoomInPlace = Room & { parent: Room | null };

function isSameRoom(known: Pick<Room, 'platformId' | 'name' | 'open'>, room: Omit<IncomingRoom, 'parent'>): boolean {
  return known.platformId === room.platformId && known.name === room.name && known.open === room.open;
}
