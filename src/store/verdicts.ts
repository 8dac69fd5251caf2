/** The word of those who decide alone, as rows. */
import { asList, asStored, type Rows, type TxRows } from './rows.ts';

export interface StoredVerdict {
  answerId: string;
  memberId: string;
  /** 1 for ✅, -1 for ❌. */
  value: number;
}

type These = Record<'answerIds' | 'memberIds', Iterable<string>>;

export function readVerdicts(rows: Rows, { answerIds, memberIds }: These): Promise<StoredVerdict[]> {
  return rows.all(readSql, { answers: asList(new Set(answerIds)), members: asList(new Set(memberIds)) });
}

const readSql = `
  SELECT answerId, memberId, value FROM Verdict
  WHERE answerId IN (SELECT value FROM json_each(@answers)) AND memberId IN (SELECT value FROM json_each(@members))`;

export async function putVerdicts(rows: TxRows, verdicts: readonly StoredVerdict[], at: Date): Promise<void> {
  if (verdicts.length > 0) await rows.run(putSql, { verdicts: asList(verdicts), at: asStored(at) });
}

// `WHERE true` tells SQLite that the ON after it is no join's.
const putSql = `
  INSERT INTO Verdict (answerId, memberId, value, createdAt)
  SELECT value ->> 'answerId', value ->> 'memberId', value ->> 'value', @at FROM json_each(@verdicts) WHERE true
  ON CONFLICT (answerId, memberId) DO UPDATE SET value = excluded.value, createdAt = excluded.createdAt`;

export async function deleteVerdicts(
  rows: TxRows,
  verdicts: readonly Pick<StoredVerdict, 'answerId' | 'memberId'>[],
): Promise<void> {
  if (verdicts.length > 0) await rows.run(deleteSql, { verdicts: asList(verdicts) });
}

const deleteSql = `
  DELETE FROM Verdict
  WHERE (answerId, memberId) IN (SELECT value ->> 'answerId', value ->> 'memberId' FROM json_each(@verdicts))`;
