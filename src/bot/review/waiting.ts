/** What waits for moderators, and may be told of where they look: proposals, doubts of what is known, and drafts. */
import type { Prisma, Reader, ReviewKind } from '../../store/index.ts';
import { timeOf } from '../markdown.ts';

export interface Waiting {
  id: string;
  /** Where it is stored. */
  of: 'item' | 'entry' | 'draft';
  kind: ReviewKind | 'draft';
  question: string;
  /** What is proposed, or doubted. */
  text: string;
  /** A sentence of Markdown. */
  why: string;
  roomId: string | null;
  answerId: string | null;
  entryId: string | null;
  /** The person's reply that is proposed. */
  replyId: string | null;
  since: Date;
}

export interface Here {
  communityId: string;
  roomId: string;
  now: Date;
}

type Reading = Pick<Reader, 'reviewItem' | 'entry' | 'draft'>;

/** Newest first, a page at a time, and how much there is in all. */
export async function listWaiting(
  read: Reading,
  here: Here,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ items: Waiting[]; total: number }> {
  const take = page * pageSize;
  const [items, entries, drafts, ...counts] = await Promise.all([
    read.reviewItem.findMany({ where: openItems(here), orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take }),
    read.entry.findMany({ where: doubted(here), orderBy: [{ reviewSince: 'desc' }, { id: 'desc' }], take }),
    read.draft.findMany({
      where: openDrafts(here),
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take,
      include: withText,
    }),
    read.reviewItem.count({ where: openItems(here) }),
    read.entry.count({ where: doubted(here) }),
    read.draft.count({ where: openDrafts(here) }),
  ]);
  const all = [...items.map(ofItem), ...entries.map(ofEntry), ...drafts.map(ofDraft)];
  const newest = all.sort((a, b) => b.since.getTime() - a.since.getTime() || (a.id < b.id ? 1 : -1));
  return { items: newest.slice(take - pageSize, take), total: counts.reduce((sum, count) => sum + count, 0) };
}

/** One that waits, by the end of its id. */
export async function findWaiting(read: Reading, here: Here, named: string): Promise<Waiting | undefined> {
  const id = { endsWith: named };
  const item = await read.reviewItem.findFirst({ where: { AND: [openItems(here), { id }] } });
  if (item) return ofItem(item);
  const draft = await read.draft.findFirst({ where: { AND: [openDrafts(here), { id }] }, include: withText });
  if (draft) return ofDraft(draft);
  const entry = await read.entry.findFirst({ where: { AND: [doubted(here), { id }] } });
  return entry ? ofEntry(entry) : undefined;
}

const toldIn = ({ roomId }: Here) => [{ roomId: null }, { roomId }];
const doubts = ['contested', 'denied', 'doubt'] satisfies ReviewKind[];

function openItems(here: Here): Prisma.ReviewItemWhereInput {
  const { communityId } = here;
  const hasLeft = { kind: { in: [...doubts] }, entry: { retiredAt: { not: null } } };
  return { communityId, state: 'open', OR: toldIn(here), NOT: hasLeft };
}

/** What an import, or a new release, was not sure of. */
function doubted({ communityId, roomId }: Here): Prisma.EntryWhereInput {
  return {
    ...{ communityId, retiredAt: null, reviewSince: { not: null } },
    OR: [{ audienceRoomId: null }, { audienceRoomId: roomId }],
    reviews: { none: { state: 'open', kind: { in: [...doubts] } } },
  };
}

function openDrafts({ communityId, roomId, now }: Here): Prisma.DraftWhereInput {
  const question = { communityId, OR: [{ communityWide: true }, { roomId }] };
  return { state: 'open', expiresAt: { gt: now }, question };
}

const withText = {
  question: {
    include: {
      room: { select: { name: true } },
      revisions: { orderBy: { number: 'desc' }, take: 1, include: { answer: { select: { id: true, text: true } } } },
    },
  },
} satisfies Prisma.DraftInclude;

function ofItem({ createdAt, ...item }: Prisma.ReviewItemGetPayload<object>): Waiting {
  return { ...item, of: 'item', since: createdAt };
}

function ofEntry({
  id,
  title,
  text,
  reviewSince,
  reviewReason,
  audienceRoomId,
}: Prisma.EntryGetPayload<object>): Waiting {
  return {
    ...{ id, of: 'entry', kind: 'doubt', question: title, text, answerId: null, entryId: id, replyId: null },
    roomId: audienceRoomId,
    why: reviewReason ?? '',
    since: reviewSince ?? new Date(0),
  };
}

function ofDraft({
  id,
  createdAt,
  expiresAt,
  question,
}: Prisma.DraftGetPayload<{ include: typeof withText }>): Waiting {
  const [revision] = question.revisions;
  return {
    ...{ id, of: 'draft', kind: 'draft', entryId: null, replyId: null },
    roomId: question.communityWide ? null : question.roomId,
    question: revision?.text ?? '',
    text: revision?.answer?.text ?? '',
    answerId: revision?.answer?.id ?? null,
    why: `A draft, which expires at ${timeOf(expiresAt)}.`,
    since: createdAt,
  };
}
