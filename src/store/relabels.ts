/** Answers whose messages are to wear another label; see src/bot/relabel.ts. */
import type { Label, Standing } from './generated/enums.ts';
import { asList, asStored, type Rows, type TxRows } from './rows.ts';

export interface Relabel {
  answerId: string;
  questionId: string;
  at: Date;
}

/** The one whose time comes first, of those on platforms that are served here. */
export async function nextRelabel(rows: Rows, platforms: readonly string[]): Promise<Relabel | undefined> {
  const next = await rows.first<Omit<Relabel, 'at'> & { at: string }>(nextSql, { platforms: asList(platforms) });
  return next && { ...next, at: new Date(next.at) };
}

const nextSql = `
  SELECT Answer.id AS answerId, Question.id AS questionId, relabelAt AS at
  FROM Answer
  JOIN Revision ON Revision.id = Answer.revisionId
  JOIN Question ON Question.id = Revision.questionId
  WHERE relabelAt IS NOT NULL AND Question.platform IN (SELECT value FROM json_each(@platforms))
  ORDER BY relabelAt, Answer.id
  LIMIT 1`;

/** How an answer was made and stands, as it decides what the answer wears. */
export interface JudgedRow {
  label: Label | null;
  standing: Standing;
  isVerified: boolean;
}

export async function readJudged(rows: Rows, id: string): Promise<JudgedRow | undefined> {
  const row = await rows.first<Omit<JudgedRow, 'isVerified'> & { isVerified: number }>(
    'SELECT label, standing, isVerified FROM Answer WHERE id = @id',
    { id },
  );
  return row && { ...row, isVerified: row.isVerified === 1 };
}

/** Its messages wear that now; they are to be changed again then, or never. */
export async function noteRelabelled(
  rows: TxRows,
  { id, shownAs, relabelAt }: { id: string; shownAs: string | null; relabelAt: Date | null },
): Promise<void> {
  const values = { id, shownAs, relabelAt: relabelAt && asStored(relabelAt) };
  await rows.run('UPDATE Answer SET shownAs = @shownAs, relabelAt = @relabelAt WHERE id = @id', values);
}

/** It could not be done now. */
export async function putOffRelabel(rows: TxRows, id: string, until: Date): Promise<void> {
  const values = { id, until: asStored(until) };
  await rows.run('UPDATE Answer SET relabelAt = @until WHERE id = @id AND relabelAt IS NOT NULL', values);
}
