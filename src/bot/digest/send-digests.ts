/** Tells moderators of the week, where they want it: once a week and community, however many instances run. */
import { readVotedRows, type Store } from '../../store/index.ts';
import type { Bot } from '../bot.ts';
import { progressOf } from '../progress/progress.ts';
import { readSettings } from '../settings/community-settings.ts';
import { readGrowth } from '../stats/growth.ts';
import { readStats } from '../stats/read-stats.ts';
import { describeDigest } from './describe-digest.ts';

export interface DigestParts {
  store: Store;
  bot: Pick<Bot, 'tellModerators'>;
  now: () => Date;
}

/** Returns how many were told. Where nobody could be, the next run tries again. */
export async function sendDigests({ store, bot, now }: DigestParts, signal: AbortSignal): Promise<number> {
  let told = 0;
  const failures: unknown[] = [];
  const communities = await store.read.community.findMany({
    where: { leftAt: null },
    select: { id: true, name: true, platform: true, platformId: true },
  });
  for (const community of communities) {
    if (signal.aborted) break;
    const { digest, moderatorsRoom } = await readSettings(store.read, community.id);
    if (digest === 'off' || moderatorsRoom === undefined) continue;
    const where = { communityId: community.id, platformId: moderatorsRoom };
    const room = await store.read.room.findFirst({ where, select: { id: true, open: true } });
    try {
      if (room && (await sendOne({ store, bot, now }, community, room, signal))) told += 1;
    } catch (error) {
      failures.push(error); // the others are told all the same
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `Moderators could not be told of their week: ${failures.join('; ')}`);
  return told;
}

type Community = { id: string; name: string; platform: string; platformId: string };
type Room = { id: string; open: boolean };

async function sendOne(
  { store, bot, now }: DigestParts,
  community: Community,
  room: Room,
  signal: AbortSignal,
): Promise<boolean> {
  const week = weekOf(now());
  if (!(await claim(store, community.id, week, now()))) return false;
  let isTold = false;
  try {
    const text = await digestOf(store, community, room, now(), signal);
    isTold = await bot.tellModerators(community, { kind: 'news', text });
  } finally {
    const told = isTold ? { digestWeek: week } : {};
    await store.write((tx) =>
      tx.community.update({ where: { id: community.id }, data: { ...told, digestLease: null } }),
    );
  }
  return isTold;
}

/** A week begins on Monday at eight, UTC, as its name: before that, nobody reads what happened on the weekend. */
export function weekOf(now: Date): string {
  const at = new Date(now.getTime() - 8 * 60 * 60_000);
  const monday = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return new Date(monday).toISOString().slice(0, 10);
}

/** So long a week may take to be told; whoever claimed it and died is then taken over. */
const leaseMs = 10 * 60_000;

/** Whoever changes the row first tells of that week; true for them. */
function claim(store: Store, id: string, week: string, now: Date): Promise<boolean> {
  const isUntold = { OR: [{ digestWeek: null }, { digestWeek: { lt: week } }] };
  const isFree = { OR: [{ digestLease: null }, { digestLease: { lte: now } }] };
  return store.write(async (tx) => {
    const where = { id, AND: [isUntold, isFree] };
    const data = { digestLease: new Date(now.getTime() + leaseMs) };
    return (await tx.community.updateMany({ where, data })).count > 0;
  });
}

/** Nothing is in it that the moderators’ room may not be told of: one that everyone can read is told what everyone may know. */
async function digestOf(
  store: Store,
  { id: communityId, name: communityName }: Community,
  { id: roomId, open }: Room,
  now: Date,
  signal: AbortSignal,
): Promise<string> {
  const where = { communityId, roomId };
  const stats = await readStats(store, { ...where, period: 'week', now, privateRooms: !open }, signal);
  const waiting = await store.read.reviewItem.groupBy({
    by: ['kind'],
    where: { communityId, state: 'open', OR: [{ roomId: null }, { roomId }] },
    orderBy: { kind: 'asc' },
    _count: true,
  });
  return describeDigest({
    ...{ communityName, stats },
    growth: await readGrowth(store.read, where, stats.span),
    progress: progressOf(await readVotedRows(store.rows, where)),
    waiting: waiting.map(({ kind, _count: count }) => ({ kind, count })),
  });
}
