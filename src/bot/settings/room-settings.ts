import { z } from 'zod';

/** What is set for one room besides its mode; its parent's holds where it has none. */
export const roomSettings = z.object({
  subject: z.string().trim().max(200).optional(),
  language: z.string().max(40).optional(),
  /** `room` keeps within the room what is asked in it, although everyone can read it. */
  audience: z.enum(['community', 'room']).optional(),
});

export type RoomSettings = z.output<typeof roomSettings>;

interface StoredRoom {
  open: boolean;
  settings: unknown;
  parent: { settings: unknown } | null;
}

/** Whether the community may be told of what is asked in a room: everyone can read it, and its moderators want it so. */
export function isCommunityWide({ open, settings, parent }: StoredRoom): boolean {
  const own = roomSettings.parse(settings ?? {});
  const { audience = 'community' } = own.audience ? own : roomSettings.parse(parent?.settings ?? {});
  return open && audience === 'community';
}
