/** What was learned for one question, and the answers that stand behind it. */
import type { Standing } from './generated/enums.ts';
import type { Rows } from './rows.ts';

/** The entry that was learned for a question last, whether it is found now or not. */
export interface LearnedRow {
  id: string;
  title: string;
  madeFromId: string | null;
  standing: Standing;
  verified: boolean;
  /** Whether it is found: neither retired nor denied. */
  isLiving: boolean;
}

export interface LearnedPlace {
  communityId: string;
  /** The room that alone may be told; null is the whole community. */
  audienceRoomId: string | null;
  key: string;
}

export async function findLearned(rows: Rows, place: LearnedPlace): Promise<LearnedRow | undefined> {
  const row = await rows.first<Omit<LearnedRow, 'verified' | 'isLiving'> & { verified: number; isLiving: number }>(
    learnedSql,
    { ...place },
  );
  return row && { ...row, verified: row.verified === 1, isLiving: row.isLiving === 1 };
}

const ofPlaceSql = `
  Entry.sourceId IN (SELECT id FROM Source WHERE communityId = @communityId AND uri = 'learned:')
  AND Entry.key = @key AND Entry.audienceRoomId IS @audienceRoomId`;

const learnedSql = `
  SELECT
    id, title, madeFromId, standing, verified, retiredAt IS NULL AND standing <> 'denied' AS isLiving
  FROM Entry
  WHERE ${ofPlaceSql} AND NOT EXISTS (SELECT 1 FROM Entry AS later WHERE later.supersedesId = Entry.id)
  ORDER BY id DESC LIMIT 1`;

/** The answers that were approved once for that question. */
export async function answersBehind(rows: Rows, place: LearnedPlace): Promise<string[]> {
  const found = await rows.all<{ id: string }>(behindSql, { ...place });
  return found.map(({ id }) => id);
}

/** The answers whose entry a person took out: votes do not bring them back. */
export async function answersTakenOut(rows: Rows, place: LearnedPlace): Promise<Set<string>> {
  const found = await rows.all<{ id: string }>(takenOutSql, { ...place });
  return new Set(found.map(({ id }) => id));
}

const takenOutSql = `
  SELECT DISTINCT madeFromId AS id FROM Entry
  WHERE ${ofPlaceSql} AND retiredReason = 'retired' AND madeFromId IS NOT NULL`;

const behindSql = `
  SELECT Answer.id FROM Entry CROSS JOIN Answer ON Answer.entryId = Entry.id
  WHERE ${ofPlaceSql} AND Answer.manner <> 'quoted'
  ORDER BY Answer.id`;
