import type { RoomMode } from './generated/enums.ts';
import type { Rows } from './rows.ts';

/** A community and, where it is known, a room of it: what each question is asked about its place. */
export interface StoredPlace {
  community: { id: string; name: string; paused: boolean; settings: unknown };
  room: (StoredRoom & { parent: StoredRoom | null }) | undefined;
}

export interface StoredRoom {
  id: string;
  platformId: string;
  name: string;
  open: boolean;
  mode: RoomMode | null;
  settings: unknown;
}

/** By what a platform calls them. */
export async function readPlace(
  rows: Rows,
  place: { platform: string; communityId: string; roomId: string },
): Promise<StoredPlace | undefined> {
  const row = await rows.first<PlaceRow>(byPlatform, place);
  return row && toPlace(row);
}

/** By their own ids. */
export async function readPlaceById(
  rows: Rows,
  place: { communityId: string; roomId: string | null },
): Promise<StoredPlace | undefined> {
  const row = await rows.first<PlaceRow>(byId, place);
  return row && toPlace(row);
}

interface PlaceRow {
  id: string;
  name: string;
  paused: number;
  settings: string | null;
  /** Each as JSON. */
  room: string | null;
  parent: string | null;
}

const roomAsJson = (table: string) => `
  json_object(
    'id', ${table}.id, 'platformId', ${table}.platformId, 'name', ${table}.name,
    'open', json(iif(${table}.open, 'true', 'false')), 'mode', ${table}.mode, 'settings', json(${table}.settings)
  )`;

const selectPlace = (rooms: string, community: string) => `
  SELECT
    Community.id, Community.name, Community.paused, json(Community.settings) AS settings,
    iif(Room.id IS NULL, NULL, ${roomAsJson('Room')}) AS room,
    iif(Parent.id IS NULL, NULL, ${roomAsJson('Parent')}) AS parent
  FROM Community
  LEFT JOIN Room ON Room.communityId = Community.id AND ${rooms}
  LEFT JOIN Room AS Parent ON Parent.id = Room.parentId
  WHERE ${community}`;

const byPlatform = selectPlace(
  'Room.platformId = @roomId',
  'Community.platform = @platform AND Community.platformId = @communityId',
);
const byId = selectPlace('Room.id = @roomId', 'Community.id = @communityId');

function toPlace({ id, name, paused, settings, room, parent }: PlaceRow): StoredPlace {
  return {
    community: { id, name, paused: paused === 1, settings: parsed(settings) },
    room: room === null ? undefined : { ...toRoom(room), parent: parent === null ? null : toRoom(parent) },
  };
}

/** As `roomAsJson` made it. */
function toRoom(json: string): StoredRoom {
  return JSON.parse(json);
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
