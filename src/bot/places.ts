import { wordsVersion } from '../knowledge/index.ts';
import type { Store, Tx } from '../store/index.ts';
import type { IncomingQuestion } from './platform.ts';

/** The community and the room a question was asked in, as they are stored; made or brought up to date when need be. */
export async function findPlace(
  store: Store,
  { community, room }: Pick<IncomingQuestion, 'community' | 'room'>,
  now: Date,
) {
  const known = await store.read.community.findUnique({
    where: { platform_platformId: { platform: community.platform, platformId: community.platformId } },
    include: { rooms: { where: { platformId: room.platformId } } },
  });
  const knownRoom = known?.rooms[0];
  if (
    known &&
    knownRoom &&
    known.name === community.name &&
    knownRoom.name === room.name &&
    knownRoom.open === room.open
  ) {
    return { community: known, room: knownRoom };
  }
  return store.write(async (tx) => {
    const stored = await upsertCommunity(tx, community, now);
    return { community: stored, room: await upsertRoom(tx, stored.id, room, now) };
  });
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

function upsertRoom(
  tx: Tx,
  communityId: string,
  { platformId, kind, name, open }: IncomingQuestion['room'],
  createdAt: Date,
) {
  return tx.room.upsert({
    where: { communityId_platformId: { communityId, platformId } },
    create: { communityId, platformId, kind, name, open, createdAt },
    update: { name, open },
  });
}
