import { z } from 'zod';
import { readVoterCounts, type Store } from '../../store/index.ts';
import { drawStats } from '../charts/index.ts';
import { isAtLeast } from '../rank.ts';
import {
  activityOf,
  describeApproval,
  describeGrowth,
  describePeople,
  describeSpeeds,
  describeStats,
  type Period,
  periods,
  readGrowth,
  readStats,
  type Stats,
  type StatsRequest,
} from '../stats/index.ts';
import { type Call, defineCommand } from './command.ts';

const sides = ['approval', 'speed', 'people', 'knowledge'] as const;

/** `stats`: how Quorum does here, in words and as a picture. Private rooms count for moderators alone. */
export const stats = defineCommand({
  name: 'stats',
  description: 'Show how much was asked here, how it was answered, how fast, and what members thought of it',
  permission: 'everyone',
  isPrivate: false,
  options: z.object({
    period: z.enum(periods).default('week').describe('How far back'),
    about: z.enum(sides).optional().describe('One side of it in detail; an overview and its picture without it'),
  }),
  async run({ period, about }, call) {
    const { parts, signal } = call;
    const range = statsRange(period, { ...call, now: new Date(parts.clock.now()) });
    const read = await readStats(parts.store, range, signal);
    if (about !== undefined) return { text: await describeSide(about, read, range, parts.store) };
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

/** What stats may be read of by whoever calls, where they call. */
export function statsRange(
  period: Period,
  { community, room, rank, now }: Pick<Call, 'community' | 'room' | 'rank'> & { now: Date },
): StatsRequest {
  const privateRooms = isAtLeast(rank, 'moderator') && !room.open; // what is shown in the open is for everyone
  return { communityId: community.id, roomId: room.id, period, now, privateRooms };
}

async function describeSide(
  about: (typeof sides)[number],
  stats: Stats,
  { communityId, roomId, privateRooms }: StatsRequest,
  store: Store,
): Promise<string> {
  if (about === 'approval') return describeApproval(stats);
  if (about === 'speed') return describeSpeeds(stats);
  const { from, to } = stats.span;
  if (about === 'knowledge')
    return describeGrowth(stats, await readGrowth(store.read, { communityId, roomId }, { from, to }));
  const range = { communityId, from, to, toldInRoomId: privateRooms ? undefined : roomId };
  return describePeople(stats, activityOf(await readVoterCounts(store.rows, range)));
}
