import { learnedUri } from '../../knowledge/index.ts';
import type { Prisma, Reader } from '../../store/index.ts';
import type { Span } from './span.ts';

/** How what is known has grown, of what a room may be told of. */
export interface Growth {
  /** What is known at the end. */
  known: number;
  verified: number;
  learned: number;
  /** What came and what left in that time; a text that took another's place is both. */
  added: number;
  retired: number;
  /** What people said was right instead, by what became of it. */
  corrections: { open: number; taken: number; dropped: number };
}

export async function readGrowth(
  read: Pick<Reader, 'entry' | 'reviewItem'>,
  { communityId, roomId }: { communityId: string; roomId: string },
  { from, to }: Pick<Span, 'from' | 'to'>,
): Promise<Growth> {
  const told = { communityId, OR: [{ audienceRoomId: null }, { audienceRoomId: roomId }] };
  const isWhole = { OR: [{ importId: null }, { import: { state: 'done' } }] } satisfies Prisma.EntryWhereInput;
  const own = { ...told, AND: [isWhole] };
  const known = { ...own, retiredAt: null, standing: { not: 'denied' } } satisfies Prisma.EntryWhereInput;
  const within = { gte: from, lt: to };
  const [all, verified, learned, added, retired, corrections] = await Promise.all([
    read.entry.count({ where: known }),
    read.entry.count({ where: { ...known, verified: true } }),
    read.entry.count({ where: { ...known, source: { uri: learnedUri } } }),
    read.entry.count({ where: { ...own, createdAt: within } }),
    read.entry.count({ where: { ...own, retiredAt: within } }),
    read.reviewItem.groupBy({
      by: ['state'],
      where: { communityId, kind: 'correction', createdAt: within, OR: [{ roomId: null }, { roomId }] },
      _count: true,
    }),
  ]);
  const of = (...states: string[]) =>
    corrections.reduce((sum, { state, _count }) => sum + (states.includes(state) ? _count : 0), 0);
  return {
    ...{ known: all, verified, learned, added, retired },
    corrections: { open: of('open'), taken: of('approved', 'edited'), dropped: of('dropped') },
  };
}
