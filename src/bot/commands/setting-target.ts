import { roomLink } from '../markdown.ts';
import type { Setting } from '../settings/setting-list.ts';
import type { Call } from './command.ts';
import { findRoom, type NamedRoom } from './named-room.ts';
import { badOption } from './refuse.ts';

/** The room that a setting is changed for; null where it is the whole community. */
export async function targetOf(
  { name, of }: Setting,
  named: string | undefined,
  call: Call,
): Promise<NamedRoom | null> {
  if (named !== undefined && of === 'community')
    throw badOption(`\`${name}\` holds for the whole community; leave \`room\` out.`);
  if (named !== undefined) return findRoom(call, named);
  if (of !== 'room') return null;
  if (call.room.kind === 'dm') throw badOption(`\`${name}\` is set for each room; say which \`room\`.`);
  return findRoom(call, call.room.platformId);
}

export function describePlace(room: NamedRoom | null): string {
  return room ? ` in ${roomLink(room)}` : '';
}
