import { z } from 'zod';
import { drawStats } from '../charts/index.ts';
import { isAtLeast } from '../rank.ts';
import { describeStats, periods, readStats } from '../stats/index.ts';
import { defineCommand } from './command.ts';

/** `stats`: how Quorum does here, in words and as a picture. Private rooms count for moderators alone. */
export const stats = defineCommand({
  name: 'stats',
  description: 'Show how much was asked here, how it was answered, how fast, and what members thought of it',
  permission: 'everyone',
  isPrivate: false,
  options: z.object({ period: z.enum(periods).default('week').describe('How far back') }),
  async run({ period }, { community, room, rank, parts, signal }) {
    const privateRooms = isAtLeast(rank, 'moderator') && !room.open; // what is shown in the open is for everyone
    const range = {
      communityId: community.id,
      roomId: room.id,
      period,
      now: new Date(parts.clock.now()),
      privateRooms,
    };
    const read = await readStats(parts.store, range, signal);
    const text = describeStats(read);
    try {
      const { png, alt } = await drawStats(read, signal);
      return { text, pictures: [{ name: 'stats.png', png, alt }] };
    } catch {
      signal.throwIfAborted();
      return { text: `${text}\n\n*The picture could not be drawn just now.*` };
    }
  },
});
