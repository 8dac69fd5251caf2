import type { EntryKind, Standing } from './generated/enums.ts';
import { asList, type Rows } from './rows.ts';

/** An entry as a search weighs and shows it. */
export interface PassageRow {
  id: string;
  kind: EntryKind;
  title: string;
  text: string;
  url: string | null;
  /** Who said it, and where; null where nobody is to be named. */
  credit: string | null;
  verified: boolean;
  standing: Standing;
  reviewSince: Date | null;
  createdAt: Date;
}

/** Which of these entries may be told in a room of a community now, in no order. */
export async function readPassages(
  rows: Rows,
  ids: readonly string[],
  { communityId, roomId }: { communityId: string; roomId: string | null },
): Promise<PassageRow[]> {
  const found = await rows.all<StoredPassage>(passagesSql, { ids: asList(ids), communityId, roomId });
  return found.map(({ verified, reviewSince, createdAt, ...row }) => ({
    ...row,
    verified: verified === 1,
    reviewSince: reviewSince === null ? null : new Date(reviewSince),
    createdAt: new Date(createdAt),
  }));
}

type StoredPassage = Omit<PassageRow, 'verified' | 'reviewSince' | 'createdAt'> & {
  verified: number;
  reviewSince: string | null;
  createdAt: string;
};

// CROSS JOIN holds SQLite to this order; it would else walk over all that the community knows.
const passagesSql = `
  SELECT Entry.id, kind, title, text, url, credit, verified, standing, reviewSince, createdAt
  FROM json_each(@ids) CROSS JOIN Entry ON Entry.id = value
  WHERE communityId = @communityId AND retiredAt IS NULL AND standing <> 'denied'
    AND (audienceRoomId IS NULL OR audienceRoomId = @roomId)`;
