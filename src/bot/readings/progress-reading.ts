import { type Rows, readVotedRows } from '../../store/index.ts';
import { gradedFrom, type Phase, type Progress, phases, progressOf, whatNext } from '../progress/progress.ts';

export interface ProgressReading extends Progress {
  /** All phases, from the first to the last. */
  phases: readonly Phase[];
  /** From how many answers with votes on a category is graded. */
  gradedFrom: number;
  /** What would help most now, in a sentence of Markdown. */
  advice: string;
}

export async function readProgress(
  rows: Rows,
  where: { communityId: string; roomId: string },
): Promise<ProgressReading> {
  const found = progressOf(await readVotedRows(rows, where));
  return { ...found, phases: phases.map(({ name }) => name), gradedFrom, advice: whatNext(found) };
}
