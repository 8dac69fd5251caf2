import { z } from 'zod';
import { RoomMode, type Store, type Tx } from '../../store/index.ts';
import { record } from '../feed/record.ts';
import type { UndoStep } from '../feed/undo.ts';
import { keepWithin } from '../keep-within.ts';
import { type CommunitySettings, communitySettings } from './community-settings.ts';
import { setMode } from './set-mode.ts';
import type { Setting } from './setting-list.ts';

/** Where a setting is changed: in the whole community where no room is named. */
export interface Target {
  communityId: string;
  room: { id: string; isPrivate: boolean } | null;
}

export interface SettingChange {
  setting: Setting;
  target: Target;
  actor: string;
  /** What is to be set, of what was set there; undefined is nothing. */
  change(before: unknown): unknown;
  /** The sentence that the feed keeps. */
  tell(before: unknown, after: unknown): string;
}

/** Changes one setting, and notes it in the feed. Returns the value before; the same as the new one where nothing changed. */
export async function changeSetting(
  store: Store,
  { setting: { key }, target, actor, change, tell }: SettingChange,
  now: Date,
): Promise<{ before: unknown; after: unknown; isChanged: boolean }> {
  const { communityId, room } = target;
  return store.write(async (tx) => {
    const { mode, settings } = await readRow(tx, target);
    const before = key === 'mode' ? mode : settings[key];
    const after = change(before);
    if (JSON.stringify(before) === JSON.stringify(after)) return { before, after, isChanged: false };
    const data = { settings: toJson({ ...settings, [key]: after, ...(key === 'marks' && formerMarks(settings)) }) };
    let undo: UndoStep | undefined;
    if (room && key === 'mode')
      undo = await setMode(tx, communityId, { room: room.id, to: written.mode.parse(after ?? null) }, now);
    else if (room) await tx.room.updateMany({ where: { id: room.id, communityId }, data });
    else await tx.community.update({ where: { id: communityId }, data });
    if (room && key === 'audience' && after === 'room') await keepWithin(tx, room.id);
    const roomId = room?.isPrivate ? room.id : null;
    const happening = { communityId, kind: 'settings.changed', actor, what: tell(before, after), roomId } as const;
    await record(tx, { ...happening, ...(undo && { undo }) }, now);
    return { before, after, isChanged: true };
  });
}

/** What was said with these marks still stands. */
function formerMarks(settings: unknown): Partial<CommunitySettings> {
  const { marks, formerMarks: earlier } = communitySettings.parse(settings);
  const others = earlier.filter((pair) => JSON.stringify(pair) !== JSON.stringify(marks));
  return { formerMarks: [...others, marks].slice(-mostFormer) };
}

const mostFormer = 20;

const written = { mode: z.enum(RoomMode).nullable(), settings: z.record(z.string(), z.unknown()) };

async function readRow(tx: Tx, { communityId, room }: Target) {
  const row = room
    ? await tx.room.findFirstOrThrow({ where: { id: room.id, communityId }, select: { mode: true, settings: true } })
    : await tx.community.findUniqueOrThrow({ where: { id: communityId }, select: { settings: true } });
  return {
    mode: 'mode' in row ? (row.mode ?? undefined) : undefined,
    settings: written.settings.parse(row.settings ?? {}),
  };
}

/** What JSON keeps of a value: nothing that is undefined. */
function toJson(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}
