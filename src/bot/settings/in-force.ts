/** What holds in a community or a room, and where each value comes from. */
import type { Subject } from '../../answering/index.ts';
import { type RoomMode, type Rows, readPlaceById } from '../../store/index.ts';
import { type CommunitySettings, communitySettings } from './community-settings.ts';
import { type RoomSettings, roomSettings } from './room-settings.ts';

/** What the operator's own settings say, where moderators set nothing. */
export type Ground = Pick<Subject, 'subject' | 'forbidden' | 'language'>;

/** Every setting there is, by the name that it is stored by. */
export type Values = CommunitySettings & RoomSettings & { mode: RoomMode };
export type Key = keyof Values;

export type Origin = 'room' | 'parent' | 'community' | 'operator' | 'default';

/** Settings of one origin; what is not set there is absent. */
interface Layer {
  from: Origin;
  values: Partial<Values>;
}

export interface InForce {
  /** Nearest first. */
  layers: readonly Layer[];
  communityName: string;
}

export async function readInForce(
  rows: Rows,
  where: { communityId: string; roomId: string | null },
  ground: Ground,
): Promise<InForce> {
  const place = await readPlaceById(rows, where);
  if (!place) throw new Error(`There is no community ${where.communityId}.`);
  const { community, room } = place;
  const { parent = null } = room ?? {};
  const { subject, forbidden, language } = ground;
  return {
    communityName: community.name,
    layers: [
      ...(room ? [{ from: 'room' as const, values: ofRoom(room) }] : []),
      ...(parent ? [{ from: 'parent' as const, values: ofRoom(parent) }] : []),
      { from: 'community', values: ofCommunity(community.settings) },
      { from: 'operator', values: { subject, forbidden: [...forbidden], ...(language && { language }) } },
      { from: 'default', values: { ...communitySettings.parse({}), mode: 'mention', audience: 'community' } },
    ],
  };
}

function ofRoom({ mode, settings }: { mode: RoomMode | null; settings: unknown }): Partial<Values> {
  return { ...roomSettings.parse(settings ?? {}), ...(mode && { mode }) };
}

/** What is written there alone: a default is no setting. */
function ofCommunity(stored: unknown): Partial<Values> {
  const written = Object.keys(Object(stored ?? {}));
  const whole = Object.entries(communitySettings.parse(stored ?? {}));
  return Object.fromEntries(whole.filter(([key]) => written.includes(key)));
}

/** A setting's nearest value and where it stands; topics that the operator forbids stay forbidden, whatever moderators add. */
export function inForce<K extends Key>({ layers }: InForce, key: K): { value: Values[K] | undefined; from: Origin } {
  const nearest = layers.find(({ values }) => values[key] !== undefined);
  return { value: nearest?.values[key], from: nearest?.from ?? 'default' };
}

/** What is forbidden by anyone at all. */
export function forbiddenIn({ layers }: InForce): string[] {
  return [...new Set(layers.flatMap(({ values }) => values.forbidden ?? []))];
}

/** What answers are told of the place they are given in. */
export async function subjectOf(
  rows: Rows,
  place: { communityId: string; roomId: string | null },
  ground: Ground,
): Promise<Subject> {
  const settings = await readInForce(rows, place, ground);
  const language = inForce(settings, 'language').value;
  return {
    name: settings.communityName,
    subject: inForce(settings, 'subject').value ?? '',
    forbidden: forbiddenIn(settings),
    ...(language && { language }),
  };
}
