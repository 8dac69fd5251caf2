import type { FeedItem, Reader } from '../../store/index.ts';
import type { FeedTopic } from './record.ts';

export interface FeedPage {
  items: FeedItem[];
  /** Of all pages. */
  total: number;
}

/** What happened in a community, newest first; what is of a private room, in that room alone. */
export async function readFeed(
  read: Pick<Reader, 'feedItem'>,
  here: { communityId: string; roomId: string },
  { topic, page, pageSize }: { topic: FeedTopic | undefined; page: number; pageSize: number },
): Promise<FeedPage> {
  const where = {
    communityId: here.communityId,
    OR: [{ roomId: null }, { roomId: here.roomId }],
    ...(topic && { kind: { startsWith: `${topic}.` } }),
  };
  const [items, total] = await Promise.all([
    read.feedItem.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    read.feedItem.count({ where }),
  ]);
  return { items, total };
}
