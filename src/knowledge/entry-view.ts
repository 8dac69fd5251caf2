import type { Prisma, Retirement, Standing } from '../store/index.ts';

/** An entry as people who look after the knowledge see it. */
export interface EntryView {
  id: string;
  kind: 'pair' | 'passage';
  question: string;
  answer: string;
  category: string | null;
  url: string | null;
  /** Who said it, and where. */
  credit: string | null;
  verified: boolean;
  standing: Standing;
  holdsFor: string | null;
  /** The room that may be told of it; null is the whole community. */
  room: string | null;
  roomId: string | null;
  source: { id: string; name: string; key: string };
  createdAt: Date;
  review: { since: Date; reason: string } | null;
  retired: { at: Date; reason: Retirement } | null;
}

export const viewedWith = {
  source: { select: { id: true, name: true } },
  audienceRoom: { select: { name: true } },
} satisfies Prisma.EntryInclude;

type Row = Prisma.EntryGetPayload<{ include: typeof viewedWith; omit: { likeness: true } }>;

export function viewEntry(row: Row): EntryView {
  const { id, kind, category, url, credit, verified, standing, holdsFor, createdAt } = row;
  return {
    id,
    kind,
    question: row.title,
    answer: row.text,
    category,
    url,
    credit,
    verified,
    standing,
    holdsFor,
    room: row.audienceRoom?.name ?? null,
    roomId: row.audienceRoomId,
    source: { ...row.source, key: row.key },
    createdAt,
    review: row.reviewSince && { since: row.reviewSince, reason: row.reviewReason ?? '' },
    retired: row.retiredAt && { at: row.retiredAt, reason: row.retiredReason ?? 'retired' },
  };
}
